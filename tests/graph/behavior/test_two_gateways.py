"""Harbour works through two gateways in one week: it is one week all the same."""

from datetime import UTC, datetime

import numpy as np
import pytest

from graph.behavior.models import WeeklyPattern
from graph.behavior.recalling import read_habits
from graph.signals.models import Source, WeeklyProfile
from graph.signals.weeks import newest_weeks
from tests import world

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.django_db
def test_what_two_sources_tell_of_a_week_is_added_up_and_its_pattern_counts_once() -> None:
    harbour = world.harbour()
    for uri, hours, models in (("/gateway/eu", {"9": 2, "10": 1}, {"standard": 3}), ("/gateway/us", {"9": 4}, {})):
        WeeklyProfile.objects.create(
            account=harbour,
            week=MONDAY.date(),
            source=Source.objects.create(uri=uri),
            exchanges=sum(hours.values()),
            hours=hours,
            models_used=models,
            traits={"code": 1},
        )
    WeeklyPattern.objects.create(account=harbour, week=MONDAY.date(), exchanges=7, after_release=5, moved=2)
    habits = read_habits(np.zeros(1, np.int32), np.array([harbour.pk]), datetime(2026, 11, 20, tzinfo=UTC), 4)
    assert (habits.exchanges.tolist(), habits.moved.tolist()) == ([7], [2])
    assert habits.hours[0, 9] == 6
    (week,) = newest_weeks(harbour.pk, 13)
    assert (week.exchanges, week.hours, week.models_used, week.traits) == (
        7,
        {"9": 6, "10": 1},
        {"standard": 3},
        {"code": 2},
    )
