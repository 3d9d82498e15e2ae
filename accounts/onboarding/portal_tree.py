"""Who stands on the ownership page, in which order, and what does each closed card say?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.onboarding.chart import share_text
from accounts.onboarding.claims import ClaimedStake, Claims, NamedParty
from accounts.onboarding.needs import Missing
from accounts.onboarding.portal_cards import CardForms, complaints_by_share, name_in
from accounts.onboarding.portal_countries import name_of
from accounts.onboarding.portal_forms_party import ROLES_IN_SHORT


@dataclass(frozen=True, slots=True)
class Card:
    """A party on the page. `depth`: how far above the applicant; `forms`: its questions, if it is open."""

    key: str
    kind: str
    depth: int
    title: str
    line: str
    owners: str
    wrong: list[str]
    gaps: list[str]
    can_be_owned: bool
    forms: CardForms | None = None


def cards(claims: Claims, gaps: tuple[Missing, ...], opened: CardForms | None) -> dict[str, list[Card]]:
    """Owners as a tree, each company followed by whoever owns it; then those who hold nothing."""
    wrong = complaints_by_share(claims)
    lacking: dict[str, list[str]] = {}
    for gap in gaps:
        lacking.setdefault(gap.party, []).append(_(gap.words))
    depths = dict(_walk(claims))
    made = {
        party.key: Card(
            key=party.key,
            kind=party.kind,
            depth=min(depths.get(party.key, 0), 4),
            title=title_of(claims, party),
            line=line_of(claims, party),
            owners=owners_of(claims, party),
            wrong=[sentence for (owner, _owned), sentence in wrong.items() if owner == party.key],
            gaps=lacking.get(party.key, []) if not (opened and opened.party.key == party.key) else [],
            can_be_owned=party.kind == "entity" and not party.said.listed_on,
            forms=opened if opened and opened.party.key == party.key else None,
        )
        for party in claims.parties
    }
    return {
        "owners": [made[key] for key in depths],
        "others": [card for key, card in made.items() if key not in depths],
    }


def title_of(claims: Claims, party: NamedParty) -> str:
    """The name, or which one it is while it has none."""
    if party.said.name:
        return party.said.name
    number = [one.key for one in claims.parties if one.kind == party.kind].index(party.key) + 1
    words = _("Company %(number)d") if party.kind == "entity" else _("Person %(number)d")
    return words % {"number": number}


def line_of(claims: Claims, party: NamedParty) -> str:
    """What it is, where, what it does and what it holds, in one line."""
    country = name_of(party.said.country) if party.said.country else ""
    what = _("Company") if party.kind == "entity" else _("Person")
    roles = [str(ROLES_IN_SHORT[role]) for role in party.roles if role in ROLES_IN_SHORT]
    held = [_holding(claims, stake) for stake in claims.stakes if stake.owner == party.key]
    return ", ".join(part for part in (what, country, *held, *roles) if part)


def owners_of(claims: Claims, party: NamedParty) -> str:
    """`K. Adeyemi 51 %, Sealine Capital 49 %` of a company in the chain."""
    return ", ".join(f"{name_in(claims, stake.owner)} {share_text(stake)}" for stake in claims.owners_of(party.key))


def may_hold(claims: Claims, owned: str) -> list[dict[str, Any]]:
    """Those who are named already and could turn out to own it too."""
    holders = {stake.owner for stake in claims.owners_of(owned)}
    return [
        {"key": party.key, "name": title_of(claims, party)}
        for party in claims.parties
        if party.key != owned and party.key not in holders and party.said.name
    ]


def _holding(claims: Claims, stake: ClaimedStake) -> str:
    share = share_text(stake)
    if not stake.owned:
        return _("share not known") if share == "?" else share
    return _("%(share)s of %(company)s") % {"share": share, "company": name_in(claims, stake.owned)}


def _walk(claims: Claims) -> Iterator[tuple[str, int]]:
    """Depth first from the applicant up; whoever holds in several places stands at the first."""
    met: set[str] = set()
    waiting = [(stake.owner, 0) for stake in reversed(claims.owners_of())]
    while waiting:
        key, depth = waiting.pop()
        if key in met:
            continue
        met.add(key)
        yield key, depth
        waiting += [(stake.owner, depth + 1) for stake in reversed(claims.owners_of(key))]
