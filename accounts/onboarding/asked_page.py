"""What was asked for, what could be asked next, and what do colleagues in sales say? Shown beside the answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, override

from accounts.onboarding.claims import Claims
from accounts.onboarding.item_templates import BY_KEY, TEMPLATES, Template, suggested
from accounts.onboarding.listening import Heard
from accounts.onboarding.models import Application, DocumentKind, ItemRequest
from accounts.onboarding.words import answer_of, comment_of, question_of
from accounts.parties.contact import DOTS
from accounts.review.decide_panel import initials

ITEMS_SHOWN = 30
COMMENTS_SHOWN = 20


def asked_context(
    application: Application,
    claims: Claims,
    missing: Iterable[str],
    everybody: Heard,
    typed: Mapping[str, Any],
    *,
    opened: bool,
) -> dict[str, Any]:
    """The items and the draft of the next one; one query."""
    rows = application.items.select_related("party").order_by("-id")[:ITEMS_SHOWN]
    names = {party.key: party.said.name if opened else DOTS for party in claims.parties}
    template = BY_KEY.get(typed.get("template", "")) or suggested(missing, share_decides=bool(everybody.voices.decides))
    about = typed.get("about") or _about(template, claims, everybody)
    written = typed.get("text") if typed.get("template") == typed.get("drafted") else None
    return {
        "items": [_item(item, application, names, opened=opened) for item in rows],
        "templates": TEMPLATES,
        "template": template,
        "draft": draft(template, application, names.get(about, "")) if written is None else written,
        "wants": typed.get("wants", template.document_kind),
        "kinds": DocumentKind.choices,
        "about": about,
        "parties": [(party.key, names[party.key]) for party in claims.parties],
    }


def draft(template: Template, application: Application, who: str) -> str:
    """The ready-made question in the applicant's language, to be changed or sent as it is."""
    if not template.text:
        return ""
    with override(application.language):
        sentence = gettext(template.text)
    return sentence % {"company": application.company_name, "who": who or application.company_name}


def comments_of(application: Application, *, opened: bool) -> list[dict[str, Any]]:
    """What sales and reviewers wrote to each other, newest last."""
    rows = list(application.comments.select_related("by").order_by("-id")[:COMMENTS_SHOWN]) if opened else []
    for row in rows:
        row.application = application
    said = reversed(rows)
    return [{"by": row.by, "initials": initials(row.by), "at": row.at, "text": comment_of(row)} for row in said]


def _about(template: Template, claims: Claims, everybody: Heard) -> str:
    """Whom the question is about unless somebody else is chosen."""
    if template.key == "shareholder_list":
        return everybody.voices.decides or ""
    representatives = claims.with_role("representative")
    return representatives[0].key if "%(who)s" in template.text and representatives else ""


def _item(item: ItemRequest, application: Application, names: Mapping[str, str], *, opened: bool) -> dict[str, Any]:
    item.application = application
    label = BY_KEY[item.template].label if item.template in BY_KEY else "Question"
    return {
        "item": item,
        "label": label,
        "about": names.get(item.party.key, "") if item.party else "",
        "question": question_of(item) if opened else DOTS,
        "answer": answer_of(item) if opened else (DOTS if item.sealed_answer else ""),
    }
