"""What does a reviewer read about an account that has to be proven anew? Pure; sentences name nobody."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.review.evidence import Group, Line, Member, Pack, Referral
from accounts.review.priority import HIGH, NORMAL


class CauseFound(NamedTuple):
    """Why: the kind of cause, what it is about (an id or a date), and the sentence."""

    cause: str
    about: str
    sentence: str


def reverification(
    account: str, company: str, causes: Sequence[CauseFound], as_of: datetime, policy_version: int
) -> Referral:
    """The question for a person, about one account. A network that is looked at makes it urgent by one."""
    title = f"{company or account} has to be verified again"
    lines = [Line(f"reverify:{one.cause}:{one.about}", "verification", one.sentence) for one in causes]
    raised = [one.sentence for one in causes if one.cause == "network"]
    return Referral(
        kind="reverification",
        subject_type="account",
        subject_id=account,
        title=title[:200],
        pack=Pack(
            headline=title,
            summary="What they were verified with does not hold any more. Access stays as it is until you decide.",
            recommendation="review",
            score=0.0,
            bits=0.0,
            groups=[Group("owns", 0.0, lines)],
            speaks_for=[],
        ),
        members=[Member(account, "review", company=company)],
        priority=HIGH if raised else NORMAL,
        priority_reasons=raised,
        as_of=as_of,
        policy_version=policy_version,
    )
