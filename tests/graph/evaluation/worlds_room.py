"""A room to plan in, and what the accounts planned there leave behind."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from graph.evaluation.worlds.activity import Diary
from graph.evaluation.worlds.plans import AccountPlan
from graph.evaluation.worlds.presets import UNTIL
from graph.evaluation.worlds.room import Commons, Room
from graph.evaluation.worlds.tastes import NOTHING_BROUGHT


def a_room(seed: int = 1, *, days: int = 42) -> Room:
    """A room of a world of two thousand accounts."""
    commons = Commons.of("room", 2_000, NOTHING_BROUGHT)
    return Room(Random(seed), UNTIL - timedelta(days=days), UNTIL, commons)


def signals(plan: AccountPlan, room: Room) -> list[dict[str, Any]]:
    """Everything an account leaves, by time."""
    diary = Diary(plan, room.since, room.until, Random(plan.account))
    return sorted((json.loads(line) for _, line in diary.lines()), key=lambda signal: (signal["time"], signal["id"]))


def of_kind(
    plans: Iterable[AccountPlan], room: Room, kind: str
) -> Iterator[tuple[AccountPlan, datetime, dict[str, Any]]]:
    """Account, time and body of every signal of one type."""
    for plan in plans:
        for signal in signals(plan, room):
            if signal["type"] == kind:
                yield plan, datetime.fromisoformat(signal["time"]), signal["data"]
