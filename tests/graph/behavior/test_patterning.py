"""In the room: Harbour, which asks in office hours, and a runner that moves to a new model the hour it comes out."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from accounts.parties.models import Account
from graph.behavior.families import FamilySet, Occurrences
from graph.behavior.models import ModelRelease, PromptFamily, WeeklyPattern
from graph.behavior.patterning import draw_patterns, keep_families
from graph.behavior.prompts import Prompts
from graph.behavior.reading import Window
from graph.behavior.weeks import FIRST_MONDAY, WEEK, count_by_week, monday
from graph.signals.models import Signal, Source, WeeklyProfile

MONDAY = datetime(2026, 9, 14, tzinfo=UTC)
NOW = MONDAY + timedelta(days=10)
SEEN = Window(NOW - timedelta(days=90), NOW)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("db")


def account(name: str) -> Account:
    return Account.objects.create(account=name, created_at=MONDAY - timedelta(days=100))


def asks(who: Account, model: str, *moments: datetime) -> None:
    """Exchanges as they lie in the inbox, counted into the weekly sums as folding does."""
    source, _ = Source.objects.get_or_create(uri="/gateway/eu")
    for at in moments:
        number = Signal.objects.count() + 1
        Signal.objects.create(
            id=UUID(int=number), source=source, event_id=str(number), type="exchange.made", account=who, at=at,
            data={"model": model},
        )  # fmt: skip
        week = (at - timedelta(days=at.weekday())).date()
        row, _ = WeeklyProfile.objects.get_or_create(account=who, week=week)
        row.exchanges += 1
        row.models_used[model] = row.models_used.get(model, 0) + 1
        row.save()


def pattern(who: Account, week: datetime = MONDAY) -> WeeklyPattern:
    return WeeklyPattern.objects.get(account=who, week=week.date())


def test_a_rhythm_is_told_by_three_gaps_and_a_single_exchange_has_none() -> None:
    harbour, once = account("acct_harbour"), account("acct_once")
    asks(harbour, "large-1", *(MONDAY + HOUR * hours for hours in (9, 10, 12, 16, 24)))
    asks(once, "large-1", MONDAY)
    draw_patterns(SEEN, None, 24)
    found = pattern(harbour)
    assert (found.exchanges, found.gap_middle) == (5, 3 * 3600)
    assert found.gap_low is not None
    assert found.gap_high is not None
    assert found.gap_middle is not None
    assert found.gap_low < found.gap_middle < found.gap_high
    assert pattern(once).gap_middle is None


def test_whoever_moves_on_the_day_of_a_release_is_told_from_whoever_stays() -> None:
    harbour, runner = account("acct_harbour"), account("acct_runner")
    release = MONDAY + timedelta(days=3)
    asks(harbour, "large-1", MONDAY, *(release + HOUR * hour for hour in range(1, 5)))
    asks(runner, "large-1", MONDAY)
    asks(runner, "large-2", *(release + HOUR * hour for hour in range(4)), release + timedelta(days=2))
    draw_patterns(SEEN, None, 24)
    assert (pattern(harbour).after_release, pattern(harbour).moved) == (4, 0)
    assert (pattern(runner).after_release, pattern(runner).moved) == (4, 4)


def test_an_earlier_use_that_comes_late_changes_what_was_a_move() -> None:
    """Somebody's gateway was behind: the model came out two days before, so the runner was slow."""
    runner, late = account("acct_runner"), account("acct_late")
    release = MONDAY + timedelta(days=5)
    asks(runner, "large-1", MONDAY)
    asks(runner, "large-2", release)
    draw_patterns(SEEN, None, 24)
    assert pattern(runner).moved == 1
    asks(late, "large-2", release - timedelta(days=2))
    draw_patterns(SEEN, [late.pk], 24)
    assert ModelRelease.objects.get(model="large-2").first_at == release - timedelta(days=2)
    assert (pattern(runner).after_release, pattern(runner).moved) == (0, 0)


def test_only_weeks_that_changed_are_drawn_and_what_aged_out_stays() -> None:
    harbour = account("acct_harbour")
    before = MONDAY - timedelta(days=7)
    asks(harbour, "large-1", before, before + HOUR)
    draw_patterns(SEEN, None, 24)
    Signal.objects.all().delete()
    asks(harbour, "large-1", MONDAY)
    draw_patterns(SEEN, [harbour.pk], 24)
    assert (pattern(harbour, before).exchanges, pattern(harbour).exchanges) == (2, 1)


def test_a_look_at_the_past_leaves_out_what_came_later() -> None:
    harbour = account("acct_harbour")
    asks(harbour, "large-1", MONDAY, MONDAY + 2 * HOUR)
    draw_patterns(SEEN, None, 24)
    draw_patterns(Window(SEEN.since, MONDAY + HOUR), None, 24)
    assert pattern(harbour).exchanges == 1
    draw_patterns(SEEN, [harbour.pk], 24)
    assert pattern(harbour).exchanges == 2


def test_a_revoked_source_leaves_no_trace_in_a_rhythm() -> None:
    harbour = account("acct_harbour")
    asks(harbour, "large-1", MONDAY, MONDAY + HOUR)
    Source.objects.update(revoked_at=NOW)
    draw_patterns(SEEN, None, 24)
    assert not WeeklyPattern.objects.filter(exchanges__gt=0).exists()


def families(*keys: int) -> FamilySet:
    count = len(keys)
    key = np.array(keys, np.uint64)
    nothing = np.zeros(count, np.int64)
    return FamilySet(
        key, np.arange(count, dtype=np.int32), key, nothing, np.zeros(count), nothing > 0, nothing,
        nothing.astype(np.int32), nothing,
    )  # fmt: skip


def led(accounts: np.ndarray, *rows: tuple[int, datetime, int]) -> tuple[Prompts, Occurrences]:
    """Prompts by account, moment and the family that leads them."""
    prompts = Prompts(
        np.array([who for who, _, _ in rows], np.int32), np.array([int(at.timestamp()) for _, at, _ in rows]),
        np.zeros(len(rows) + 1, np.int64), np.zeros(0, np.uint64), np.zeros(len(rows), np.int32),
    )  # fmt: skip
    return prompts, Occurrences(np.arange(len(rows)), np.array([family for _, _, family in rows], np.int32))


def test_families_are_kept_by_week_and_only_those_that_say_something() -> None:
    harbour, runner = account("acct_harbour"), account("acct_runner")
    PromptFamily.objects.create(key=7, name="Rubric grading, form A", prompts=9, accounts=5, bits=8)
    asks(runner, "large-1", MONDAY, MONDAY + HOUR, MONDAY + timedelta(days=7))
    asks(harbour, "large-1", MONDAY)
    draw_patterns(SEEN, None, 24)
    accounts = np.array([harbour.pk, runner.pk])
    rows = [(1, MONDAY, 0), (1, MONDAY + HOUR, 0), (1, MONDAY + timedelta(days=7), 0), (0, MONDAY, 1)]
    keep_families(count_by_week(*led(accounts, *rows)), families(7, 9), accounts, SEEN, None)
    assert pattern(runner).families == {"7": 2}
    assert pattern(runner, MONDAY + timedelta(days=7)).families == {"7": 1}
    assert pattern(harbour).families == {}
    keep_families(count_by_week(*led(accounts, rows[0])), families(7, 9), accounts, SEEN, [runner.pk])
    assert [one.families for one in WeeklyPattern.objects.filter(account=runner).order_by("week")] == [{"7": 1}, {}]


def test_a_week_begins_on_monday() -> None:
    moment = int(MONDAY.timestamp())
    prompts, occurrences = led(np.zeros(0), (0, MONDAY - timedelta(seconds=1), 0), (0, MONDAY, 0))
    found = count_by_week(prompts, occurrences)
    assert [monday(week) for week in found.week.tolist()] == [date(2026, 9, 7), date(2026, 9, 14)]
    assert (moment - FIRST_MONDAY) % WEEK == 0
