"""A source that lies is revoked: Harbour is rid of Larkspur's card, and gets it back when the lie was the truth."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.journal.models import Entry
from accounts.parties.actions import record_accounts
from accounts.parties.facts import AccountFacts
from graph.behavior.models import Conduct
from graph.pipeline.actions import advance
from graph.risk.models import Assessment
from graph.signals.models import DailyPayment, Sighting, Signal, WeeklyProfile
from graph.signals.models_sources import WithheldSighting
from tests.graph.pipeline.histories import state
from tests.graph.pipeline.loading import BY, send
from tests.graph.signals.senders import event, lines

SHELLS = [f"acct_lark_{number}" for number in range(4)]
HARBOUR = "acct_harbour"


def paid(who: str, card: str, source: str = "/billing/north", day: int = 3) -> dict[str, Any]:
    told = {"fingerprint": card, "outcome": "succeeded", "amount": 500, "currency": "EUR"}
    return event("payment.used", who, told, source=source, time=f"2026-08-{day:02}T10:00:00Z")


def asked(who: str, source: str, day: int) -> dict[str, Any]:
    told = {"model": "standard", "prompt": "please help me with the kettle"}
    return event("exchange.made", who, told, source=source, time=f"2026-08-{day:02}T11:00:00Z")


TRUTH = [
    *(paid(shell, "card_of_the_ring") for shell in SHELLS),
    paid(HARBOUR, "card_of_harbour"),
    asked(HARBOUR, "/gateway/eu", 4),
    asked(SHELLS[0], "/gateway/eu", 5),
]
LIES = [
    paid(HARBOUR, "card_of_the_ring", "/billing/liar/pod-1"),
    paid(HARBOUR, "card_of_harbour", "/billing/liar/pod-1", day=2),
    *(asked(HARBOUR, "/billing/liar/pod-2", 4) for _ in range(3)),
]


def come_in(events: list[dict[str, Any]]) -> None:
    send(lines(events))
    advance()


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("revoke_source", *arguments, stdout=out)
    return out.getvalue()


def level(who: str) -> str:
    found = Assessment.objects.filter(account__account=who).values_list("recommendation", flat=True).first()
    return found or "clear"


def held() -> tuple[Any, ...]:
    """Everything that people see or that derivation counts, but for names of networks."""
    assessments, members, networks = state()
    seen = Sighting.objects.values_list("account__account", "identifier__mask", "day", "first_at", "count")
    weeks = WeeklyProfile.objects.values_list("account__account", "week", "exchanges", "models_used")
    sums = DailyPayment.objects.values_list("account__account", "day", "amount")
    conduct = Conduct.objects.values_list("account__account", "asked")
    who = [member[1:] for member in members]
    what = [network[1:3] for network in networks]
    return assessments, who, what, *(sorted(rows, key=str) for rows in (seen, weeks, sums, conduct))


@pytest.fixture
def truth(real_db: str) -> tuple[Any, ...]:
    """What is held before anybody lies."""
    record_accounts(by=BY, facts=[AccountFacts(account=name) for name in [*SHELLS, HARBOUR]])
    come_in(TRUTH)
    return held()


@pytest.mark.parametrize("aged_out", [False, True], ids=["with raw signals", "after they aged out"])
def test_a_lie_is_gone_at_the_next_derivation_and_back_when_it_was_none(
    truth: tuple[Any, ...], *, aged_out: bool
) -> None:
    come_in(LIES)
    lied = held()
    assert lied != truth
    assert level(HARBOUR) == "watch"
    if aged_out:
        Signal.objects.exclude(type="exchange.made").delete()
    told("/billing/liar")
    advance()
    assert held() == truth
    assert level(HARBOUR) == "clear"
    told("/billing/liar", "--withdraw")
    advance()
    assert held() == lied


def test_what_a_revoked_source_goes_on_to_say_waits_beside_and_so_does_its_new_neighbour(
    truth: tuple[Any, ...],
) -> None:
    come_in(LIES[:1])
    told("/billing/liar")
    come_in([*LIES[1:], paid(HARBOUR, "card_of_the_ring", "/billing/liar/pod-9")])
    assert held() == truth
    assert WithheldSighting.objects.count() == 3
    told("/billing/liar", "--withdraw")
    advance()
    ring = Sighting.objects.filter(
        account__account=HARBOUR,
        identifier__in=Sighting.objects.filter(account__account=SHELLS[0]).values("identifier"),
    )
    assert sorted(ring.values_list("source__uri", flat=True)) == ["/billing/liar/pod-1", "/billing/liar/pod-9"]
    assert not WithheldSighting.objects.exists()


def test_one_of_two_revocations_that_cover_a_source_is_enough(truth: tuple[Any, ...]) -> None:
    come_in(LIES)
    told("/billing/liar")
    told("/billing/liar/pod-1")
    told("/billing/liar", "--withdraw")
    advance()
    assert level(HARBOUR) == "clear"
    assert Conduct.objects.get(account__account=HARBOUR).asked == 4


def test_it_is_counted_said_and_written_down(truth: tuple[Any, ...]) -> None:
    come_in(LIES)
    expected = "/billing/liar: 2 sources told 2 sightings and 3 exchanges of 1 accounts.\n"
    assert told("/billing/liar", "--count") == expected
    assert not Entry.objects.filter(verb="source.revoked").exists()
    assert told("/billing/liar", "--reason", "Its key was stolen.") == (
        expected + "Nothing of it counts from the next derivation on.\n"
    )
    entry = Entry.objects.get(verb="source.revoked")
    assert (entry.subject_id, entry.detail["reason"], entry.detail["sightings"]) == (
        "/billing/liar",
        "Its key was stolen.",
        2,
    )
    told("/billing/liar", "--withdraw", "--quiet")
    assert Entry.objects.filter(verb="source.restored").count() == 1


def test_a_mistake_is_said(truth: tuple[Any, ...]) -> None:
    told("/billing/north")
    for complaint, arguments in {
        "No source under /billing/lia ever spoke": ["/billing/lia"],
        "an empty prefix": [""],
        "/billing/north is revoked already": ["/billing/north"],
        "/gateway is not revoked. Revoked are: /billing/north": ["/gateway", "--withdraw"],
    }.items():
        with pytest.raises(CommandError, match=complaint):
            told(*arguments)
