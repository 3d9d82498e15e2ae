"""Who is in the room: Ada, who lets machines in; billing and a gateway, which call."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.staff.actions_keys import KeyWanted, create_key, revoke_key, rotate_key
from accounts.staff.models import ApiKey
from kycrisk.lib.errors import Refused
from tests.world import by, customer

pytestmark = pytest.mark.django_db
GATEWAY = KeyWanted(name="gateway", scopes=["access:read"])


def may_read(secret: str, *, address: str = "192.0.2.7") -> int:
    """The status of an access question about Harbour, whom nobody let in: 404 for who may ask."""
    headers = {"authorization": f"Bearer {secret}"}
    return Client().get("/api/v1/accounts/acct_harbour/access", headers=headers, REMOTE_ADDR=address).status_code


def test_a_new_key_opens_its_scope_and_is_kept_as_a_hash_only():
    customer("acct_harbour")
    key, secret = create_key(by=by("ada"), wanted=GATEWAY)
    assert may_read(secret) == 404
    assert secret not in str(list(ApiKey.objects.values()))
    line = Entry.objects.of("key", key.key)[0]
    assert (line.verb, line.detail) == ("key.created", {"name": "gateway", "scopes": ["access:read"]})


@pytest.mark.parametrize("secret", ["", "kyc_guess", "Bearer", "\x00"])
def test_no_key_opens_nothing(secret: str):
    assert may_read(secret) == 401


def test_a_key_without_the_scope_is_told_which_one_it_lacks():
    _, secret = create_key(by=by("ada"), wanted=KeyWanted(name="billing", scopes=["cases:read"]))
    answer = Client().get("/api/v1/accounts/acct_harbour/access", headers={"authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "This key lacks the scope access:read.")


def test_a_key_bound_to_a_network_opens_nothing_elsewhere():
    _, secret = create_key(by=by("ada"), wanted=KeyWanted("gateway", ["access:read"], networks=["192.0.2.0/24"]))
    assert [may_read(secret, address=address) for address in ("192.0.2.7", "198.51.100.7", "")] == [404, 403, 403]


def test_behind_the_proxy_the_caller_is_who_the_proxy_saw(settings: pytest.FixtureRequest):
    settings.BEHIND_TLS = True  # type: ignore[attr-defined]
    _, secret = create_key(by=by("ada"), wanted=KeyWanted("gateway", ["access:read"], networks=["192.0.2.0/24"]))
    headers = {"authorization": f"Bearer {secret}", "x-forwarded-for": "192.0.2.7, 198.51.100.7"}
    answer = Client().get("/api/v1/accounts/acct_harbour/access", headers=headers, REMOTE_ADDR="10.0.0.1")
    assert answer.status_code == 403


def test_an_expired_or_revoked_key_opens_nothing():
    key, secret = create_key(
        by=by("ada"), wanted=KeyWanted("gateway", ["access:read"], expires_at=timezone.now() + timedelta(days=1))
    )
    assert may_read(secret) == 404
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert may_read(secret) == 401
    revoke_key(by=by("ada"), key=key)
    assert may_read(secret) == 401


def test_during_a_rotation_both_keys_open():
    key, old = create_key(by=by("ada"), wanted=GATEWAY)
    _, new = rotate_key(by=by("ada"), key=key, overlap=timedelta(hours=1))
    assert [may_read(secret) for secret in (old, new)] == [404, 404]
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert [may_read(secret) for secret in (old, new)] == [401, 404]


def test_a_rotation_does_not_lengthen_a_life():
    soon = timezone.now() + timedelta(minutes=5)
    key, _ = create_key(by=by("ada"), wanted=KeyWanted("gateway", ["access:read"], expires_at=soon))
    new, _ = rotate_key(by=by("ada"), key=key, overlap=timedelta(days=7))
    key.refresh_from_db()
    assert (key.expires_at, key.replaced_by) == (soon, new)


def test_a_dead_key_is_neither_rotated_nor_revoked_again():
    key, _ = create_key(by=by("ada"), wanted=GATEWAY)
    revoke_key(by=by("ada"), key=key)
    for verb in (
        lambda: revoke_key(by=by("ada"), key=key),
        lambda: rotate_key(by=by("ada"), key=key, overlap=timedelta()),
    ):
        with pytest.raises(Refused, match="revoked or has expired"):
            verb()


@pytest.mark.parametrize("who", ["sam", "ines", "omar", "ana", "audrey"])
def test_only_admins_look_after_keys(who: str):
    key, _ = create_key(by=by("ada"), wanted=GATEWAY)
    for verb in (
        lambda: create_key(by=by(who), wanted=GATEWAY),
        lambda: revoke_key(by=by(who), key=key),
        lambda: rotate_key(by=by(who), key=key, overlap=timedelta()),
    ):
        with pytest.raises(Refused, match="may not administer"):
            verb()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (KeyWanted(" ", ["access:read"]), "bad_name"),
        (KeyWanted("x" * 101, ["access:read"]), "bad_name"),
        (KeyWanted("billing", []), "bad_scope"),
        (KeyWanted("billing", ["access:read", "access:write"]), "bad_scope"),
        (KeyWanted("billing", ["signals:write"]), "no_source"),
        (KeyWanted("billing", ["signals:write"], sources=[""]), "bad_source"),
        (KeyWanted("billing", ["signals:write"], sources=["/intake/stripe"]), "reserved_source"),
        (KeyWanted("billing", ["access:read"], networks=["192.0.2.1/24"]), "bad_network"),
        (KeyWanted("billing", ["access:read"], expires_at=datetime(2026, 1, 1, tzinfo=UTC)), "bad_expiry"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(wanted: KeyWanted, code: str):
    with pytest.raises(Refused) as refused:
        create_key(by=by("ada"), wanted=wanted)
    assert (refused.value.code, refused.value.status) == (code, 422)
    assert not ApiKey.objects.exists()
