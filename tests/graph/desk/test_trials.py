"""Ana asks what her draft would change; Lena reads the answer before she activates it, Ines reads along."""

from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.policy.actions import draft, revise
from accounts.policy.models import PolicyVersion
from graph.pipeline.comparison import Change, Comparison, Decided, Side
from graph.pipeline.models import PolicyTrial
from tests.world import by, harbour, person

pytestmark = pytest.mark.django_db
FOUND = Comparison(
    accounts={"limit": (3, 3), "review": (12, 18), "watch": (40, 34)},
    networks={"limit": (1, 1), "review": (1, 2), "watch": (4, 3)},
    changed=[Change("net_ring", "Larkspur", Side("watch", 9, 6, 2), Side("review", 31, 8, 6), 2, 0)],
    changed_in_all=1,
    touched=["acct_harbour"],
    touched_in_all=6,
    limited_in_all=0,
    released_in_all=0,
    who=[("verified", 1)],
    decided=Decided(8, 2, 6, 8, 0, 1),
)


def browser(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


@pytest.fixture
def version() -> PolicyVersion:
    return draft(by=by("ana"), body={"conduct": {"in_step_bits": 12.0}}, note="to see")


def answered(version: PolicyVersion, found: Comparison = FOUND) -> PolicyTrial:
    return PolicyTrial.objects.create(
        kind="backtest",
        state="done",
        version=version.number,
        over=0,
        body=version.body,
        as_of=timezone.now(),
        found=msgspec.to_builtins(found),
    )


def page(who: str, address: str) -> str:
    answer = browser(who).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_of_a_version_asks_for_what_it_would_change(version: PolicyVersion):
    assert f'hx-get="/policy/{version.number}/trials/"' in page("ines", f"/policy/{version.number}/")


def test_asking_is_told_in_the_journal_and_waits_for_the_clock(version: PolicyVersion):
    answer = browser("ana").post(f"/policy/{version.number}/backtest/", {"day": ""})
    assert answer.headers["Location"] == f"/policy/{version.number}/"
    assert Entry.objects.of("policy", str(version.number))[0].verb == "policy.tried"
    said = page("lena", f"/policy/{version.number}/trials/")
    assert 'hx-trigger="every 5s"' in said
    assert "Find out" not in said


@pytest.mark.parametrize(("day", "said"), [("soon", "That is no day"), ("2126-01-01", "still to come")])
def test_a_day_that_cannot_be_is_told(version: PolicyVersion, day: str, said: str):
    answer = browser("ana").post(f"/policy/{version.number}/backtest/", {"day": day})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_answer_is_a_sentence_with_figures_beside_those_that_hold(version: PolicyVersion):
    answered(version)
    said = " ".join(page("lena", f"/policy/{version.number}/trials/").split())
    assert "6 accounts more would be put before a person, 1 network would change." in said
    assert "88.9%" in said, "8 confirmed of 9 decided"
    assert "now 100.0%; 8 confirmed, 1 cleared" in said
    assert "Of 6: 1 verified." in said
    assert said.index("#level-limit") < said.index("#level-review") < said.index("#level-watch")


def test_an_answer_about_an_earlier_wording_is_not_shown_as_the_answer(version: PolicyVersion):
    answered(version)
    revise(by=by("ana"), version=version, body={}, note="as it ships")
    said = page("lena", f"/policy/{version.number}/trials/")
    assert "Nobody tried it yet" in said
    assert "of an earlier wording" in said


def test_the_whole_answer_names_networks_and_accounts(version: PolicyVersion):
    harbour()
    trial = answered(version)
    said = page("lena", f"/policy/{version.number}/trials/{trial.pk}/")
    assert '<a href="/networks/net_ring/">Larkspur</a>' in said
    assert "raised, 2 join" in said
    assert "acct_harbour" in said
    answer: Any = browser("lena").get(f"/policy/{version.number}/trials/{trial.pk}/accounts.csv")
    assert b"".join(answer.streaming_content).split() == [b"account", b"acct_harbour"]


def test_what_failed_says_why(version: PolicyVersion):
    trial = answered(version)
    PolicyTrial.objects.update(state="failed", failure="No signal has come in yet.", found={})
    assert "No signal has come in yet." in page("ana", f"/policy/{version.number}/trials/{trial.pk}/")
