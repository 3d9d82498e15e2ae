"""What is wrong with an ownership chart as a chart? More than the whole, rings, chains that lead nowhere.

Pure. A complaint names the share where it is mended, so that a form shows it there.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from accounts.onboarding.claims import ClaimedStake, Claims, NamedParty
from accounts.onboarding.shares import WHOLE
from kycrisk.lib.wording import gettext_noop, said

# A chain that is longer than any honest one: beyond it the chart cannot be read, and a document says more.
MOST_LEVELS: Final = 12
MOST_PARTIES: Final = 200
# These have a place in the application without holding anything.
ROLES_WITHOUT_SHARES: Final = frozenset({"director", "control", "representative", "applicant"})


class Complaint(NamedTuple):
    """What is wrong about one share. `owned_key` empty: of the applicant. The sentence is `msgid % params`."""

    owner_key: str
    owned_key: str
    msgid: str
    params: Mapping[str, str | int]

    @property
    def sentence(self) -> str:
        """In English."""
        return said(self.msgid, self.params)


def complaints(claims: Claims) -> tuple[Complaint, ...]:
    """Everything that cannot be as it was entered, in the order in which it is best mended."""
    return (
        *_impossible(claims),
        *_too_much(claims),
        *_closed_rings(claims),
        *_too_deep(claims),
        *_loose(claims),
        *_too_many(claims),
    )


def unowned(claims: Claims) -> tuple[str, ...]:
    """The companies in the chain of which no owner is named, though they are not on an exchange; keys."""
    owned, above = {stake.owned for stake in claims.stakes}, levels(claims)
    return tuple(
        party.key
        for party in claims.parties
        if party.key in above and party.kind == "entity" and not party.said.listed_on and party.key not in owned
    )


def levels(claims: Claims) -> dict[str, int]:
    """How far above the applicant (0, the empty key) a party stands at its farthest; those without a way are left out.

    A share that closes a ring moves nobody up.
    """
    owners = _owners(claims)
    order, closing = _downwards_last(owners)
    level = {"": 0}
    for owned in reversed(order):
        for owner in owners.get(owned, ()):
            if (owner, owned) not in closing:
                level[owner] = max(level.get(owner, 0), level[owned] + 1)
    return level


def _owners(claims: Claims) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for stake in claims.stakes:
        owners.setdefault(stake.owned, []).append(stake.owner)
    return owners


def _downwards_last(owners: Mapping[str, list[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Everybody above the applicant, owners before what they own, and the shares that close a ring."""
    order: list[str] = []
    closing: set[tuple[str, str]] = set()
    above, seen = [("", iter(owners.get("", ())))], {""}
    while above:
        owned, rest = above[-1]
        owner = next(rest, None)
        if owner is None:
            order.append(owned)
            above.pop()
        elif any(owner == key for key, _ in above):
            closing.add((owner, owned))
        elif owner not in seen:
            seen.add(owner)
            above.append((owner, iter(owners.get(owner, ()))))
    return order, closing


def _impossible(claims: Claims) -> Iterator[Complaint]:
    kinds = {party.key: party.kind for party in claims.parties}
    for stake in claims.stakes:
        if stake.owner == stake.owned:
            yield _complaint(
                stake, gettext_noop("A company cannot be entered as its own owner. Name who holds the other shares.")
            )
        elif kinds.get(stake.owned) == "person":
            yield _complaint(stake, gettext_noop("A person has no owners. Change the person to a company first."))


def _too_much(claims: Claims) -> Iterator[Complaint]:
    """Of each company the first share with which it is more than the whole, every share taken at its least."""
    for owned in dict.fromkeys(stake.owned for stake in claims.stakes):
        before: list[ClaimedStake] = []
        for stake in claims.owners_of(owned):
            total = _sum(before) + _least(stake)
            if total > WHOLE:
                yield _more_than_the_whole(claims, stake, before, total)
                break
            before.append(stake)


def _more_than_the_whole(claims: Claims, stake: ClaimedStake, before: list[ClaimedStake], total: Decimal) -> Complaint:
    left, holding = WHOLE - _sum(before), [one for one in before if _least(one)]
    if not left:
        return _complaint(stake, gettext_noop("The others hold 100 % already. Enter less for one of them."))
    if len(holding) == 1:
        return _complaint(
            stake,
            gettext_noop("Together with %(name)s (%(share)s %%) this makes %(total)s %%. Enter %(left)s or less."),
            name=name_of(claims, holding[0].owner),
            share=number(_least(holding[0])),
            total=number(total),
            left=number(left),
        )
    return _complaint(
        stake,
        gettext_noop("Together with the other owners (%(share)s %%) this makes %(total)s %%. Enter %(left)s or less."),
        share=number(_sum(before)),
        total=number(total),
        left=number(left),
    )


def _closed_rings(claims: Claims) -> Iterator[Complaint]:
    """Companies that hold all of each other: whoever they own belongs to nobody. One complaint per ring."""
    told: set[str] = set()
    for stake in claims.stakes:
        ring = _ring(claims, stake.owned)
        if not ring or stake.owner not in ring or stake.owned in told:
            continue
        told |= ring
        names = ", ".join(name_of(claims, party.key) for party in claims.parties if party.key in ring)
        yield _complaint(
            stake,
            gettext_noop(
                "These companies hold all of each other: %(names)s. Name who else holds a share of one of them."
            ),
            names=names,
        )


def _ring(claims: Claims, owned: str) -> frozenset[str]:
    """Everybody above a company, if each of them is wholly held among themselves and the company is one of them."""
    found: set[str] = set()
    waiting = [stake.owner for stake in claims.owners_of(owned)]
    while waiting:
        owner = waiting.pop()
        if owner in found:
            continue
        found.add(owner)
        stakes = claims.owners_of(owner)
        if _sum(stakes) < WHOLE:
            return frozenset()
        waiting += [stake.owner for stake in stakes]
    return frozenset(found) if owned in found else frozenset()


def _too_deep(claims: Claims) -> Iterator[Complaint]:
    level = levels(claims)
    for stake in claims.stakes:
        if level.get(stake.owner) == MOST_LEVELS + 1:
            yield _complaint(
                stake,
                gettext_noop(
                    "This chain is longer than %(most)s companies. Upload a chart with the documents instead."
                ),
                most=MOST_LEVELS,
            )
            return


def _loose(claims: Claims) -> Iterator[Complaint]:
    """Owners that lead nowhere."""
    level = levels(claims)
    for party in claims.parties:
        if party.key not in level and not ROLES_WITHOUT_SHARES & set(party.roles):
            yield Complaint(
                party.key,
                "",
                gettext_noop(
                    "Enter what %(name)s holds, or say that you do not know it. If it holds nothing, remove it."
                ),
                {"name": name_of(claims, party.key)},
            )


def _too_many(claims: Claims) -> Iterator[Complaint]:
    if len(claims.parties) > MOST_PARTIES:
        yield Complaint(
            claims.parties[MOST_PARTIES].key,
            "",
            gettext_noop("Name at most %(most)s people and companies, and upload a chart with the documents."),
            {"most": MOST_PARTIES},
        )


def name_of(claims: Claims, key: str) -> str:
    """How a party is called in a sentence; one without a name by its key. The empty key is the applicant."""
    if not key:
        return claims.answers.company.legal_name
    named: NamedParty | None = next((party for party in claims.parties if party.key == key), None)
    return named.said.name if named and named.said.name else key


def number(share: Decimal) -> str:
    """A share without idle zeros: `60`, `33.3`."""
    return f"{share.normalize():f}"


def _least(stake: ClaimedStake) -> Decimal:
    return stake.share_min or Decimal(0)


def _sum(stakes: list[ClaimedStake] | tuple[ClaimedStake, ...]) -> Decimal:
    return sum((_least(stake) for stake in stakes), Decimal(0))


def _complaint(stake: ClaimedStake, msgid: str, **params: str | int) -> Complaint:
    return Complaint(stake.owner, stake.owned, msgid, params)
