"""Everything that is asked about one party on its card: its groups, what it does, and what it holds of whom."""

from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from accounts.onboarding.claims import ClaimedStake, Claims, NamedParty
from accounts.onboarding.parts import with_part
from accounts.onboarding.portal_fields import told
from accounts.onboarding.portal_forms_party import RolesForm, ShareForm, groups_of
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.saving_parties import PartyEdit
from accounts.onboarding.tree import complaints
from kycrisk.lib.wording import Flaw


@dataclass(frozen=True, slots=True)
class CardForms:
    """The forms of an open card, sent or not."""

    party: NamedParty
    groups: list[Group]
    roles: RolesForm | None
    shares: list[ShareForm]

    @property
    def forms(self) -> list[Any]:
        """All of them."""
        return [*self.groups, *([self.roles] if self.roles else []), *self.shares]

    @property
    def is_wrong(self) -> bool:
        """Does any field need mending?"""
        return any(form.errors for form in self.forms)

    def change(self) -> PartyEdit:
        """What could be read of what was sent."""
        return PartyEdit(
            key=self.party.key,
            edits=[edit for group in self.groups for edit in group.edits],
            roles=self.roles.cleaned_data.get("roles", ()) if self.roles and self.roles.is_valid() else None,
            shares={form.stake.owned: bounds for form in self.shares if (bounds := form.bounds) is not None},
        )


def card_forms(claims: Claims, party: NamedParty, sent: Any = None) -> CardForms:
    """The card of a party, with what was sent for it."""
    held = [stake for stake in claims.stakes if stake.owner == party.key]
    wrong = complaints_by_share(claims)
    person = party.kind == "person"
    return CardForms(
        party=party,
        groups=[
            group(party.said, sent, prefix=f"{party.key}-{group.key}", country=claims.country)
            for group in groups_of(party)
        ],
        roles=RolesForm(party.roles, sent, prefix=f"{party.key}-does") if person else None,
        shares=[
            ShareForm(
                stake,
                _("Share of %(company)s") % {"company": name_in(claims, stake.owned)},
                sent,
                complaint=wrong.get((stake.owner, stake.owned), ""),
                known=bool(party.said.name),
            )
            for stake in held
        ],
    )


def complaints_by_share(claims: Claims) -> dict[tuple[str, str], str]:
    """What is wrong about a share, by owner and owned, in the language of the page; the first thing to mend."""
    found: dict[tuple[str, str], str] = {}
    for one in complaints(claims):
        found.setdefault((one.owner_key, one.owned_key), told(Flaw(one.msgid, **one.params)))
    return found


def as_typed(claims: Claims, change: PartyEdit) -> Claims:
    """The claims as they would be with this change: what the chart shows while somebody types."""
    parties = tuple(_with(party, change) if party.key == change.key else party for party in claims.parties)
    stakes = tuple(
        _held(stake, change) if stake.owner == change.key and stake.owned in change.shares else stake
        for stake in claims.stakes
    )
    return msgspec.structs.replace(claims, parties=parties, stakes=stakes)


def name_in(claims: Claims, key: str) -> str:
    """What a party, or the applicant (empty key), is called on the page."""
    if not key:
        return claims.answers.company.legal_name or _("your company")
    party = claims.party(key)
    return party.said.name or (
        _("a company without a name yet") if party.kind == "entity" else _("a person without a name yet")
    )


def _with(party: NamedParty, change: PartyEdit) -> NamedParty:
    said = party.said
    for edit in change.edits:
        said = with_part(said, edit.where, edit.values)
    return NamedParty(party.key, party.kind, party.roles, said)


def _held(stake: ClaimedStake, change: PartyEdit) -> ClaimedStake:
    least, most = change.shares[stake.owned]
    return ClaimedStake(stake.owner, stake.owned, least, most)
