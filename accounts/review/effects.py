"""What does a decision do to one door? The door that follows, or the reason why this account is passed over.

Pure. A limit only ever narrows: what was narrower before stays so. Taking back returns the exact earlier door, end
dates included, and only where nothing has moved since.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from accounts.access.doors import Door, objection
from accounts.review.measures import MEASURES

LIMITS = ("limit_models", "limit_rate")
APPROVALS = ("approve", "approve_enterprise")


@dataclass(frozen=True, slots=True)
class Terms:
    """The width of the door as frozen with the decision; None is no limit, `models` None is all."""

    reason: str = "none"
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
    models: tuple[str, ...] | None = None
    treatments: tuple[str, ...] = ()
    expires_at: datetime | None = None
    # For how long the tier that was decided counts as proven.
    verified_days: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as the decision finds it.

    `allowed`: may it be served now? `lasting`: its last door without measures. `earlier`: the door before the change
    that is taken back. `moved`: why access is not what that change made of it any more; empty if it is.
    `decided`: what somebody else decided about it since the list was frozen; empty if nobody did.
    """

    door: Door | None
    allowed: bool = True
    lasting: Door | None = None
    earlier: Door | None = None
    moved: str = ""
    decided: str = ""


def effect(measure: str, terms: Terms, standing: Standing) -> Door | str:
    """The door that follows; a string is the reason why nothing does."""
    if not MEASURES[measure].changes_access:
        return "access unchanged"
    if standing.door is None and measure not in APPROVALS:
        return "no access record"
    if standing.decided:
        return standing.decided
    follows = _follows(measure, terms, standing)
    if isinstance(follows, str):
        return follows
    return objection(standing.door, follows, measure) or follows


def _follows(measure: str, terms: Terms, standing: Standing) -> Door | str:
    door = standing.door
    if measure in APPROVALS or door is None:
        return _approved(terms, door)
    if measure == "reject":
        return _rejected(terms, door)
    return _changed(measure, terms, standing, door)


def _changed(measure: str, terms: Terms, standing: Standing, door: Door) -> Door | str:
    if measure == "treat":
        return _treated(terms, standing, door)
    if measure in LIMITS:
        return _limited(terms, standing, door)
    if measure == "verify":
        return _verifying(terms, standing, door)
    if measure == "suspend":
        return "suspended already" if door.state == "suspended" else Door("suspended", reason=terms.reason)
    if measure == "open":
        return Door("open", treatments=door.treatments)
    return _taken_back(measure, terms, standing, door)


def _approved(terms: Terms, door: Door | None) -> Door | str:
    """Open with the tier's limits, for a newcomer too; what somebody narrowed stays for its own reasons."""
    if door is not None and door.state in {"limited", "suspended"}:
        return f"stays {door.state}: lift that by itself"
    return Door(
        "open",
        requests_per_minute=terms.requests_per_minute,
        tokens_per_day=terms.tokens_per_day,
        models_allowed=terms.models,
        treatments=door.treatments if door is not None else (),
    )


def _rejected(terms: Terms, door: Door) -> Door | str:
    if door.state != "provisional":
        return f"is {door.state} already" if door.state in {"closed", "suspended"} else f"stays {door.state}"
    return Door("closed", treatments=door.treatments, reason=terms.reason)


def _treated(terms: Terms, standing: Standing, door: Door) -> Door | str:
    """Nothing is taken away. A door that has an end keeps it, and the treatments end with it."""
    if not standing.allowed:
        return "not in use: nothing to treat"
    treatments = tuple(sorted({*door.treatments, *terms.treatments}))
    if treatments == door.treatments and (door.state != "open" or door.expires_at is None):
        return "treated like this already"
    lasts_on = door.state == "open" and door.treatments and door.expires_at is None
    return replace(door, treatments=treatments, expires_at=None if lasts_on else _later(door, terms))


def _later(door: Door, terms: Terms) -> datetime | None:
    if door.state != "open":
        return door.expires_at
    return max(filter(None, (door.expires_at, terms.expires_at)), default=None)


def _limited(terms: Terms, standing: Standing, door: Door) -> Door | str:
    if not standing.allowed:
        return "not in use: a limit would open it"
    narrow = replace(_narrowed(terms, door), state="limited")
    if replace(narrow, expires_at=door.expires_at, reason=door.reason) == door and _ends_no_later(door, terms):
        return "limited like this already"
    return narrow


def _verifying(terms: Terms, standing: Standing, door: Door) -> Door | str:
    if not standing.allowed:
        return "not in use: nothing to narrow"
    if door.state == "provisional":
        return "being verified already"
    return replace(_narrowed(terms, door), state="provisional")


def _narrowed(terms: Terms, door: Door) -> Door:
    end = terms.expires_at
    if door.state == "provisional" and door.expires_at is not None:
        end = min(door.expires_at, end) if end else door.expires_at
    return Door(
        state="limited",
        requests_per_minute=_smaller(door.requests_per_minute, terms.requests_per_minute),
        tokens_per_day=_smaller(door.tokens_per_day, terms.tokens_per_day),
        models_allowed=_common(door.models_allowed, terms.models),
        treatments=tuple(sorted({*door.treatments, *terms.treatments})),
        reason=terms.reason,
        expires_at=end,
    )


def _taken_back(measure: str, terms: Terms, standing: Standing, door: Door) -> Door | str:
    if standing.earlier is not None:
        # Terms with an end: the provisional door that a rejection shut begins anew.
        again = replace(standing.earlier, expires_at=terms.expires_at) if terms.expires_at else standing.earlier
        return standing.moved or again
    if measure == "restore":
        return "not suspended by this decision"
    if door.state != "limited":
        return "not limited"
    return standing.lasting or "nothing known from before the limit"


def _ends_no_later(door: Door, terms: Terms) -> bool:
    return door.expires_at is None or (terms.expires_at is not None and door.expires_at >= terms.expires_at)


def _smaller(first: int | None, second: int | None) -> int | None:
    given = [limit for limit in (first, second) if limit is not None]
    return min(given, default=None)


def _common(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if first is None or second is None:
        return second if first is None else first
    return tuple(model for model in first if model in second)
