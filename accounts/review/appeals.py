"""What does a reviewer read about an appeal? Who appeals, against what, and what speaks for them.

Pure. The customer's own words are not evidence: they are sealed, and shown to whoever decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.review.evidence import Group, Line, Member, Pack, Referral
from accounts.review.measures import MEASURES
from accounts.review.priority import Stakes, priority


@dataclass(frozen=True, slots=True)
class Contested:
    """A decision that somebody asks to take back: for which of its accounts, and which of them have long been here.

    `who`: who asks, where that is no account.
    """

    decision: str
    measure: str
    decided_at: datetime
    accounts: Sequence[str]
    established: Sequence[str]
    policy_version: int
    who: str = ""

    @property
    def asking(self) -> Sequence[str]:
        """Everybody who asks."""
        return [self.who] if self.who else self.accounts


def appeal(contested: Contested, as_of: datetime) -> Referral:
    """The customers ask."""
    stakes = Stakes("review", customer_waits=True, established_customer=bool(contested.established))
    said = _pack(contested, "appeal", "appeals against having been")
    return _referral(
        contested, said, kind="appeal", title=f"Appeal by {_who(contested.asking)}", stakes=stakes, as_of=as_of
    )


def reconsideration(contested: Contested, kind: str, person: str, as_of: datetime) -> Referral:
    """A colleague asks."""
    said = _pack(contested, "doubt", "may wrongly have been")
    title = f"{person} asks whether {contested.decision} stands"
    return _referral(contested, said, kind=kind, title=title, stakes=Stakes("review"), as_of=as_of)


def _referral(contested: Contested, pack: Pack, *, kind: str, title: str, stakes: Stakes, as_of: datetime) -> Referral:
    level, reasons = priority(stakes)
    return Referral(
        kind=kind,  # type: ignore[arg-type]  # one of the kinds a case can have
        subject_type="decision",
        subject_id=contested.decision,
        title=title,
        pack=pack,
        members=[Member(account, "review") for account in contested.accounts],
        priority=level,
        priority_reasons=reasons,
        as_of=as_of,
        policy_version=contested.policy_version,
    )


def _pack(contested: Contested, factor: str, said: str) -> Pack:
    past, day = MEASURES[contested.measure].past, f"{contested.decided_at.day} {contested.decided_at:%b}"
    # A factor of its own for each account, so that every further appeal is a material change.
    lines = [
        Line(f"{factor}:{name}", "declared", f"{name} {said} {past} on {day}.", bits=0.0) for name in contested.asking
    ]
    established = [f"{name} is verified and has been here for a long time." for name in contested.established]
    return Pack(
        headline=f"{_who(contested.asking)}: {past} on {day}",
        summary="Decide afresh: does the measure stand for these accounts?",
        recommendation="review",
        score=0.0,
        bits=0.0,
        groups=[Group("says", 0.0, lines)],
        speaks_for=established,
    )


def _who(accounts: Sequence[str]) -> str:
    return accounts[0] if len(accounts) == 1 else f"{len(accounts):,} accounts"
