"""What can be decided here, and what would follow? The panel beside the evidence; nothing on it happens by looking."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict

from accounts.access.models import Access
from accounts.policy.querysets import current
from accounts.review.choices import REASONS, Choice
from accounts.review.evidence import Fact
from accounts.review.listing import List, members_of
from accounts.review.measures import MEASURES, Offer, takes_back
from accounts.review.models import Case, Decision
from accounts.review.reach_lines import lines_of
from accounts.review.rules import KINDS as RULES
from accounts.review.terms import terms_of, usual_days
from accounts.review.weighing import offers, preview
from accounts.staff.models import Role, User
from accounts.staff.roles import Verb, role_may

REASON_WORDS = {
    "verification_pending": "Verification pending",
    "verification_failed": "Verification failed",
    "region": "Unsupported region",
    "listed_owner": "Listed owner",
    "payment_risk": "Payment risk",
    "coordinated_use": "Coordinated use",
    "terms": "Terms of use",
    "customer_request": "Asked for by the customer",
}
# The same key for the same measure in every case, so that fingers can learn it. Choosing does nothing yet.
KEYS = {
    **dict.fromkeys(("clear", "dismiss_appeal", "approve"), "1"),
    **dict.fromkeys(("watch", "approve_enterprise"), "2"),
    "treat": "0",
    "limit_models": "3",
    "limit_rate": "4",
    "verify": "5",
    **dict.fromkeys(("suspend", "reject"), "6"),
    "open": "7",
    "lift": "8",
    "restore": "9",
}
BUTTONS = {
    "approve": "Approve and go on",
    "approve_enterprise": "Propose approval",
    "reject": "Reject and go on",
    "clear": "Clear and go on",
    "watch": "Watch and go on",
    "treat": "Treat their answers and go on",
    "open": "Open fully and go on",
    "limit_models": "Limit models and go on",
    "limit_rate": "Limit rate and go on",
    "verify": "Ask to verify and go on",
    "lift": "Lift the limit and go on",
    "dismiss_appeal": "Dismiss and go on",
    "restore": "Propose restoration",
    "suspend": "Propose suspension",
}
TREATMENT_WORDS = {"canary": "canaries in answers", "watermark": "watermarked answers"}
UNDOABLE_SHOWN = 10
LEADS_NAMED = 3


def panel_context(case: Case, user: User, now: datetime, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    """The panel as it is offered to this person, filled in as `typed`; a constant number of queries."""
    undoable = _undoable(case)
    return {
        "case": case,
        "measures": _measures(offers(case, now)),
        "reasons": [{"value": value, "label": REASON_WORDS[value]} for value in REASONS if value != "none"],
        "seen": case.evidence.count(),
        **terms_offered(typed or {}),
        "narrowing": " ".join(name for name, kind in MEASURES.items() if kind.narrows),
        "two_person": " ".join(name for name, kind in MEASURES.items() if kind.two_person),
        "liftable": [one for one in undoable if takes_back("lift", one.measure)],
        "restorable": [one for one in undoable if takes_back("restore", one.measure)],
        "policy_version": current().number,
        "may_decide": role_may(user.role, Verb.DECIDE_CASES),
    }


def outcome(case: Case, choice: Choice, user: User, now: datetime) -> dict[str, Any]:
    """What will happen: who, how many, who is left out and why, how it is undone. Raises `Refused` as `decide` does."""
    kind = MEASURES[choice.measure]
    chosen = preview(case, choice, now)
    count = len(chosen.included)
    lines = _whom(chosen, choice.measure) if kind.changes_access else [_line("0", "accounts change; nobody is told")]
    if kind.narrows or kind.tier:
        lines += _how_wide(choice, now)
    if kind.told:
        lines.append(_line(f"{count:,}", "notices with the reason’s class and a link to appeal"))
    if kind.tier:
        lines.append(_line("1", "letter to the applicant"))
    return {
        "case": case,
        "lines": lines,
        "count": count,
        "kind": kind,
        "measure": choice.measure,
        "button": BUTTONS[choice.measure],
        "undone": _undone(choice.measure),
        "steps": _steps(user, count) if kind.two_person else [],
    }


def terms_offered(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Treatments, the end and the rules as the panel offers them, filled in as typed."""
    doors = current().numbers.doors
    usual = {name: usual_days(name, doors) for name in MEASURES if usual_days(name, doors)}
    said = [f"{days} to {MEASURES[name].label.lower()}" for name, days in usual.items()]
    return {
        "treatments": list(TREATMENT_WORDS.items()),
        "ending": " ".join(usual),
        "usual_days": ", ".join(said),
        "days_most": doors.measure_days_most,
        "rules": [_rule(key, typed) for key in RULES],
    }


def _rule(key: str, typed: Mapping[str, Any]) -> dict[str, str]:
    """A rule as a line with a field in it: what stands before the value, and what after."""
    kind = RULES[key]
    before, _, after = kind.label.partition("{}")
    value = str(typed.get(f"rule_{key}") or kind.usual)
    line = {"key": key, "before": before.strip().capitalize(), "after": after.strip(), "kind": kind.value}
    return {**line, "value": value, "label": kind.label.format("…")}


def states_of(case: Case) -> Counter[str]:
    """How the doors of the accounts this case is about stand, by state."""
    names = [member.account for member in members_of(case)]
    return Counter(Access.objects.filter(account__account__in=names).values_list("state", flat=True))


def access_now(states: Counter[str]) -> Fact:
    """`Access now · 371 open · 28 provisional`."""
    said = [f"{count:,} {state}" for state, count in states.most_common()]
    return Fact("Access now", said[0] if said else "none", "· " + " · ".join(said[1:]) if said[1:] else "")


def typed_in(posted: QueryDict | None) -> dict[str, Any]:
    """What was typed or ticked, so that no refusal loses it."""
    if posted is None:
        return {}
    names = ("measure", "reason", "note", "days", "left_out_reason", "reverses_lift", "reverses_restore", "deserved")
    ruled = {name: value for name, value in posted.items() if name.startswith("rule_")}
    ticks = {"treatments": frozenset(posted.getlist("treatments")), "rules": frozenset(posted.getlist("rule"))}
    return {**{name: posted.get(name, "") for name in names}, **ruled, **ticks}


def _measures(found: list[Offer]) -> list[dict[str, str]]:
    """What can be chosen, each with its key; what cannot stands below in one row, with why."""
    possible = [offer for offer in found if not offer.why_not]
    shown = [{"value": one.measure, "label": one.label, "key": KEYS[one.measure]} for one in possible]
    if impossible := [offer for offer in found if offer.why_not]:
        names = ", ".join(one.label if number == 0 else one.label.lower() for number, one in enumerate(impossible))
        why = " ".join(dict.fromkeys(offer.why_not for offer in impossible))
        shown.append({"value": "none", "label": names, "key": "", "why_not": why})
    return shown


def _undoable(case: Case) -> list[Decision]:
    """What a lift or restoration could take back; in a case about a decision it is that one, without a choice."""
    if case.subject_type == "decision":
        return []
    narrowing = [name for name, kind in MEASURES.items() if kind.narrows]
    same = {"case__subject_type": case.subject_type, "case__subject_id": case.subject_id}
    return list(Decision.objects.filter(measure__in=narrowing, **same).order_by("-id")[:UNDOABLE_SHOWN])


def _line(figure: str, words: str) -> dict[str, str]:
    return {"figure": figure, "words": words}


def _whom(chosen: List, measure: str) -> list[dict[str, str]]:
    count = len(chosen.included)
    lines = [_line(f"{count:,}", f"{'account' if count == 1 else 'accounts'} {MEASURES[measure].past}")]
    if out := chosen.left_out():
        said = next(iter(out)) if len(out) == 1 else ", ".join(f"{number:,} {why}" for why, number in out.items())
        lines.append(_line(f"{sum(out.values()):,}", f"left out: {said}"))
    if MEASURES[measure].narrows and count:
        lines += [_line(*line) for line in lines_of(chosen.reach(measure), current().numbers.desk.paid_days)]
    return lines


def _how_wide(choice: Choice, now: datetime) -> list[dict[str, str]]:
    """The door that follows at most, in figures."""
    terms = terms_of(choice, current().numbers, now)
    lines = []
    if terms.requests_per_minute is not None:
        lines.append(_line(f"{terms.requests_per_minute:,}", "requests a minute at most"))
    if terms.tokens_per_day is not None:
        lines.append(_line(f"{terms.tokens_per_day:,}", "tokens a day at most"))
    if terms.models is not None:
        lines.append(_line(f"{len(terms.models):,}", f"models stay: {', '.join(terms.models) or 'none'}"))
    if terms.expires_at is not None:
        lines.append(_line(f"{(terms.expires_at - now).days:,}", f"days, until {terms.expires_at:%-d %b}"))
    if terms.verified_days:
        lines.append(_line(f"{terms.verified_days:,}", "days until they are verified again"))
    return lines


def _undone(measure: str) -> str:
    kind = MEASURES[measure]
    if measure == "reject":
        return "The applicant can contest it; somebody else decides then, and may look at the application again."
    if MEASURES[measure].tier:
        return "Only what narrows access takes it back: a limit, verifying again, or a suspension."
    if measure == "suspend":
        return "Restoring brings back each account’s exact earlier state."
    if kind.narrows:
        return "Lifting it brings back each account’s exact earlier state."
    return (
        "New evidence opens a new case." if not kind.changes_access else "Accounts whose access moved since are listed."
    )


def _steps(user: User, count: int) -> list[dict[str, Any]]:
    leads = User.objects.filter(role=Role.LEAD, is_active=True).exclude(pk=user.pk).order_by("first_name", "pk")
    names = [lead.first_name or str(lead) for lead in leads[:LEADS_NAMED]]
    who = f"{' or '.join(names)}, not you" if names else "there is nobody yet; an admin can appoint one"
    return [
        {"mark": initials(user), "title": "You propose", "small": f"the list of {count:,} is frozen", "current": True},
        {"mark": "?", "title": "A lead approves", "small": who},
        {"icon": "mail", "title": "Access changes", "small": "notice within a minute"},
    ]


def initials(user: User) -> str:
    """`IM`."""
    return "".join(part[0] for part in str(user).split()[:2]).upper()
