"""What does the applicant read once more before they send it? Everything they said, with the way back to each part."""

from collections.abc import Iterator
from typing import Any

from django.forms import ChoiceField
from django.utils.translation import gettext as _

from accounts.onboarding.models import DocumentKind
from accounts.onboarding.needs import UNDERTAKINGS, Missing
from accounts.onboarding.portal_entry import Visit
from accounts.onboarding.portal_fields import Date
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.portal_page import Opened, classes_of, groups
from accounts.onboarding.portal_slots import given
from accounts.onboarding.portal_tree import line_of, title_of


def summary(visit: Visit, opened: Opened) -> dict[str, Any]:
    """`sections`: what was said, by step; `gaps`: what is missing, each with its link."""
    return {
        "sections": list(_sections(visit, opened)),
        "gaps": [_gap(visit, opened, gap) for gap in opened.gaps if gap.step != "review"],
    }


def answers_in(group: Group) -> list[tuple[str, str]]:
    """Each question of a group that was answered, with its answer as a person reads it."""
    return [
        (str(group.fields[name].label), words)
        for name in group.fields
        if (words := _in_words(group, name)) and name != "mrz"
    ]


def _sections(visit: Visit, opened: Opened) -> Iterator[dict[str, Any]]:
    for step in opened.step_keys():
        address = visit.address("apply-step", step=step)
        if step == "ownership":
            yield from _people(opened, address)
        elif step == "documents":
            yield {"title": _("Documents"), "url": address, "rows": _documents(opened)}
        elif step != "review":
            for group in groups(opened, step):
                rows = answers_in(group)
                yield {"title": str(group.title), "url": f"{address}?part={group.key}#group-{group.key}", "rows": rows}


def _people(opened: Opened, address: str) -> Iterator[dict[str, Any]]:
    claims = opened.claims
    rows = [(title_of(claims, party), line_of(claims, party)) for party in claims.parties]
    if claims.answers.nobody_over_threshold:
        rows.append((_("Anybody else?"), _("Nobody else holds as much.")))
    yield {"title": _("People and ownership"), "url": address, "rows": rows}


def _documents(opened: Opened) -> list[tuple[str, str]]:
    labels = dict(DocumentKind.choices)
    return [(_(labels[one["kind"]]), one["name"]) for one in given(opened.application)]


def _in_words(group: Group, name: str) -> str:
    """An answer as a person reads it: choices by their words, a date in the order in which it was asked."""
    field, value = group.fields[name], group.initial.get(name)
    if isinstance(value, list):
        return "\n".join(_(UNDERTAKINGS[one]) for one in value if one in UNDERTAKINGS)
    if value is None or value == "":
        return ""
    if isinstance(field, Date):
        return ".".join(part.lstrip("0") for part in reversed(str(value).split("-")))
    choices: Any = field.choices if isinstance(field, ChoiceField) else ()
    return str(dict(choices).get(value, value))


def _gap(visit: Visit, opened: Opened, gap: Missing) -> dict[str, str]:
    address = visit.address("apply-step", step=gap.step)
    words = _(gap.words)
    if gap.party and gap.step == "ownership":
        whose = title_of(opened.claims, opened.claims.party(gap.party))
        return {"url": f"{address}?party={gap.party}#card-{gap.party}", "words": f"{whose}: {words}"}
    name, asked = gap.key.rpartition(".")[2], classes_of(opened.claims.kind, gap.step)
    group = next((one for one in asked if name in one.base_fields or name.startswith(one.key)), None)
    return {"url": f"{address}?part={group.key}#group-{group.key}" if group else address, "words": words}
