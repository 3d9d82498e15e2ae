"""What does a reviewer see of an application? Who says what, who owns it, what was checked, and what can be answered.

Before it is opened (a reason is given, or the case is held) everything is compared and checked all the same, and names,
dates and addresses stay masked. The number of queries does not depend on parties, documents or checks.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.onboarding.actions_reveal import open_for_holder
from accounts.onboarding.answer_panel import panel, stands_of, why_no_answer
from accounts.onboarding.asked_page import asked_context, comments_of
from accounts.onboarding.chart import chart
from accounts.onboarding.check_lines import check_lines
from accounts.onboarding.claims import Claims
from accounts.onboarding.comparing import compare, finding
from accounts.onboarding.listening import Heard, heard
from accounts.onboarding.models import Application, Document
from accounts.onboarding.opening import claims_of
from accounts.onboarding.owner_words import owner_words
from accounts.onboarding.referring import case_of
from accounts.onboarding.who_says import fields
from accounts.parties.contact import masked_name
from accounts.policy.querysets import Numbered, current
from accounts.review.holding import is_held
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, when, with what typed before a refusal; `reason_given` if they just said why they open it."""

    user: User
    now: datetime
    typed: dict[str, Any] = field(default_factory=dict)
    reason_given: bool = False


def review_context(application: Application, look: Look) -> dict[str, Any]:
    """Everything that `templates/onboarding/review.html` names."""
    case, policy = case_of(application), current()
    opened = look.reason_given or open_for_holder(look.user, application, case, look.now)
    held = case is not None and case.assignee_id == look.user.pk and is_held(case, look.now)
    why_not = why_no_answer(case, look.user, held=held)
    return {
        "application": application,
        "case": case,
        "opened": opened,
        "may_open": role_may(look.user.role, Verb.REVEAL_PERSONAL) and not opened and application.erased_at is None,
        "may_answer": not why_not,
        "why_no_answer": why_not,
        "proposal": _proposal(case),
        "seen": case.evidence.count() if case else 0,
        "may_take_back": role_may(look.user.role, Verb.DECIDE_CASES) and case is not None and case.state != "proposed",
        "typed": look.typed,
        **_said(application, look, policy, opened=opened),
        "comments": comments_of(application, opened=role_may(look.user.role, Verb.READ_APPLICATIONS)),
        "facts_url": _facts_url(application),
        "review_keys": REVIEW_KEYS,
    }


REVIEW_KEYS = [
    {"keys": ["1", "–", "4"], "word": "outcome"},
    {"keys": ["a"], "word": "ask for an item"},
    {"keys": ["v"], "word": "view document"},
    {"keys": ["w"], "word": "ownership as table"},
    {"keys": ["n"], "word": "next"},
]


def _said(application: Application, look: Look, policy: Numbered, *, opened: bool) -> dict[str, Any]:
    """What was said and checked, and what can be answered to it."""
    claims = claims_of(application)
    documents = list(application.documents.filter(state__in=["held", "ready"]).select_related("party").order_by("id"))
    checks = list(application.checks.filter(is_current=True).select_related("party").order_by("id"))
    names = names_of(claims, opened=opened)
    everybody = heard(claims, application, documents, policy.numbers.onboarding.owner_share, opened=opened)
    stands = stands_of(application, claims, checks, policy)
    missing = [need.key for standing in stands.standings.values() for need in standing.missing]
    return {
        **_compared(everybody),
        **_owners(everybody, names, policy),
        "documents": [_document(document, names) for document in documents],
        "checks": check_lines(checks, names),
        "use": claims.answers.use,
        "individual": claims.kind == "individual",
        **panel(stands, policy, look.typed, look.now),
        **asked_context(application, claims, missing, everybody, look.typed, opened=opened),
    }


def names_of(claims: Claims, *, opened: bool) -> dict[str, str]:
    """How this page names each party, by key: before it is opened by initials."""
    return {party.key: party.said.name if opened else masked_name(party.said.name) for party in claims.parties}


def _compared(everybody: Heard) -> dict[str, Any]:
    rows = [compare(one) for one in fields(everybody.voices)]
    registers, papers = everybody.voices.registers, everybody.voices.papers
    return {
        "rows": rows,
        "finding": finding(rows),
        "differences": sum(row.differs for row in rows),
        "register": registers[0] if registers else None,
        "papers_read": sum(bool(paper.reading) for paper in papers),
    }


def _owners(everybody: Heard, names: dict[str, str], policy: Numbered) -> dict[str, Any]:
    """The picture and the answer of the rule; nothing for an individual, whom nobody owns."""
    if everybody.wide.kind == "individual":
        return {"chart": None}
    shown = names | {"": everybody.wide.answers.company.legal_name}
    picture = chart(everybody.wide, decides=everybody.answer.decides, names=shown)
    return {"chart": picture, "owners": owner_words(everybody.answer, names, policy.numbers.onboarding.owner_share)}


def _document(document: Document, names: dict[str, str]) -> dict[str, Any]:
    about = names.get(document.party.key, "") if document.party else ""
    return {"document": document, "label": document.get_kind_display(), "about": about, "url": _url(document)}


def _url(document: Document) -> str:
    return reverse("application-document", args=[document.application.application, document.document])


def _facts_url(application: Application) -> str:
    """What the account does, as a fragment of whoever observes it; empty where nobody does."""
    if application.account is None:
        return ""
    try:
        return reverse("account-facts", args=[application.account.account])
    except NoReverseMatch:
        return ""


def _proposal(case: Case | None) -> Any:
    return case.proposals.filter(state="waiting").select_related("proposed_by").first() if case else None
