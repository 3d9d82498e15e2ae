"""How does what a page sent become a save? Whichever group it is, and from which state of the application."""

from django.http import HttpRequest

from accounts.onboarding.portal_entry import Visit
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.portal_page import Opened, step_of
from accounts.onboarding.saving import Saved, save_answers
from accounts.onboarding.saving_parties import Newcomer, PartyEdit, add_party, save_party


def keep(visit: Visit, opened: Opened, form: Group, seen: int | None) -> Saved:
    """Save what could be read of a group: about the applicant in person, or about the company and its use."""
    if step_of(opened, form.key) != "you":
        return save_answers(by=visit.by, application=visit.application, group=form.key, edits=form.edits, seen=seen)
    key = opened.you[0]
    if not key:
        roles = ("applicant", "representative")
        key = add_party(by=visit.by, application=visit.application, newcomer=Newcomer("person", roles=roles)).key
    change = PartyEdit(key, edits=form.edits)
    return save_party(by=visit.by, application=visit.application, change=change, seen=seen)


def seen_by(request: HttpRequest) -> int | None:
    """The revision that the page was made from, if it says so."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None
