"""How does an application stand, once it was sent? What happens next, what is asked, and the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.onboarding.models import Application, ApplicationState, DocumentKind, ItemRequest, ItemState
from accounts.onboarding.portal_entry import Visit
from accounts.onboarding.portal_forms import ContestForm
from accounts.onboarding.portal_page import Opened, page_of
from accounts.onboarding.portal_slots import given
from accounts.onboarding.portal_tree import title_of
from accounts.onboarding.settling import rejection_of
from accounts.onboarding.words import question_of
from accounts.review.letters import REASONS
from accounts.review.models import Case

WITH_US = {ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW}


def status_page(request: HttpRequest, visit: Visit, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of an application that was sent, in any of its states."""
    opened, files = Opened.of(visit.application), given(visit.application)
    state = visit.application.state
    items = _items(opened, files, more.get("wrong_item", ""), more.get("typed", ""))
    context = {
        **page_of(request, visit, opened),
        "state": state,
        "heading": _heading(state, len(items)),
        "with_us": state in WITH_US,
        "items": items,
        "given": files,
        "due": _due(visit.application) if state in WITH_US else None,
        "account": visit.application.account,
        **(_rejection(visit.application) if state == ApplicationState.REJECTED else {}),
        **more,
    }
    return render(request, "apply/status.html", context, status=status)


def _heading(state: str, asked: int) -> str:
    if asked:
        return _("We need one thing more from you") if asked == 1 else _("We need a few things more from you")
    return {
        ApplicationState.APPROVED: _("Your application is approved"),
        ApplicationState.REJECTED: _("We cannot let you in"),
    }.get(ApplicationState(state), _("Your application is with us"))


def _items(opened: Opened, files: list[dict[str, Any]], wrong: str, typed: str) -> list[dict[str, Any]]:
    rows = ItemRequest.objects.filter(application=opened.application, state=ItemState.OPEN)
    labels = dict(DocumentKind.choices)
    return [
        {
            "item": row.item,
            "question": question_of(row),
            "about": title_of(opened.claims, opened.claims.party(row.party.key)) if row.party else "",
            "kind": row.document_kind,
            "kind_words": _(labels[row.document_kind]) if row.document_kind else "",
            "due": row.due_at,
            "files": [one for one in files if one["item"] == row.item],
            "typed": typed if row.item == wrong else "",
        }
        for row in rows.select_related("application", "party").order_by("id")
    ]


def _due(application: Application) -> Any:
    """By when somebody has looked at it, if that is still to come."""
    cases = Case.objects.filter(subject_type="application", subject_id=application.application)
    due = cases.exclude(state="closed").order_by("id").values_list("due_at", flat=True).first()
    return due if due and due > timezone.now() else None


def _rejection(application: Application) -> dict[str, Any]:
    """Why, in the words of its class; what was written against it, or the form to write it."""
    decision = rejection_of(application)
    contested = application.contests.filter(decision=decision.decision).first() if decision else None
    return {
        "reason": REASONS[decision.reason if decision else "none"],
        "contested": contested,
        "form": ContestForm(),
    }
