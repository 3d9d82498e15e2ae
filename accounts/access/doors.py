"""How wide may a door stand, and which step leads from one state to the next?

Pure: no clock, no tables. A door is a value; two doors that look the same are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

ALLOWING: Final = ("provisional", "open", "limited")
# States that may carry an end; an open door only while its answers are treated. Whoever restores a suspended account
# brings back the end it had before.
ENDING: Final = ("provisional", "limited")
TREATMENTS: Final = ("canary", "watermark")


@dataclass(frozen=True, slots=True)
class Door:
    """Everything an access answer says besides its number: None limits mean none, None `models_allowed` all."""

    state: str
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
    models_allowed: tuple[str, ...] | None = None
    treatments: tuple[str, ...] = ()
    reason: str = "none"
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A measure: from which states it leads to which. None is an account without any access record.

    `also`: one more way, from a state to a state.
    """

    before: tuple[str | None, ...]
    after: tuple[str, ...]
    words: str
    also: tuple[str, str] | None = None

    def leads(self, before: str | None, after: str) -> bool:
        """Does it lead from this state to that?"""
        return (before in self.before and after in self.after) or (before, after) == self.also

    def ends(self, before: str | None) -> tuple[str, ...]:
        """Where it leads from this state."""
        also = self.also[1:] if self.also and self.also[0] == before else ()
        return (self.after if before in self.before else ()) + also


# Every change of a door is one of these; what stands in no row is refused. Names are those of `review.Measure` where a
# person takes the measure.
STEPS: Final[dict[str, Step]] = {
    "admit": Step((None,), ("provisional",), "admit a new account"),
    "take_over": Step((None,), ("provisional", "open"), "take over an existing customer"),
    "open": Step(("provisional", "closed"), ("open",), "open a provisional or closed account"),
    # Once more at the same or another tier: other limits.
    **dict.fromkeys(
        ("approve", "approve_enterprise"),
        Step((None, "provisional", "closed", "open"), ("open",), "open an account whose application is approved"),
    ),
    "reject": Step(("provisional",), ("closed",), "close a provisional account"),
    "treat": Step(("provisional", "open", "limited"), ("provisional", "open", "limited"), "treat an account in use"),
    "limit_rate": Step(("provisional", "open", "limited"), ("limited",), "limit an account in use"),
    "limit_models": Step(("provisional", "open", "limited"), ("limited",), "limit an account in use"),
    "verify": Step(
        ("open", "limited", "provisional", "closed"), ("provisional",), "let an account in while it is being verified"
    ),
    # Taking back one decision returns the exact door before it, which may be limited by an earlier one.
    # A rejection that is taken back lets in provisionally again.
    "lift": Step(
        ("limited", "provisional", "open"),
        ("provisional", "open", "limited"),
        "lift a limit",
        also=("closed", "provisional"),
    ),
    "suspend": Step(("provisional", "open", "limited", "closed"), ("suspended",), "suspend an account"),
    "restore": Step(("suspended",), ("provisional", "open", "limited", "closed"), "restore a suspended account"),
    "close": Step(("provisional", "open", "limited"), ("closed",), "close an account"),
    # A measure that runs out may uncover an earlier one that has not.
    "expire": Step(
        ("provisional", "limited", "open"), ("closed", "provisional", "open", "limited"), "end what has run out"
    ),
}


def objection(before: Door | None, after: Door, measure: str = "") -> str:
    """Why this change must not be made, in a sentence that says how to mend it; empty if it may.

    Without a `measure` any step of the table that fits will do.
    """
    if reason := _flaw(after) or (
        f"The account is {after.state} already; nothing would change." if before == after else ""
    ):
        return reason
    standing = before.state if before else None
    fitting = [name for name, step in STEPS.items() if step.leads(standing, after.state)]
    if measure in fitting or (fitting and not measure):
        return ""
    return _no_way(standing, after.state, STEPS[measure].words if measure else "take this step")


def _flaw(door: Door) -> str:
    if door.expires_at and door.state not in ENDING and not is_treated(door):
        return f"An account that is {door.state} has no end date; leave it out."
    if door.state == "provisional" and door.expires_at is None:
        return "Provisional access needs an end date."
    if unknown := sorted(set(door.treatments) - set(TREATMENTS)):
        return f"{', '.join(unknown)} is no treatment; there are {' and '.join(TREATMENTS)}."
    return ""


def _no_way(before: str | None, after: str, words: str) -> str:
    here = "has no access yet" if before is None else f"is {before}"
    ways = sorted({state for step in STEPS.values() for state in step.ends(before)} - {before})
    return f"Cannot {words}: the account {here} and cannot become {after}; it can become {' or '.join(ways)}."


def is_treated(door: Door) -> bool:
    """Is it open, and its answers treated for a while?"""
    return door.state == "open" and bool(door.treatments)


def is_measure(door: Door) -> bool:
    """Does it stand for a while only, over another door that comes back?"""
    return door.state == "limited" or (is_treated(door) and door.expires_at is not None)


def after_expiry(door: Door, earlier: Door | None) -> Door:
    """What stands when a door has run out: provisional closes, a measure gives back exactly what was `earlier`."""
    if is_measure(door) and earlier is not None:
        return earlier
    return Door(state="closed", reason="verification_pending", treatments=door.treatments)


def beneath(history: Sequence[Door], now: datetime) -> Door | None:
    """What the last door of an account's history uncovers when it runs out; None if nothing was there before.

    Measures lie on one another like sheets: a door that an account had before takes off those above it (somebody took
    a measure back), and one without measures takes off all. Beneath the last one comes the next that has not run out.
    """
    sheets: list[Door] = []
    for door in history:
        if door in sheets:
            del sheets[sheets.index(door) :]
        elif door.state in ALLOWING and not is_measure(door):
            sheets.clear()
        sheets.append(door)
    below = (door for door in reversed(sheets[:-1]) if door.state in ALLOWING)
    return next((door for door in below if not (is_measure(door) and _over(door, now))), None)


def _over(door: Door, now: datetime) -> bool:
    return door.expires_at is not None and door.expires_at <= now


def allows(door: Door, now: datetime) -> bool:
    """May the account be served? An expired provisional door is shut at once, whether or not anybody noted it."""
    expired = door.state == "provisional" and door.expires_at is not None and door.expires_at <= now
    return door.state in ALLOWING and not expired


def as_seen(door: Door, now: datetime) -> Door:
    """The door as an outsider sees it: one that ran out unverified says why."""
    if door.state in ALLOWING and not allows(door, now):
        return replace(door, reason="verification_pending")
    return door
