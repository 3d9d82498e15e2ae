"""Who is in the room: billing and a gateway, which call in a loop, and a policy that allows three calls a minute."""

import pytest

from accounts.policy import actions
from tests.machines import machine, stranger
from tests.world import by

pytestmark = pytest.mark.django_db
PATH = "/api/v1/accounts/acct_harbour/access"


@pytest.fixture
def _three_a_minute(db: None) -> None:
    version = actions.draft(by=by("ana"), body={"intake": {"requests_per_minute": 3}}, note="somebody loops")
    actions.activate(by=by("lena"), version=actions.propose(by=by("ana"), version=version), over=0)


@pytest.mark.usefixtures("_three_a_minute")
def test_the_fourth_call_in_a_minute_has_to_wait():
    billing = machine("access:read")
    answers = [billing.get(PATH) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert (answers[0]["RateLimit-Policy"], answers[0]["RateLimit"]) == ('"minute";q=3;w=60', '"minute";r=2;t=20')
    assert [answers[0][f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["3", "2", "20"]
    assert (answers[3]["Retry-After"], answers[3]["Content-Type"]) == ("20", "application/problem+json")


@pytest.mark.usefixtures("_three_a_minute")
def test_one_machine_does_not_use_up_what_is_anothers():
    billing, gateway = machine("access:read"), machine("access:read")
    for _ in range(4):
        billing.get(PATH)
    assert gateway.get(PATH).status_code == 404


@pytest.mark.usefixtures("_three_a_minute")
def test_whoever_has_no_key_is_counted_by_address():
    caller = stranger()
    assert [caller.get(PATH).status_code for _ in range(4)] == [401, 401, 401, 429]


def test_pages_and_health_checks_are_not_counted():
    assert "RateLimit" not in stranger().get("/healthz").headers
