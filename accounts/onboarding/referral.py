"""What does a reviewer read first about an application, and how urgent is it? Sentences that name no person.

Pure. Whatever makes a person look again is a factor of its own: each check that did not pass, each answer, and each
time the applicant changed what they say. So a decision on what was shown before is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from accounts.review.evidence import Fact, Group, Line, Member, Pack, Referral
from accounts.review.priority import HIGH, NORMAL, URGENT, Priority

ENTERPRISE = "enterprise"
# After so many days the applicant has waited longer than anybody should.
LONG_DAYS = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as it stands: `sentence` may have `{party}` for whom it is about, `whom` says that without a name."""

    what: str
    result: str
    sentence: str
    subject: str = ""
    whom: str = ""

    @property
    def words(self) -> str:
        """The sentence, with a role where a name would stand."""
        return self.sentence.replace("{party}", self.whom or "the applicant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """An application that was handed in. `company` is empty for individuals, `account` while nobody named one."""

    application: str
    company: str
    country: str
    plan: str
    program: str
    revision: int
    submitted_at: datetime
    account: str = ""
    renews: bool = False
    parties: int = 0
    checks: Sequence[Checked] = ()
    # Public ids of what was asked and answered.
    answered: Sequence[str] = ()


def referral(told: Submitted, as_of: datetime, policy_version: int) -> Referral:
    """The question for a person."""
    urgency = priority(told, as_of)
    return Referral(
        kind="reverification" if told.renews else "onboarding",
        subject_type="application",
        subject_id=told.application,
        title=_title(told),
        pack=_pack(told),
        members=[Member(told.account, "review", company=told.company)] if told.account else [],
        priority=urgency.level,
        priority_reasons=urgency.reasons,
        as_of=as_of,
        policy_version=policy_version,
    )


def priority(told: Submitted, as_of: datetime) -> Priority:
    """Normal; an enterprise customer and a long wait raise it by one each."""
    days = (as_of - told.submitted_at).days
    raising = [
        sentence
        for holds, sentence in (
            (told.plan == ENTERPRISE, "an enterprise customer waits"),
            (days >= LONG_DAYS, f"handed in {days:,} days ago"),
        )
        if holds
    ]
    standing = [f"programme: {told.program}"] if told.program else []
    return Priority(min(NORMAL + len(raising), URGENT if len(raising) > 1 else HIGH), [*standing, *raising])


def _title(told: Submitted) -> str:
    return told.company or f"An individual in {told.country}"


def _pack(told: Submitted) -> Pack:
    asks = "is proven again" if told.renews else f"asks for the plan {told.plan}"
    return Pack(
        headline=f"{_title(told)} {asks}",
        summary=_summary(told.checks),
        recommendation="review",
        score=0.0,
        bits=0.0,
        groups=_groups(told),
        speaks_for=[check.words for check in told.checks if check.result == "passed"],
        facts=_facts(told),
    )


def _summary(checks: Sequence[Checked]) -> str:
    words = {"passed": "passed", "failed": "failed", "unclear": "for a person to judge", "pending": "still under way"}
    counts = {result: sum(check.result == result for check in checks) for result in words}
    said = ", ".join(f"{count} {words[result]}" for result, count in counts.items() if count)
    return f"Checks: {said}." if said else "Nothing was checked yet."


def _groups(told: Submitted) -> list[Group]:
    open_checks = [check for check in told.checks if check.result != "passed"]
    proven = [_line(check) for check in open_checks]
    said = [_claims(told), *(_answer(item) for item in told.answered)]
    groups: list[tuple[Literal["owns", "says"], list[Line]]] = [("owns", proven), ("says", said)]
    return [Group(key, 0.0, lines) for key, lines in groups if lines]


def _line(check: Checked) -> Line:
    about = ":".join(part for part in (check.what, check.subject, check.whom.replace(" ", "_"), check.result) if part)
    return Line(f"check:{about}", "verification", check.words, small=check.result)


def _claims(told: Submitted) -> Line:
    count = f"{told.parties:,} {'party' if told.parties == 1 else 'parties'}"
    return Line(f"claims:{told.revision}", "declared", f"They name {count} and say what they want to do.")


def _answer(item: str) -> Line:
    return Line(f"answer:{item}", "declared", "They answered what was asked.", small=item)


def _facts(told: Submitted) -> list[Fact]:
    passed = sum(check.result == "passed" for check in told.checks)
    programme = [Fact("Programme", told.program)] if told.program else []
    return [
        Fact("Plan", told.plan),
        *programme,
        Fact("Country", told.country),
        Fact("Checks passed", f"{passed:,}", f"of {len(told.checks):,}"),
    ]
