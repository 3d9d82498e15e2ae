"""Who holds so much of the applicant that they must be known, and which single share would settle it?

The rule of beneficial ownership (31 CFR 1010.230): every natural person who holds the threshold or more, directly or
through companies. Shares are multiplied along every path and added. What is claimed is taken as said; an unknown share
is anything from nothing to all that is left. A company on an exchange is not looked through. Pure.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

import msgspec

from accounts.onboarding.claims import ClaimedStake, Claims
from accounts.onboarding.shares import WHOLE, Web, undeclared

# The key under which somebody nobody named holds the rest of a company: no party has it.
UNNAMED: Final = "?"
# Beyond so many uncertain shares nobody is helped by one of them.
CANDIDATES: Final = 24


class Owner(NamedTuple):
    """A person and what they hold of the applicant in the end, in percent."""

    party: str
    least: Decimal
    most: Decimal


class Deciding(NamedTuple):
    """A share whose proof would settle it. `owner` empty: what is not declared; `owned` empty: of the applicant."""

    owner: str
    owned: str


class Answer(NamedTuple):
    """Are there beneficial owners?

    `yes`: these are all of them; `no`: nobody holds as much; `cannot_tell`: the shares of `possible` lie on both sides
    of the threshold, or somebody unnamed may hold `unidentified_max` percent, which reaches it.
    """

    verdict: Literal["yes", "no", "cannot_tell"]
    owners: tuple[Owner, ...]
    possible: tuple[Owner, ...]
    unidentified_max: Decimal
    decides: Deciding | None


def beneficial(claims: Claims, threshold: float) -> Answer:
    """The natural persons with at least `threshold` percent of the applicant, largest first."""
    line = Decimal(str(threshold))
    web = Web(claims.stakes)
    persons = [Owner(party.key, *web.held(party.key)) for party in claims.parties if party.kind == "person"]
    owners = _largest_first(owner for owner in persons if owner.least >= line)
    possible = _largest_first(owner for owner in persons if owner.least < line <= owner.most)
    unnamed = unidentified(claims)
    if possible or unnamed >= line:
        return Answer("cannot_tell", owners, possible, unnamed, _deciding(claims, possible, line))
    return Answer("yes" if owners else "no", owners, (), unnamed, None)


def most_held(claims: Claims, key: str) -> Decimal:
    """What a party, person or company, may hold of the applicant at most, in percent."""
    return Web(claims.stakes).held(key).most


def unidentified(claims: Claims, spread: str | None = None) -> Decimal:
    """What one person whom nobody named may hold at most, in percent: all that is left of each company in the chain.

    `spread`: a company of which a list shows that what is left belongs to many who hold next to nothing.
    """
    unnamed = (stake for stake in _stakes_of_the_unnamed(claims) if stake.owned != spread)
    return Web((*claims.stakes, *unnamed)).held(UNNAMED).most


def looks_through(claims: Claims, owned: str) -> bool:
    """Does it matter who owns this company? Not of one on an exchange, and a person has no owners."""
    if not owned:
        return not claims.answers.company.listed_on
    party = claims.party(owned)
    return party.kind == "entity" and not party.said.listed_on


def _stakes_of_the_unnamed(claims: Claims) -> Iterator[ClaimedStake]:
    nobody_else = claims.answers.nobody_over_threshold
    for owned in ("", *(party.key for party in claims.parties)):
        said_so = nobody_else and (not owned or claims.owners_of(owned))
        rest = undeclared(claims, owned).most
        if rest and not said_so and looks_through(claims, owned):
            yield ClaimedStake(UNNAMED, owned, Decimal(0), rest)


def _largest_first(owners: Iterable[Owner]) -> tuple[Owner, ...]:
    return tuple(sorted(owners, key=lambda owner: (-owner.most, -owner.least, owner.party)))


def _deciding(claims: Claims, possible: tuple[Owner, ...], line: Decimal) -> Deciding | None:
    """The share that settles the answer whichever of its bounds proves true, or at least at one of them."""
    open_ones = [owner.party for owner in possible]
    at_one_bound: Deciding | None = None
    for deciding, proven in _uncertain(claims):
        settled = [_settled(one, open_ones, line) for one in proven]
        if all(settled):
            return deciding
        at_one_bound = at_one_bound or (deciding if any(settled) else None)
    # All that is not declared of one company counts as one share.
    rests = list(dict.fromkeys(rest.owned for rest in _stakes_of_the_unnamed(claims)))[:CANDIDATES]
    spread = (Deciding("", owned) for owned in rests if not open_ones and unidentified(claims, owned) < line)
    return at_one_bound or next(spread, None)


def _settled(claims: Claims, open_ones: list[str], line: Decimal) -> bool:
    """Narrowing a share only narrows what follows from it, so only those who were open can still be."""
    web = Web(claims.stakes)
    held = (web.held(party) for party in open_ones)
    return not any(one.least < line <= one.most for one in held) and unidentified(claims) < line


def _uncertain(claims: Claims) -> Iterator[tuple[Deciding, tuple[Claims, ...]]]:
    """The uncertain shares, each with the claims as they would be at either bound, the applicant's own first."""
    inexact = [stake for stake in claims.stakes if not stake.exact]
    for stake in sorted(inexact, key=lambda stake: stake.owned)[:CANDIDATES]:
        yield (
            Deciding(stake.owner, stake.owned),
            tuple(_proven(claims, stake, share) for share in _bounds(claims, stake)),
        )


def _bounds(claims: Claims, stake: ClaimedStake) -> tuple[Decimal, Decimal]:
    least = stake.share_min or Decimal(0)
    most = WHOLE if stake.share_max is None else stake.share_max
    return least, max(least, min(most, undeclared(claims, stake.owned).most + least))


def _proven(claims: Claims, stake: ClaimedStake, share: Decimal) -> Claims:
    exact = ClaimedStake(stake.owner, stake.owned, share, share)
    return msgspec.structs.replace(claims, stakes=tuple(exact if one == stake else one for one in claims.stakes))
