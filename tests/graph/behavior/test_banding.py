"""In the room: thirty-one people on a plan, from quiet to busy, and a stranger on another."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from accounts.parties.models import Account
from accounts.policy.detection import Pools
from graph.behavior.banding import days_of, draw_bands
from graph.behavior.models import CohortWeek, ModelRelease, WeeklyPattern
from graph.behavior.recalling import read_habits
from graph.signals.models import Source, WeeklyProfile
from kycrisk.sketch import TRAITS

MONDAY = datetime(2026, 9, 14, tzinfo=UTC)
SUNDAY = MONDAY + timedelta(days=7)
RULES = Pools(weeks=2)
pytestmark = pytest.mark.usefixtures("db")


def person(name: str, requests: int, plan: str = "individual", **more: object) -> Account:
    account = Account.objects.create(account=name, created_at=MONDAY, plan=plan)
    told = {"hours": {"9": requests}, "models_used": {"large-1": requests}, "output_tokens": 100 * requests} | more
    WeeklyProfile.objects.create(account=account, week=MONDAY.date(), exchanges=requests, sketched=requests, **told)
    return account


def keys(*accounts: Account) -> np.ndarray:
    return np.array(sorted(account.pk for account in accounts))


def test_the_band_is_the_middle_eighty_of_a_hundred_of_the_plan() -> None:
    people = [person(f"acct_{number:02}", 7 * number) for number in range(1, 32)]
    stranger = person("acct_stranger", 7_000, plan="business")
    ModelRelease.objects.create(model="large-1", first_at=MONDAY)
    ModelRelease.objects.create(model="larje-1", first_at=MONDAY + timedelta(days=1))
    draw_bands(keys(*people, stranger), SUNDAY, RULES)
    own = CohortWeek.objects.get(plan="individual")
    assert own.accounts == 31
    assert own.bands["requests"] == pytest.approx([4, 16, 28])
    assert own.bands["output"] == [100, 100, 100]
    assert own.newest_model == "large-1", "nobody uses the other: a slip of somebody's pen"
    assert sum(own.hours) == own.hours[9] == 7 * 31 * 16
    assert set(CohortWeek.objects.values_list("plan", flat=True)) == {"individual", CohortWeek.EVERYBODY}
    draw_bands(keys(*people[:30]), SUNDAY, RULES)
    assert CohortWeek.objects.get(plan="individual").accounts == 30, "drawn again, not beside it"


def test_half_a_week_is_counted_as_half() -> None:
    assert days_of(MONDAY.date(), MONDAY + timedelta(days=3.5)) == 3.5
    assert days_of(MONDAY.date(), MONDAY + timedelta(hours=1)) == 1
    assert days_of(MONDAY.date(), MONDAY + timedelta(days=30)) == 7


def test_two_gateways_that_tell_of_one_week_are_added_up_and_its_pattern_counts_once() -> None:
    other, _ = Source.objects.get_or_create(uri="/gateway/us")
    harbour = person("acct_harbour", 10, traits={"code": 4})
    WeeklyProfile.objects.create(
        account=harbour, week=MONDAY.date(), exchanges=5, source=other, hours={"33": 5}, traits={"code": 1}
    )
    WeeklyPattern.objects.create(account=harbour, week=MONDAY.date(), exchanges=15, after_release=6, moved=2)
    WeeklyPattern.objects.create(account=harbour, week=(MONDAY - timedelta(days=7)).date(), exchanges=9, moved=9)
    found = read_habits(np.array([0], np.int32), keys(harbour), SUNDAY, 6)
    assert (found.exchanges.tolist(), found.after_release.tolist(), found.moved.tolist()) == ([15], [6], [2])
    assert found.hours[0].tolist() == [0] * 9 + [15] + [0] * 14
    assert found.traits[0, TRAITS.index("code")] == 5
