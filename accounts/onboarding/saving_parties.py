"""How do people and companies come into an application, change, and go? The verbs of the ownership tree.

A party's key is never given twice, not even after a removal: a page that was opened before must not write its answers
into somebody else's card. A party that neither does anything nor holds anything any more goes with the last share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.journal.actors import Actor
from accounts.onboarding.claims import Party
from accounts.onboarding.models import Application, ApplicationKind, ClaimedParty, ClaimedShare, PartyKind
from accounts.onboarding.opening import put_party, said_of
from accounts.onboarding.parts import with_part
from accounts.onboarding.prints import document_print, email_print, person_print
from accounts.onboarding.saving import Edit, Saved, kept, opened_for
from kycrisk.lib.errors import Refused

MOST_PARTIES = 200
CHOSEN_ROLES = ("director", "representative", "control")

type Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class PartyEdit:
    """What is said anew of one party. `shares`: by the key of whom it holds (empty: the applicant), from and to.

    `roles` None: they stay as they are.
    """

    key: str
    edits: Sequence[Edit] = ()
    roles: Sequence[str] | None = None
    shares: Mapping[str, Bounds] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be named. `owned`: the key of whom they hold a share, empty: the applicant, None: nobody."""

    kind: str
    owned: str | None = None
    roles: tuple[str, ...] = ()


@transaction.atomic
def save_party(*, by: Actor, application: Application, change: PartyEdit, seen: int | None = None) -> Saved:
    """Keep what was said of a party, its roles and its shares. Raises `Refused`: 404 unknown, 409 closed."""
    application, elsewhere = opened_for(application, seen, change.key)
    row = party_of(application, change.key)
    # Not a short circuit: every part is kept.
    if not any([_said_changed(row, change.edits), _shares_changed(row, change.shares), _roles_changed(row, change)]):
        return Saved(application, elsewhere)
    if application.kind == ApplicationKind.INDIVIDUAL and "applicant" in row.roles:
        application.company_name = said_of(row).name or application.company_name
        application.save(update_fields=["company_name"])
    return Saved(kept(by, application, group="party", party=row.key), elsewhere)


@transaction.atomic
def add_party(*, by: Actor, application: Application, newcomer: Newcomer) -> ClaimedParty:
    """An empty card for somebody. Raises `Refused`: 409 closed, 404 unknown owned, 422 too many or no such kind."""
    application, _elsewhere = opened_for(application)
    if newcomer.kind not in PartyKind.values:
        raise Refused(_("Choose a person or a company."), code="bad_kind", status=422)
    if application.parties.count() >= MOST_PARTIES:
        raise Refused(_("This is as many people and companies as we take here."), code="too_many", status=422)
    owned = party_of(application, newcomer.owned) if newcomer.owned else None
    number = max([application.revision, *(int(key[1:]) for key in _keys(application))]) + 1
    row = ClaimedParty(application=application, key=f"p{number}", kind=newcomer.kind, position=number)
    row.roles = [*newcomer.roles, *(["owner"] if newcomer.owned == "" else [])]
    put_party(row, Party())
    row.save(force_insert=True)
    if newcomer.owned is not None:
        ClaimedShare.objects.create(application=application, owner=row, owned=owned)
    application.revision = max(application.revision, number)
    kept(by, application, group="party_added", party=row.key)
    return row


@transaction.atomic
def add_share(*, by: Actor, application: Application, owner: str, owned: str) -> Application:
    """Somebody who is named already holds a share of somebody, how much is not known yet. Raises `Refused`."""
    application, _elsewhere = opened_for(application)
    holder, held = party_of(application, owner), party_of(application, owned) if owned else None
    if held == holder:
        raise Refused(_("Nobody owns a share of themselves."), code="own_share", status=422)
    if held is not None and held.kind == PartyKind.PERSON:
        raise Refused(_("Only a company has owners."), code="person_owned", status=422)
    ClaimedShare.objects.get_or_create(application=application, owner=holder, owned=held)
    _keep_owner_role(holder)
    return kept(by, application, group="share_added", party=owner)


@transaction.atomic
def remove_share(*, by: Actor, application: Application, owner: str, owned: str) -> Application:
    """They hold nothing of it after all; who is nothing else in the application goes. Raises `Refused`."""
    application, _elsewhere = opened_for(application)
    holder = party_of(application, owner)
    holder.holds.filter(owned=party_of(application, owned) if owned else None).delete()
    _keep_owner_role(holder)
    _let_go(application)
    return kept(by, application, group="share_removed", party=owner)


@transaction.atomic
def remove_party(*, by: Actor, application: Application, key: str) -> Application:
    """Somebody was named by mistake: they go, and whoever was there only as their owner. Raises `Refused`."""
    application, _elsewhere = opened_for(application)
    party_of(application, key).delete()
    _let_go(application)
    return kept(by, application, group="party_removed", party=key)


def party_of(application: Application, key: str) -> ClaimedParty:
    """The party with this key in this application. Raises `Refused`, 404."""
    found = application.parties.filter(key=key).first()
    if found is None:
        raise Refused(_("This person or company is no longer in your application."), code="unknown_party", status=404)
    return found


def _keys(application: Application) -> list[str]:
    return list(application.parties.values_list("key", flat=True))


def _said_changed(row: ClaimedParty, edits: Sequence[Edit]) -> bool:
    before = said = said_of(row)
    for edit in edits:
        said = with_part(said, edit.where, edit.values)
    if said == before:
        return False
    put_party(row, said)
    person = row.kind == PartyKind.PERSON
    row.person_print = person_print(said) if person else None
    row.document_print = document_print(said.identity) if person else None
    row.email_print = email_print(said.email)
    row.save()
    return True


def _shares_changed(row: ClaimedParty, shares: Mapping[str, Bounds]) -> bool:
    changed = []
    for share in row.holds.select_related("owned").filter(application=row.application_id):
        bounds = shares.get(share.owned.key if share.owned else "", (share.share_min, share.share_max))
        if bounds != (share.share_min, share.share_max):
            share.share_min, share.share_max = bounds
            changed.append(share)
    ClaimedShare.objects.bulk_update(changed, ["share_min", "share_max"])
    return bool(changed)


def _roles_changed(row: ClaimedParty, change: PartyEdit) -> bool:
    if change.roles is None:
        return False
    given = [role for role in row.roles if role not in CHOSEN_ROLES]
    roles = [*given, *(role for role in CHOSEN_ROLES if role in change.roles)]
    if set(roles) == set(row.roles):
        return False
    row.roles = roles
    row.save(update_fields=["roles", "saved_at"])
    return True


def _keep_owner_role(row: ClaimedParty) -> None:
    """Whoever holds a share of the applicant itself is an owner, and nobody else is."""
    direct = row.holds.filter(owned__isnull=True).exists()
    row.roles = [*(role for role in row.roles if role != "owner"), *(["owner"] if direct else [])]
    row.save(update_fields=["roles", "saved_at"])


def _let_go(application: Application) -> None:
    """Whoever has no role and holds nothing is not part of the application; each round climbs one level."""
    for _round in range(MOST_PARTIES):
        gone, _kinds = application.parties.filter(roles=[], holds__isnull=True).delete()
        if not gone:
            return
