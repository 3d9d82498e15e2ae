"""What does the case page show? Evidence, what speaks for them, accounts with their doors, history, the decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.urls import reverse

from accounts.review.appeal_words import words_for
from accounts.review.decide_panel import access_now, initials, panel_context, states_of, typed_in
from accounts.review.decision_page import progress_context
from accounts.review.desk_forms import asked_of_members
from accounts.review.due import due
from accounts.review.evidence import GROUP_TITLES, Group, Pack, opened
from accounts.review.history import history
from accounts.review.holding import is_held
from accounts.review.listing import latest_evidence
from accounts.review.measures import MEASURES
from accounts.review.members_page import members_context
from accounts.review.models import Case, Decision, Measure
from accounts.review.weighing import appealed
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

NOTES_SHOWN = 50
EARLIER_SHOWN = 10


@dataclass(frozen=True, slots=True)
class TitledGroup:
    """A group of evidence with its heading and who could have put it there."""

    group: Group
    title: str
    who: str


def case_context(case: Case, user: User, now: datetime, posted: QueryDict | None = None) -> dict[str, Any]:
    """Everything `templates/review/case.html` names; the number of queries does not depend on the accounts."""
    evidence = latest_evidence(case)
    pack = opened(evidence.body) if evidence else None
    typed = typed_in(posted)
    return {
        **panel_context(case, user, now, typed),
        **_who_holds(case, user, now),
        "typed": typed,
        "evidence": evidence,
        "pack": pack,
        "facts": [*pack.facts, access_now(states_of(case))] if pack else [],
        "groups": titled(pack) if pack else [],
        "due": due(case.due_at, now, paused=case.paused_at is not None),
        **members_context(case, evidence, asked_of_members(posted or QueryDict()), now),
        "campaign": CAMPAIGNS.get(pack.campaign_type, "") if pack else "",
        "history": history(case),
        "notes": [_note(note) for note in case.notes.select_related("by").order_by("-id")[:NOTES_SHOWN]],
        "earlier": _earlier(case),
        "proposal": case.proposals.filter(state="waiting").select_related("proposed_by").first(),
        "decided": _decided(case, user),
        "appeals": words_for(case, user),
        "about_rejection": (decision := appealed(case)) is not None and decision.measure == Measure.REJECT,
        "crumbs": [{"label": "Queue", "url": reverse("page-queue")}, {"label": case.title, "url": ""}],
        "crumb_code": case.case,
        "case_keys": CASE_KEYS,
    }


CAMPAIGNS = {
    "distillation": "Distillation, likely",
    "resale": "Resale, likely",
    "credit_farming": "Credit farming, likely",
    "stolen_cards": "Stolen cards, likely",
    "honest_group": "Honest group, likely",
}
CASE_KEYS = [
    {"keys": ["0–6"], "word": "measure"},
    {"keys": ["c"], "word": "claim"},
    {"keys": ["r"], "word": "release"},
    {"keys": ["m"], "word": "note"},
    {"keys": ["e"], "word": "explain a pair"},
    {"keys": ["d"], "word": "what changed"},
    {"keys": ["o"], "word": "network"},
    {"keys": ["z"], "word": "snooze"},
    {"keys": ["n"], "word": "next"},
]


def titled(pack: Pack) -> list[TitledGroup]:
    """The pack's groups as pages show them."""
    return [TitledGroup(group, *GROUP_TITLES[group.key]) for group in pack.groups]


def _who_holds(case: Case, user: User, now: datetime) -> dict[str, Any]:
    held, mine = is_held(case, now), case.assignee_id == user.pk
    left = int((case.locked_until - now).total_seconds() // 60) if held and case.locked_until else None
    other = case.assignee if held and not mine else None
    return {
        "mine": held and mine,
        "may_reassign": role_may(user.role, Verb.REASSIGN_CASES),
        "held_by": other,
        "held_words": f"{other} is at work on this case." if other else "",
        "lock_minutes": left,
        "may_tick": case.state == "open"
        and case.subject_type != "decision"
        and other is None
        and role_may(user.role, Verb.DECIDE_CASES),
    }


def _note(note: Any) -> dict[str, Any]:
    return {"by": note.by, "initials": initials(note.by), "at": note.at, "text": note.text}


def _earlier(case: Case) -> list[Any]:
    """Other cases about the same subject, with what became of each."""
    last = Decision.objects.filter(case=OuterRef("pk")).order_by("-id").values("measure")[:1]
    found = Case.objects.about(case.subject_type, case.subject_id).exclude(pk=case.pk)
    cases: list[Any] = list(found.annotate(measure=Subquery(last))[:EARLIER_SHOWN])
    for one in cases:
        one.became = MEASURES[one.measure].past if one.measure else one.get_state_display().lower()
    return cases


def _decided(case: Case, user: User) -> dict[str, Any] | None:
    """The newest decision of the case and how far it got."""
    decision = case.decisions.select_related("decided_by", "approved_by").order_by("-id").first()
    if decision is None:
        return None
    return {**progress_context(decision, user), "changes": MEASURES[decision.measure].changes_access}
