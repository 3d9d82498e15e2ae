"""When does a ring's account live? Opened in waves, bought and handed over, banned, or opened after a ban."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph.evaluation.worlds.hostile.styles import Life
from graph.evaluation.worlds.plans import AccountPlan, Phase
from graph.evaluation.worlds.room import Room

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Campaign:
    """The ring's calendar: it works from `since` to `until`; the first pool stops at `banned_at`, if there is a second.

    `waves`: the days on which accounts were opened before the campaign or while it ran.
    """

    style: Life
    since: datetime
    until: datetime
    banned_at: datetime | None
    waves: tuple[datetime, ...]

    @classmethod
    def of(cls, room: Room, style: Life) -> "Campaign":
        """A calendar inside the time of observation."""
        days = min(style.days or room.days, float(room.days))
        since = room.since + (room.days - days) * room.rng.random() * _DAY
        until = since + days * _DAY
        banned = since + days * style.banned_at * _DAY if style.second_pool else None
        last = (banned or until) - since
        oldest = since - style.oldest_days * _DAY
        waves = [oldest + room.rng.random() ** 0.7 * (since + last * 0.5 - oldest) for _ in range(style.waves)]
        return cls(style, since, until, banned, tuple(waves))

    def opened(self, room: Room, plan: AccountPlan, work: Phase) -> None:
        """An account of the ring's own, opened with many others; it works after a day or two."""
        plan.created_at = room.rng.choice(self.waves) + timedelta(seconds=room.rng.randint(0, 60_000))
        plan.phases = [self._within(room, plan, work)]

    def bought(self, room: Room, plan: AccountPlan, work: Phase) -> None:
        """Somebody's own account until it is handed over: then other devices, hours, addresses and prompts."""
        own = plan.phases[0]
        plan.created_at = room.created(900, room.days + 30)
        begin, end = self.since, self.banned_at or self.until
        handed_over = begin + room.rng.uniform(0.05, 0.45) * (end - begin)
        devices = tuple(plan.devices)
        plan.devices = [room.device()]
        before = replace(own, until=handed_over)
        plan.phases = [before, replace(work, since=handed_over, until=self._last(room), devices=devices)]

    def after_the_ban(self, room: Room, plan: AccountPlan, work: Phase) -> None:
        """A fresh account that takes over what the banned ones did, some days later."""
        assert self.banned_at is not None
        wait = self.style.pause_days * room.rng.uniform(0.7, 1.6)
        plan.created_at = min(self.banned_at + wait * _DAY, room.until - _DAY)
        plan.created_at += timedelta(seconds=room.rng.randint(0, 30_000))
        plan.phases = [replace(work, since=plan.created_at, until=self.until)]

    def _within(self, room: Room, plan: AccountPlan, work: Phase) -> Phase:
        warm_up = timedelta(hours=room.rng.uniform(1, 60))
        return replace(work, since=max(self.since, plan.created_at + warm_up), until=self._last(room))

    def _last(self, room: Room) -> datetime:
        """Banned within a few hours of each other, or at work to the end."""
        return self.banned_at + timedelta(hours=room.rng.uniform(-3, 3)) if self.banned_at else self.until
