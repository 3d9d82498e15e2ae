"""Which files are asked for, about whom, and what is there already?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.onboarding.claims import Claims
from accounts.onboarding.document_words import words_of
from accounts.onboarding.models import Application, Document, DocumentKind
from accounts.onboarding.needs import needs_of, tier_wanted, words
from accounts.onboarding.needs_words import IDENTITY_KINDS
from accounts.onboarding.portal_tree import title_of
from accounts.policy.defaults import Onboarding

WHY = {
    "register_extract": gettext_lazy("Shows that the company exists and who acts for it. Not older than three months."),
    "shareholder_list": gettext_lazy(
        "Shows who owns the company. The list at the register, or one signed by a director."
    ),
    "enrolment": gettext_lazy("Shows that you learn or teach there, for example a certificate of this term."),
    "research": gettext_lazy("Shows what you work on, for example a letter of your institute."),
    "funding": gettext_lazy("Shows who funds you, for example a term sheet. You may black out amounts."),
    "resale_terms": gettext_lazy("Shows what you ask of your customers."),
    "other": gettext_lazy("Anything else that helps us: articles, an authority to sign, a letter."),
}
WHY_IDENTITY = gettext_lazy("Shows that you are who you say. All four corners in the picture, nothing covered.")
OPEN_STATES = ("held", "ready")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for files: which kinds fit, about whom, why, and what is there. `key` is its id on the page."""

    key: str
    title: str
    why: Any
    kinds: list[tuple[str, str]]
    party: str
    needed: bool
    files: list[dict[str, Any]]
    item: str = ""


def slots(application: Application, claims: Claims, numbers: Onboarding) -> list[Slot]:
    """One for each needed kind, for an identity document one for each person who signs; then one for anything else."""
    files = given(application)
    made: list[Slot] = []
    for wanted in needs_of(claims, numbers, tier_wanted(claims, numbers)).documents:
        kinds = wanted.split("|")
        made += [_slot(claims, kinds, party, files) for party in _about(claims, frozenset(kinds))]
    return [*made, _rest(files)]


def given(application: Application) -> list[dict[str, Any]]:
    """The files that are there, by the names their owner gave them."""
    rows = application.documents.filter(state__in=OPEN_STATES).select_related("party", "item").order_by("id")
    return [_shown(row) for row in rows]


def files_of(numbers: Onboarding) -> dict[str, Any]:
    """What is said of the size of files."""
    return {"files": numbers.files, "megabytes": numbers.files.most_bytes // 1_000_000}


def slot_of(found: list[Slot], key: str) -> Slot | None:
    """The slot with this key."""
    return next((slot for slot in found if slot.key == key), None)


def _shown(row: Document) -> dict[str, Any]:
    return {
        "document": row.document,
        "name": words_of(row).name or row.get_kind_display(),
        "kind": row.kind,
        "kind_words": _(row.get_kind_display()),
        "party": row.party.key if row.party else "",
        "item": row.item.item if row.item else "",
        "state": row.state,
        "pages": row.page_count,
        "at": row.uploaded_at,
    }


def _about(claims: Claims, kinds: frozenset[str]) -> list[str]:
    if not kinds <= IDENTITY_KINDS:
        return [""]
    role = "applicant" if claims.kind == "individual" else "representative"
    return [party.key for party in claims.with_role(role)] or [""]


def _slot(claims: Claims, kinds: list[str], party: str, files: list[dict[str, Any]]) -> Slot:
    identity = frozenset(kinds) <= IDENTITY_KINDS
    title = _(words(f"document.{'|'.join(kinds)}"))
    title = title[:1].upper() + title[1:]
    if party:
        title = _("%(document)s of %(person)s") % {"document": title, "person": title_of(claims, claims.party(party))}
    taken = [one for one in files if one["kind"] in kinds and (not identity or one["party"] in {party, ""})]
    for one in taken:
        files.remove(one)
    labels = dict(DocumentKind.choices)
    return Slot(
        key="-".join([*kinds, party]).strip("-"),
        title=title,
        why=WHY_IDENTITY if identity else WHY.get(kinds[0], ""),
        kinds=[(kind, _(labels[kind])) for kind in kinds],
        party=party,
        needed=True,
        files=taken,
    )


def _rest(files: list[dict[str, Any]]) -> Slot:
    kinds = [(kind, _(label)) for kind, label in DocumentKind.choices if kind not in IDENTITY_KINDS]
    return Slot("more", _("Anything else"), WHY["other"], kinds, "", needed=False, files=files)
