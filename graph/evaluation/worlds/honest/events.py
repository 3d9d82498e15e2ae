"""Who comes for one weekend? The teams of a hackathon: new accounts, one address, one starter prompt, then silence."""

from dataclasses import replace
from datetime import datetime, timedelta

from graph.evaluation.worlds import clocks
from graph.evaluation.worlds.clocks import Clock
from graph.evaluation.worlds.honest.houses import House, organisation
from graph.evaluation.worlds.plans import AccountPlan, Unit
from graph.evaluation.worlds.room import Room

_FRIDAY = 4


def hackathon(room: Room, size: int, house: House) -> Unit:
    """Everybody opens an account by Saturday noon, asks for two days, and hardly ever comes back."""
    unit = organisation(room, size, house)
    friday = _weekend(room)
    unit.accounts = [_team(room, plan, friday) for plan in unit.accounts]
    return unit


def _weekend(room: Room) -> datetime:
    day = room.since + timedelta(days=room.rng.randrange(max(1, room.days - 4)))
    return day + timedelta(days=(_FRIDAY - day.weekday()) % 7, hours=16)


def _team(room: Room, plan: AccountPlan, friday: datetime) -> AccountPlan:
    rng, usual = room.rng, plan.phases[0]
    end = friday + timedelta(days=2)
    plan.created_at = friday + timedelta(seconds=rng.randint(0, 70_000))
    if rng.random() < 0.25:  # some had an account already
        plan.created_at -= timedelta(days=rng.randint(20, 300))
    busy = replace(usual, since=friday, until=end, requests_per_day=rng.lognormvariate(2.0, 0.7), active=1.0)
    busy.clock = Clock(clocks.STUDENT, usual.clock.utc_offset)
    later = replace(usual, since=end, requests_per_day=usual.requests_per_day * 0.2, where=usual.where)
    plan.phases = [busy, later]
    return plan
