"""What remains of the café's evening and of the ring's work, in whatever order it came and however it was cut."""

import random
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.signals.accepting import accept
from graph.signals.folding import READER, fold
from graph.signals.kinds import Kind
from graph.signals.models import DailyPayment, Sighting, WeeklyProfile
from graph.signals.payments import paid_by, payers_of
from graph.signals.reading import Backlog, newest_read
from tests.graph.signals.conftest import forget_signals
from tests.graph.signals.senders import AT, cafe_evening, event, lines, ring_at_work

pytestmark = pytest.mark.usefixtures("committed_db")
type Row = tuple[Any, ...]


def come_in(events: list[dict[str, Any]], *, parts: int = 1) -> None:
    size = -(-len(events) // parts) or 1
    for start in range(0, len(events), size):
        accept(lines(events[start : start + size]), key=None, sender="test", received_at=AT)


def fold_all(limit: int = 1000) -> int:
    total = 0
    while count := fold(limit).count:
        total += count
    return total


def sightings() -> list[Row]:
    rows = Sighting.objects.values_list(
        "account__account", "identifier__kind", "identifier__mask", "day", "first_at", "last_at", "count", "disputed"
    )
    return sorted(rows)


def profiles() -> list[Row]:
    names = [field.name for field in WeeklyProfile._meta.fields if field.name not in {"id", "account"}]
    return sorted(WeeklyProfile.objects.values_list("account__account", *names), key=str)


# -- sightings


def test_thirty_guests_are_seen_at_one_address_once_each():
    come_in(cafe_evening(30))
    folded = fold(1000)
    assert (folded.count, len(folded.accounts), folded.newest_at) == (30, 30, AT)
    at_the_cafe = Sighting.objects.filter(identifier__kind=Kind.IP)
    assert at_the_cafe.count() == 30
    assert set(at_the_cafe.values_list("count", "day")) == {(1, (AT.date() - date(1970, 1, 1)).days)}


def test_an_address_is_seen_by_day_a_card_once_for_ever():
    days = ["2026-08-01T23:59:59Z", "2026-08-02T00:00:00Z", "2026-08-02T10:00:00Z"]
    come_in([event("session.seen", "acct_harbour", {"ip": "203.0.113.9"}, time=day) for day in days])
    come_in([event("payment.used", "acct_harbour", {"fingerprint": "fp_harbour_0001"}, time=day) for day in days])
    fold_all()
    by_kind = {
        kind: list(Sighting.objects.filter(identifier__kind=kind).order_by("day").values_list("count", flat=True))
        for kind in (Kind.IP, Kind.PAYMENT)
    }
    assert by_kind == {Kind.IP: [1, 2], Kind.PAYMENT: [3]}
    card = Sighting.objects.get(identifier__kind=Kind.PAYMENT)
    assert (card.first_at, card.last_at) == (
        datetime(2026, 8, 1, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 8, 2, 10, tzinfo=UTC),
    )


def paid(account: str, amount: int, *, day: int = 1, outcome: str | None = "succeeded", currency: str = "EUR") -> Any:
    body = {"fingerprint": f"fp_{account}", "amount": amount, "currency": currency, "outcome": outcome}
    known = {name: value for name, value in body.items() if value is not None}
    return event("payment.used", account, known, time=f"2026-08-{day:02}T10:00:00Z")


@pytest.mark.parametrize("parts", [1, 3])
def test_what_was_paid_is_summed_by_day_and_currency_and_what_came_back_is_taken_off(parts: int):
    harbour = [
        paid("acct_harbour", 10_000),
        paid("acct_harbour", 5_000, currency="eur", outcome=None),
        paid("acct_harbour", 700, outcome="failed"),
        paid("acct_harbour", 3_000, day=2, outcome="refunded"),
        paid("acct_harbour", 980, day=2, currency="JPY"),
    ]
    come_in([*harbour, paid("acct_lark", 2_000, outcome="disputed"), paid("acct_free", 0, currency="")], parts=parts)
    fold_all(2)
    rows = DailyPayment.objects.order_by("account__account", "day", "currency")
    assert [(row.account.account, row.day.day, row.currency, row.amount, row.payments) for row in rows] == [
        ("acct_harbour", 1, "EUR", 15_000, 2),
        ("acct_harbour", 2, "EUR", -3_000, 1),
        ("acct_harbour", 2, "JPY", 980, 1),
        ("acct_lark", 1, "EUR", -2_000, 1),
    ]
    key = rows[0].account_id
    august = datetime(2026, 8, 2, 12, tzinfo=UTC)
    assert paid_by([key], august, 90) == {key: {"EUR": 12_000, "JPY": 980}}
    assert paid_by([key], august, 1) == {key: {"EUR": -3_000, "JPY": 980}}
    assert paid_by([key], datetime(2026, 8, 1, tzinfo=UTC), 90) == {key: {"EUR": 15_000}}
    assert {account: len(cards) for account, cards in payers_of([key], august).items()} == {key: 1}


def test_a_disputed_payment_is_counted_where_the_card_was_shown():
    paid = {"fingerprint": "fp_victim_0001", "bin": "411111"}
    come_in(
        [
            event("payment.used", "acct_thief", {**paid, "outcome": "disputed"}),
            event("payment.used", "acct_thief", {**paid, "outcome": "succeeded"}),
            event("payment.used", "acct_victim", {**paid, "outcome": "succeeded"}),
        ]
    )
    fold_all()
    seen = Sighting.objects.values_list("account__account", "identifier__kind", "count", "disputed")
    assert sorted(seen) == [
        ("acct_thief", Kind.PAYMENT, 2, 1),
        ("acct_thief", Kind.PAYMENT_BIN, 2, 0),
        ("acct_victim", Kind.PAYMENT, 1, 0),
        ("acct_victim", Kind.PAYMENT_BIN, 1, 0),
    ]


def test_a_recalled_event_does_not_count_twice():
    come_in(ring_at_work(3))
    assert fold_all() == 6
    before = sightings()
    assert fold(1000).count == 0
    assert sightings() == before


# -- weekly profiles


def test_a_week_of_harbours_exchanges_becomes_one_profile():
    tokens = {"input_tokens": 10, "output_tokens": 30}
    come_in(
        [
            event("exchange.made", "acct_harbour", {"model": "large-1", **tokens}, time="2026-08-31T00:30:00Z"),
            event("exchange.made", "acct_harbour", {"model": "large-1", **tokens}, time="2026-09-01T12:00:00Z"),
            event("exchange.made", "acct_harbour", {"model": "small-1"}, time="2026-09-01T12:00:00Z"),
            event("session.seen", "acct_harbour", {"purpose": "access"}),
        ]
    )
    fold_all()
    profile = WeeklyProfile.objects.get()
    assert (profile.week, profile.exchanges, profile.sketched, profile.elicitation) == (date(2026, 8, 31), 3, 0, 0)
    assert (profile.input_tokens, profile.output_tokens) == (20, 60)
    assert profile.hours == {"0": 1, "36": 2}
    assert profile.models_used == {"large-1": 2, "small-1": 1}
    assert profile.traits == {}


def test_asking_for_reasoning_is_elicitation_and_ordinary_help_is_not():
    prompts = ["Think step by step and show your chain of thought.", "What is the capital of Ireland?"]
    come_in([event("exchange.made", "acct_harbour", {"model": "m", "prompt": prompt}) for prompt in prompts])
    fold_all()
    profile = WeeklyProfile.objects.get()
    assert (profile.exchanges, profile.sketched, profile.elicitation) == (2, 2, 1)
    assert profile.traits == {"reasoning": 1, "chat": 1}


# -- order and cut make no difference

history = st.lists(
    st.tuples(
        st.sampled_from(["acct_harbour", "acct_cafe_01"]),
        st.sampled_from(["payment.used", "session.seen", "exchange.made"]),
        st.integers(0, 20 * 24),
        st.integers(1, 3),
    ),
    min_size=12,
    max_size=40,
)


def story(entries: list[tuple[str, str, int, int]]) -> list[dict[str, Any]]:
    said = {
        "payment.used": lambda n: {
            "fingerprint": f"fp_card_000{n}",
            "outcome": ("succeeded", "failed", "disputed")[n - 1],
        },
        "session.seen": lambda n: {"ip": f"203.0.113.{n}", "device_id": f"device-number-{n}"},
        "exchange.made": lambda n: {"model": f"m{n}", "input_tokens": n, "prompt": "Rate it. " * n},
    }
    return [
        event(
            kind, subject, said[kind](number), id=f"e{place}", time=f"2026-08-{1 + hour // 24:02}T{hour % 24:02}:00:00Z"
        )
        for place, (subject, kind, hour, number) in enumerate(entries)
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=history, seed=st.integers(0, 99), limit=st.integers(1, 12), parts=st.integers(1, 4))
def test_in_any_order_and_cut_the_same_remains(
    entries: list[tuple[str, str, int, int]], seed: int, limit: int, parts: int
):
    events = story(entries)
    forget_signals()
    come_in(events)
    fold_all()
    in_order = (sightings(), profiles())
    forget_signals()
    shuffled = random.Random(seed).sample(events, len(events))
    come_in(shuffled, parts=parts)
    come_in(shuffled)
    assert fold_all(limit) == len(events)
    assert (sightings(), profiles()) == in_order


# -- the cursor


def test_the_cursor_knows_the_newest_time_even_if_it_came_first():
    come_in([event("session.seen", "acct_harbour", time="2026-09-01T12:05:00Z")])
    come_in([event("session.seen", "acct_harbour", time="2026-08-01T12:00:00Z")])
    while fold(1).count:
        pass
    assert newest_read(READER) == datetime(2026, 9, 1, 12, 5, tzinfo=UTC)


def test_nothing_to_read_moves_no_cursor():
    assert fold(10).count == 0
    assert newest_read(READER) is None


def test_what_waits_is_counted_up_to_the_limit():
    come_in(cafe_evening(12))
    backlog = Backlog(READER)
    assert (backlog.exceeds(11), Backlog(READER).exceeds(12)) == (True, False)
    fold_all()
    assert not Backlog(READER).exceeds(0)
