"""What may a seller see of one application? Where it stands and what is missing in words, never what was said in it.

Documents, identities, birth dates and checks stay with reviewers: of a check only that somebody must look at it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.onboarding.board import missing_in_words, step_of
from accounts.onboarding.following import Row, asked_for, rows
from accounts.onboarding.links import live_links
from accounts.onboarding.models import Application, Check, ItemRequest, ItemState, Letter
from accounts.onboarding.opening import answers_of
from accounts.onboarding.words import comment_of
from accounts.parties.contact import masked_email, masked_name
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may, roles_that_may

SHOWN = 50
LETTERS = {
    "invited": "Invitation",
    "reminded": "Reminder",
    "asked": "Something was asked for",
    "received": "Received",
    "approved": "Approved",
    "rejected": "Rejected",
    "confirm": "To confirm an address",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A letter as a seller follows it; `why` when it was given up."""

    what: str
    state: str
    kind: str
    at: datetime | None
    why: str = ""


def application_page(application: Application, user: User) -> dict[str, Any]:
    """What `templates/onboarding/application.html` names."""
    now = timezone.now()
    row = rows([application], now)[0]
    works = role_may(user.role, Verb.WORK_APPLICATIONS)
    return {
        "application": application,
        "row": row,
        "gaps": gaps(application),
        "items": _items(application),
        "letters": [_post(letter) for letter in application.letters.order_by("-id")[:SHOWN]],
        "comments": _comments(application),
        "contact": _contact(application, masked=not works),
        "checks": checks_in_words(application),
        "link": live_links(application.pk, now).first(),
        "moments": _moments(application),
        "case": _case_of(application) if role_may(user.role, Verb.READ_CASES) else None,
        "works": works,
        "team": works or role_may(user.role, Verb.CLAIM_CASES),
        "colleagues": colleagues() if works else (),
        "decided": application.decided_at is not None,
        "lede": _lede(row),
        "crumbs": [
            {"label": "Applications", "url": reverse("page-applications")},
            {"label": application.company_name or "Erased", "url": ""},
        ],
        "crumb_code": application.application,
    }


def gaps(application: Application) -> list[tuple[str, list[str]]]:
    """What is missing in words, under the step where it is given, in the order of the steps."""
    by_step: dict[str, list[str]] = {}
    for key in application.missing:
        by_step.setdefault(step_of(key, application.kind), []).append(key)
    return [(step, missing_in_words(tuple(keys))) for step, keys in by_step.items()]


def checks_in_words(application: Application) -> str:
    """How the checks stand, without what they are about: "2 checks need a reviewer. 1 is still running."."""
    counts = Check.objects.filter(application=application, is_current=True).aggregate(
        judge=Count("pk", filter=Q(result__in=("unclear", "failed"))), running=Count("pk", filter=Q(result="pending"))
    )
    judge, running = counts["judge"], counts["running"]
    said = [
        f"{judge} {'check needs' if judge == 1 else 'checks need'} a reviewer." if judge else "",
        f"{running} {'is' if running == 1 else 'are'} still running." if running else "",
    ]
    return " ".join(part for part in said if part)


def colleagues() -> list[User]:
    """Everybody who brings customers in, by name."""
    sellers = User.objects.filter(is_active=True, role__in=roles_that_may(Verb.WORK_APPLICATIONS))
    return list(sellers.order_by("first_name", "last_name", "pk")[:200])


def _lede(row: Row) -> str:
    standing = row.standing
    silence = {
        "stuck": f" Nothing was heard for {standing.age}.",
        "remind tomorrow": " A reminder goes out tomorrow.",
    }
    return f"{standing.line}.{silence.get(standing.notice, '')}"


def _items(application: Application) -> list[dict[str, Any]]:
    asked = application.items.exclude(state=ItemState.WITHDRAWN).defer("sealed_text", "sealed_answer").order_by("-id")
    return [_item(item) for item in asked[:SHOWN]]


def _item(item: ItemRequest) -> dict[str, Any]:
    return {"what": asked_for(item), "asked_at": item.asked_at, "due_at": item.due_at, "answered_at": item.answered_at}


def _post(letter: Letter) -> Post:
    what = LETTERS.get(letter.kind, letter.get_kind_display())
    if letter.sent_at:
        return Post(what, "sent", "clear", letter.sent_at)
    if letter.due_at is None:
        return Post(what, "given up", "stop", letter.created_at, letter.last_error)
    return Post(what, "tried again" if letter.attempts else "on its way", "", letter.due_at)


def _comments(application: Application) -> list[dict[str, Any]]:
    found = application.comments.select_related("by", "application").order_by("-id")[:SHOWN]
    return [{"by": comment.by, "at": comment.at, "text": comment_of(comment)} for comment in found]


def _contact(application: Application, *, masked: bool) -> dict[str, str]:
    answers = answers_of(application)
    if masked:
        return {"name": masked_name(answers.contact_name), "email": masked_email(answers.contact_email)}
    return {"name": answers.contact_name, "email": answers.contact_email}


def _case_of(application: Application) -> Case | None:
    return Case.objects.about("application", application.application).first()


def _moments(application: Application) -> list[dict[str, Any]]:
    """What happened when, newest first."""
    named = {
        "created_at": ("plus", "Started"),
        "invited_at": ("mail", "Invited"),
        "opened_at": ("eye", "Link opened"),
        "started_at": ("document", "Began to fill in"),
        "submitted_at": ("check", "Handed in"),
        "decided_at": ("scales", "Answered"),
        "access_at": ("access-open", "Access opened"),
    }
    found = [{"icon": icon, "text": text, "at": getattr(application, name)} for name, (icon, text) in named.items()]
    return sorted((one for one in reversed(found) if one["at"]), key=lambda one: one["at"], reverse=True)
