"""Does a gateway get its answer in one query, and only when something changed?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.parties.models import Account
from accounts.review.admission import admit
from tests.accounts.access.conftest import BILLING
from tests.machines import MachineClient, machine, stranger
from tests.world import by

PATH = "/api/v1/accounts/acct_harbour/access"


@pytest.fixture
def gateway(db: None) -> MachineClient:
    return machine("access:read", name="gateway")


def test_harbours_answer_has_the_promised_shape(gateway: MachineClient, harbour: Account):
    door = Door("limited", 10, 1000, ("standard",), ("canary",), "coordinated_use", timezone.now() + timedelta(days=1))
    change(by=by("ines"), account=harbour, door=Door("open"))
    change(by=by("ines"), account=harbour, door=door)
    body = gateway.get(PATH).json()
    assert body.keys() == {
        "account", "state", "allowed", "limits", "treatments", "reason", "sequence", "since", "expires_at",
    }  # fmt: skip
    assert (body["account"], body["state"], body["allowed"], body["sequence"]) == ("acct_harbour", "limited", True, 2)
    assert body["limits"] == {"requests_per_minute": 10, "tokens_per_day": 1000, "models": ["standard"]}
    assert (body["treatments"], body["reason"]) == (["canary"], "coordinated_use")
    assert body["since"].endswith("Z")
    assert body["expires_at"].endswith("Z")


def test_no_record_is_a_404(gateway: MachineClient, harbour: Account):
    assert gateway.get(PATH).status_code == 404
    assert gateway.get("/api/v1/accounts/acct_nobody/access").status_code == 404


def test_nothing_new_is_a_304_until_the_door_changes_or_runs_out(gateway: MachineClient, harbour: Account):
    admit(by=BILLING, account=harbour)
    etag = gateway.get(PATH)["ETag"]
    unchanged = gateway.get(PATH, **{"if-none-match": etag})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    assert gateway.get(PATH, **{"if-none-match": f'"other", {etag}'}).status_code == 304
    assert gateway.get(PATH, **{"if-none-match": "nonsense"}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        expired = gateway.get(PATH, **{"if-none-match": etag})
        assert (expired.status_code, expired.json()["allowed"]) == (200, False)
        assert expired.json()["reason"] == "verification_pending"
    change(by=by("ines"), account=harbour, door=Door("open"))
    opened = gateway.get(PATH, **{"if-none-match": etag})
    assert (opened.status_code, opened.json()["state"]) == (200, "open")


def test_the_answer_takes_one_query_beside_the_keys(gateway: MachineClient, harbour: Account):
    admit(by=BILLING, account=harbour)
    with CaptureQueriesContext(connection) as queries:
        gateway.get(PATH)
    assert [query["sql"].partition('FROM "')[2].partition('"')[0] for query in queries] == [
        "staff_api_key",
        "access_access",
    ]


def test_a_key_needs_the_scope(db: None):
    assert machine("accounts:read").get(PATH).status_code == 403
    assert stranger().get(PATH).status_code == 401
