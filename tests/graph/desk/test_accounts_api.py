"""Can billing register its customers and read what we know of them, and does a bad body learn how to mend it?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import Access, AccessChange
from accounts.journal.models import Entry
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.parties.querysets import contact_of
from graph.networks.models import Membership, Network
from graph.risk.models import Assessment
from tests.machines import MachineClient, machine, stranger
from tests.world import by, harbour, larkspur

HARBOUR = {
    "created_at": "2025-09-30T08:00:00Z",
    "email": "ops@harbour.example",
    "phone": "+4930901820",
    "contact_name": "Jonas Weil",
    "country": "DE",
    "address": "Hafenstraße 1, Hamburg",
    "plan": "business",
    "program": None,
    "company": {"name": "Harbour Analytics GmbH", "jurisdiction": "DE", "registration_number": "HRB 150123"},
}
PATH = "/api/v1/accounts/acct_harbour"


@pytest.fixture
def billing(db: None) -> MachineClient:
    return machine("accounts:read", "accounts:write", "access:read")


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "errors"} == set(body)
    return body


# -- registering


def test_harbour_is_registered_and_let_in_provisionally(billing: MachineClient):
    answer = billing.put(PATH, HARBOUR)
    assert answer.status_code == 201
    body = answer.json()
    assert body.keys() == {
        "account", "created_at", "plan", "program", "country", "company", "verification", "access", "network",
        "assessment",
    }  # fmt: skip
    assert (body["account"], body["created_at"], body["country"]) == ("acct_harbour", "2025-09-30T08:00:00Z", "DE")
    assert body["company"]["name"] == "Harbour Analytics GmbH"
    assert body["verification"] == {"status": "unverified", "tier": "none", "valid_until": None}
    assert (body["access"]["state"], body["access"]["allowed"], body["access"]["sequence"]) == ("provisional", True, 1)
    assert (body["network"], body["assessment"]) == (None, None)
    assert "Jonas" not in answer.text
    assert "harbour.example" not in answer.text
    assert contact_of(Account.objects.get()).contact_name == "Jonas Weil"
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["entity.recorded", "account.recorded", "access.provisional"]
    assert set(Entry.objects.values_list("actor_name", flat=True)) == {"billing"}


def test_saying_it_again_is_a_200_and_changes_nothing(billing: MachineClient):
    first = billing.put(PATH, HARBOUR).json()
    count = Entry.objects.count()
    again = billing.put(PATH, HARBOUR)
    assert (again.status_code, again.json()) == (200, first)
    assert Entry.objects.count() == count
    assert billing.get(PATH).json() == first


def test_what_is_left_out_stays_and_null_clears(billing: MachineClient):
    billing.put(PATH, HARBOUR)
    body = billing.put(PATH, {"plan": "enterprise", "country": None, "email": None, "created_at": None}).json()
    assert (body["plan"], body["country"], body["created_at"]) == ("enterprise", None, "2025-09-30T08:00:00Z")
    assert body["company"]["name"] == "Harbour Analytics GmbH"
    contact = contact_of(Account.objects.get())
    assert (contact.email, contact.phone) == ("", "+4930901820")
    assert billing.put(PATH, {"company": None}).json()["company"] is None
    assert LegalEntity.objects.count() == 1


def test_an_empty_body_registers_too(billing: MachineClient):
    assert billing.put("/api/v1/accounts/acct_cafe_01", {}).status_code == 201
    assert billing.put("/api/v1/accounts/acct_cafe_01", {}).status_code == 200


def test_an_account_known_only_by_its_signals_is_let_in_when_it_is_registered(billing: MachineClient):
    (lark,) = larkspur(1)
    path = f"/api/v1/accounts/{lark.account}"
    assert billing.get(path).json()["access"] is None
    assert billing.put(path, {}).status_code == 201
    assert billing.get(path).json()["access"]["state"] == "provisional"


def test_registering_does_not_open_a_closed_door(billing: MachineClient):
    billing.put(PATH, HARBOUR)
    account = Account.objects.get()
    change(by=by("ines"), account=account, door=Door("suspended", reason="terms"))
    assert billing.put(PATH, {"plan": "business"}).json()["access"]["state"] == "suspended"
    assert AccessChange.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"country": "UK"}, "/country", "write GB"),
        ({"country": 49}, "/country", "ISO 3166-1"),
        ({"country": ["DE"]}, "/country", "valid string"),
        ({"email": "nobody"}, "/email", "not an e-mail address"),
        ({"phone": "call me"}, "/phone", "+44 20 7946 0017"),
        ({"created_at": "yesterday"}, "/created_at", "2026-09-01T00:00:00Z"),
        ({"created_at": "2999-01-01T00:00:00Z"}, "/created_at", "in the future"),
        ({"contact_name": "x" * 201}, "/contact_name", "200 characters"),
        ({"contact_name": "a\u0000b"}, "/contact_name", "ull characters"),
        ({"plan": True}, "/plan", "valid string"),
        ({"company": "Harbour"}, "/company", "Expected a dictionary"),
        ({"company": {}}, "/company/name", "required"),
        ({"company": {"name": "Harbour", "jurisdiction": "XX"}}, "/company/jurisdiction", "ISO 3166-1"),
        ({"company": {"name": "Harbour", "lei": "123"}}, "/company/lei", "check digits"),
    ],
)
def test_a_bad_field_is_named_with_how_to_mend_it_and_nothing_is_kept(
    billing: MachineClient, change: dict[str, Any], pointer: str, words: str
):
    body = problem(billing.put(PATH, {**HARBOUR, **change}), 400)
    assert [error["pointer"] for error in body["errors"]] == [pointer]
    assert words in body["errors"][0]["error"]
    assert (Account.objects.count(), LegalEntity.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_all_bad_fields_are_named_at_once(billing: MachineClient):
    errors = problem(billing.put(PATH, {"country": "UK", "email": "x", "phone": "y"}), 400)["errors"]
    assert {error["pointer"] for error in errors} == {"/country", "/email", "/phone"}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('"text"', "application/json", 400),
        ("null", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ('{"plan": NaN}', "application/json", 400),
        ("[" * 200_000, "application/json", 400),
        ('{"plan": "' + "x" * 3_000_000 + '"}', "application/json", 413),
        ("plan=business", "application/x-www-form-urlencoded", 415),
        ("<plan/>", "application/xml", 415),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    billing: MachineClient, body: str | bytes, content_type: str, status: int
):
    problem(billing.send("PUT", PATH, body, content_type), status)
    assert Account.objects.count() == 0


@pytest.mark.parametrize("account", ["a%20b", "%00", "a%0a", "x" * 201, "%ED%A0%80%00", "a/b"])
def test_an_id_that_cannot_be_is_nowhere(billing: MachineClient, account: str):
    for answer in (billing.get(f"/api/v1/accounts/{account}"), billing.put(f"/api/v1/accounts/{account}", {})):
        assert answer.status_code == 404


@pytest.mark.parametrize("account", ["acct_1", "17", "müller@harbour.example", "a%23b", "urn:x:1"])
def test_an_id_is_taken_as_given(billing: MachineClient, account: str):
    assert billing.put(f"/api/v1/accounts/{account}", {}).status_code == 201
    assert billing.get(f"/api/v1/accounts/{account}/access").status_code == 200


def test_an_erased_account_is_not_filled_again(billing: MachineClient):
    billing.put(PATH, HARBOUR)
    Account.objects.update(erased_at=timezone.now(), wrapped_key=None, sealed=None)
    assert "erased" in problem(billing.put(PATH, HARBOUR), 409)["detail"]


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("ops@harbour.example")
JSON = st.recursive(VALUES, lambda kids: st.lists(kids, max_size=3) | st.dictionaries(st.text(), kids, max_size=3))
BODIES = st.dictionaries(st.sampled_from([*HARBOUR, "account", "tier", "verified_at", "legal_entity"]), JSON) | JSON


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, company=st.dictionaries(st.sampled_from(["name", "jurisdiction", "lei", "id", "owners"]), JSON))
def test_no_body_of_a_stranger_is_a_fault_of_ours(billing: MachineClient, body: Any, company: Any):
    if isinstance(body, dict) and len(body) % 2:
        body = {**body, "company": company}
    assert billing.put(PATH, body).status_code in {200, 201, 400}
    assert Account.objects.filter(tier="none", verified_at=None).count() == Account.objects.count()


# -- reading


def test_both_gears_are_shown_in_as_many_queries_for_twenty_reasons_as_for_two(billing: MachineClient):
    account = harbour()
    Account.objects.update(verified_until=timezone.now() + timedelta(days=1))
    network = Network.objects.create(network="net_HARBOUR", name="Harbour")
    Membership.objects.create(network=network, account=account)
    reason = {"factor": "shared_payment", "bits": 3.5, "sentence": "Two accounts paid with one card."}
    asked = []
    for count in (2, 20):
        Assessment.objects.update_or_create(
            account=account,
            defaults={
                "recommendation": "watch", "score": 0.2, "network": network, "reasons": [reason] * count,
                "assessed_at": timezone.now(),
            },
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            body = billing.get(PATH).json()
        asked.append(len(queries))
        assert (body["network"], body["assessment"]["recommendation"]) == ("net_HARBOUR", "watch")
        assert body["assessment"]["reasons"] == [reason] * count
        assert body["verification"]["status"] == "verified"
    assert asked == [3, 3]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert billing.get(PATH).json()["verification"]["status"] == "expired"


@pytest.mark.parametrize(
    ("tier", "status"),
    [
        (Tier.NONE, "unverified"),
        (Tier.PROVISIONAL, "provisional"),
        (Tier.ENTERPRISE, "verified"),
        (Tier.REFUSED, "refused"),
    ],
)
def test_the_tier_says_how_far_an_identity_is_proven(billing: MachineClient, tier: str, status: str):
    harbour()
    Account.objects.update(tier=tier)
    assert billing.get(PATH).json()["verification"]["status"] == status


def test_a_neighbour_belongs_to_no_network(billing: MachineClient):
    network = Network.objects.create(name="Larkspur")
    Membership.objects.create(network=network, account=harbour(), role="neighbour")
    assert billing.get(PATH).json()["network"] is None


# -- who may


@pytest.mark.parametrize(
    ("scope", "reads", "writes"),
    [("accounts:read", 404, 403), ("accounts:write", 403, 201), ("access:read", 403, 403)],
)
def test_a_key_does_what_its_scopes_say(db: None, scope: str, reads: int, writes: int):
    key = machine(scope)
    assert key.get(PATH).status_code == reads
    assert key.put(PATH, {}).status_code == writes


def test_nobody_without_a_key_learns_anything(db: None):
    harbour()
    for answer in (stranger().get(PATH), stranger().put(PATH, {}), MachineClient("kyc_wrong").get(PATH)):
        problem(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"


def test_other_methods_are_refused(billing: MachineClient):
    assert billing.delete(PATH).status_code == 405
    assert Access.objects.count() == 0


def test_eight_at_once_register_one_account_once(real_db: str):
    keys = [machine("accounts:write", name=f"billing {number}") for number in range(8)]

    def put(key: MachineClient) -> int:
        try:
            return int(key.put(PATH, HARBOUR).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(put, keys)) == [200] * 7 + [201]
    assert (Account.objects.count(), LegalEntity.objects.count(), AccessChange.objects.count()) == (1, 1, 1)
