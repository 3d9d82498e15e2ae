"""What can be answered to an application, and what would follow? Mildest first; choosing does nothing yet.

Pure: the page gathers what stands, here it becomes the panel's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from accounts.onboarding.tiers import Standing
from accounts.policy.defaults import Limits, Onboarding

ASK, APPROVE, PROPOSE, REJECT = OUTCOMES = ("ask", "approve", "propose", "reject")
LABELS: Final = {
    ASK: "Ask for one item",
    APPROVE: "Approve at verified tier",
    PROPOSE: "Propose enterprise tier",
    REJECT: "Reject …",
}
BUTTONS: Final = {
    ASK: "Send the question",
    APPROVE: "Approve at verified tier",
    PROPOSE: "Propose enterprise tier",
    REJECT: "Reject the application",
}
TIERS: Final = {APPROVE: "verified", PROPOSE: "enterprise"}
LANGUAGES: Final = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How things stand: the account (empty: none is named), its door in words, what each tier misses, the language.

    `awaited`: an answer of the applicant is.
    """

    account: str
    access: str
    standings: Mapping[str, Standing]
    individual: bool
    language: str
    awaited: bool = False


class Line(NamedTuple):
    """A line of *What will happen*."""

    figure: str
    words: str


def why_not(outcome: str, stands: Stands) -> str:
    """Why this cannot be chosen; empty if it can."""
    if outcome == ASK:
        return ""
    if stands.awaited:
        return "An answer is awaited; take the case up again first."
    if outcome == REJECT:
        return ""
    if outcome == PROPOSE and stands.individual:
        return "The enterprise tier is for organisations."
    if not stands.account:
        return "Name the account first; approval opens it."
    missing = len(stands.standings[TIERS[outcome]].missing)
    return f"{missing} {'thing is' if missing == 1 else 'things are'} not proven yet; see below." if missing else ""


def advice(stands: Stands) -> str:
    """What each tier still needs: `The enterprise tier needs beneficial owners (unclear) and a lead.`."""
    wanted = [outcome for outcome in TIERS if not (outcome == PROPOSE and stands.individual)]
    return " ".join(_advice(TIERS[outcome], stands.standings[TIERS[outcome]]) for outcome in wanted)


def what_will_happen(outcome: str, stands: Stands, numbers: Onboarding, now: datetime) -> list[Line]:
    """Now, the clock, and access; in words."""
    mail = f"a mail in {LANGUAGES.get(stands.language, stands.language)}"
    stays = f"stays {stands.access}" if stands.access else "none yet; it stays so"
    if outcome == ASK:
        days = numbers.item_days
        paused = f"paused until they answer, at most {days} days, to {now + timedelta(days=days):%-d %b}"
        return [Line("Now", f"{mail}; the portal shows the question"), Line("Clock", paused), Line("Access", stays)]
    if outcome == APPROVE:
        opened = f"{stands.account} opens: {width(numbers.verified)}"
        return [
            Line("Now", mail),
            Line("Clock", "stops: the case is closed"),
            *_tier(opened, numbers.verified_days, now),
        ]
    if outcome == PROPOSE:
        later = f"{stays}; once approved: {width(numbers.enterprise)}"
        first = Line("Now", "nothing changes; nobody is told until a lead approves")
        return [first, Line("Clock", "runs on until the second person"), *_tier(later, numbers.enterprise_days, now)]
    told = Line("Now", f"{mail} with the reason’s class and a way to contest")
    closes = "a provisional door closes; one that is open stays" if stands.account else "none"
    return [told, Line("Clock", "stops: the case is closed"), Line("Access", closes)]


def width(limits: Limits) -> str:
    """`600 requests a minute, 20,000,000 tokens a day, all models`."""
    minute, tokens, models = limits.requests_per_minute, limits.tokens_per_day, limits.models
    return ", ".join(
        (
            "no limit on requests" if minute is None else f"{minute:,} requests a minute",
            "any number of tokens" if tokens is None else f"{tokens:,} tokens a day",
            "all models" if models is None else f"{len(models):,} {'model' if len(models) == 1 else 'models'}",
        )
    )


def _tier(opened: str, days: int, now: datetime) -> list[Line]:
    return [Line("Access", opened), Line("Again", f"proven anew by {now + timedelta(days=days):%-d %b %Y}")]


def _advice(tier: str, standing: Standing) -> str:
    lead = " and a lead" if tier == "enterprise" else ""
    if standing.complete:
        return f"The {tier} tier can be {'proposed; it takes a lead' if lead else 'approved'} today."
    missing = ", ".join(f"{one.label.lower()} ({one.result})" for one in standing.missing)
    return f"The {tier} tier needs {missing}{lead}."
