"""Where does everybody stand in the picture of who owns the applicant, and what does its table say?

Pure. Positions are for an SVG that is drawn by attributes alone. Owners stand above what they own, the applicant at the
foot; a share goes down from its owner with its number on it. What nobody holds by the claims is a box of its own.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from accounts.onboarding.claims import ClaimedStake, Claims
from accounts.onboarding.lines import Line, drawn_lines
from accounts.onboarding.owners import Deciding, looks_through
from accounts.onboarding.places import Box, Place, placed
from accounts.onboarding.shares import undeclared
from accounts.onboarding.tree import MOST_PARTIES, levels, name_of, number

type Kind = Literal["applicant", "entity", "person", "rest", "others"]

# The key of the box for what is not declared of a company: no party has such a key.
REST: Final = "rest:"


class Row(NamedTuple):
    """One share in the table. `owned` empty: the applicant; `owner` empty: what is not declared."""

    owner: str
    kind: str
    country: str
    listed_on: str
    owned: str
    share: str
    decides: bool


class Chart(NamedTuple):
    """The picture. `company` and `owners` make the sentence for who cannot see it; `left_out`: parties not drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    company: str
    owners: str
    left_out: int

    @property
    def sentence(self) -> str:
        """What the picture shows, in English."""
        if not self.owners:
            return f"Nobody is named yet as an owner of {self.company or 'the company'}."
        return f"Who owns {self.company or 'the company'}: {self.owners}."


def chart(claims: Claims, *, decides: Deciding | None = None, names: Mapping[str, str] | None = None) -> Chart:
    """The chart of an organisation. `decides` is tinted; `names` by key stand instead of those that were typed."""
    rests = _rests(claims, decides)
    stakes = _drawn_stakes(claims, rests)
    shown = _names(claims, names or {})
    level = _levels(claims, stakes)
    places = [Place(key, level[key], [stake.owned for stake in stakes if stake.owner == key]) for key in level]
    boxes = tuple(_box(claims, box, shown, decides) for box in placed(places))
    lines = drawn_lines(
        boxes, [(stake.owner, stake.owned, share_text(stake), _decides(stake, decides)) for stake in stakes]
    )
    width = max((line.right for line in lines), default=0)
    everybody = {stake.owner for stake in claims.stakes}
    return Chart(
        width=max(width, *(box.x + box.width for box in boxes)) + 12,
        height=max(box.y + box.height for box in boxes) + 12,
        boxes=boxes,
        lines=lines,
        rows=tuple(_row(claims, stake, shown, decides) for stake in (*claims.stakes, *rests)),
        company=shown[""],
        owners=", ".join(f"{shown.get(one.owner, '?')} {share_text(one)}" for one in stakes if not one.owned),
        left_out=len(everybody - level.keys()),
    )


def share_text(stake: ClaimedStake) -> str:
    """A share as its pill says it: `60 %`, `22–30 %`, `?`."""
    if stake.share_min is None or stake.share_max is None:
        return "?"
    least, most = number(stake.share_min), number(stake.share_max)
    return f"{least} %" if least == most else f"{least}–{most} %"


def _rests(claims: Claims, decides: Deciding | None) -> list[ClaimedStake]:
    """What is not declared, of the applicant and of every company that is looked through and has an owner named."""
    level, found = levels(claims), []
    decided = None if decides is None or decides.owner else decides.owned
    for owned in ("", *(party.key for party in claims.parties if party.key in level)):
        rest = undeclared(claims, owned)
        stakes = claims.owners_of(owned)
        shown = not owned or stakes or owned == decided
        if not (rest.most and shown and looks_through(claims, owned)):
            continue
        unknown = not stakes or any(stake.share_min is None for stake in stakes)
        bounds = (None, None) if unknown else (rest.least, rest.most)
        found.append(ClaimedStake(f"{REST}{owned}", owned, *bounds))
    return found


def _drawn_stakes(claims: Claims, rests: list[ClaimedStake]) -> list[ClaimedStake]:
    """The shares of those who stand above the applicant, the nearest when they are too many to draw."""
    level = levels(claims)
    nearest = set(sorted(level, key=lambda key: level[key])[: MOST_PARTIES + 1])
    inside = [one for one in claims.stakes if one.owned in nearest and one.owner in nearest and one.owner != one.owned]
    return [*inside, *(rest for rest in rests if rest.owned in nearest)]


def _levels(claims: Claims, stakes: list[ClaimedStake]) -> dict[str, int]:
    """How far up each box stands, by its key; owners in the order of their shares, what is not declared last."""
    level = levels(claims)
    found = {"": 0}
    for stake in sorted(stakes, key=lambda one: level.get(one.owner, level[one.owned] + 1)):
        found.setdefault(stake.owner, level.get(stake.owner, level[stake.owned] + 1))
    return found


def _names(claims: Claims, instead: Mapping[str, str]) -> dict[str, str]:
    typed = {party.key: name_of(claims, party.key) if party.said.name else "" for party in claims.parties}
    return {"": claims.answers.company.legal_name, **typed, **instead}


def _box(claims: Claims, box: Box, names: Mapping[str, str], decides: Deciding | None) -> Box:
    kind, country, listed_on = _what(claims, box.key)
    rest = decides is not None and not decides.owner and box.key == f"{REST}{decides.owned}"
    return box._replace(
        kind=kind,
        name=names.get(box.key, ""),
        country=country,
        listed_on=listed_on,
        decides=rest or (decides is not None and bool(decides.owner) and decides.owner == box.key),
    )


def _what(claims: Claims, key: str) -> tuple[Kind, str, str]:
    """What stands in a box: its kind, country and exchange."""
    if not key:
        return "applicant", claims.answers.company.jurisdiction[:2] or claims.country, claims.answers.company.listed_on
    if key.startswith(REST):
        owned = key.removeprefix(REST)
        little = claims.answers.nobody_over_threshold and (not owned or claims.owners_of(owned))
        return "others" if little else "rest", "", ""
    party = claims.party(key)
    return "person" if party.kind == "person" else "entity", party.said.country, party.said.listed_on


def _decides(stake: ClaimedStake, decides: Deciding | None) -> bool:
    owner = "" if stake.owner.startswith(REST) else stake.owner
    return decides is not None and (decides.owner, decides.owned) == (owner, stake.owned)


def _row(claims: Claims, stake: ClaimedStake, names: Mapping[str, str], decides: Deciding | None) -> Row:
    kind, country, listed_on = _what(claims, stake.owner)
    return Row(
        owner=names.get(stake.owner, ""),
        kind=kind,
        country=country,
        listed_on=listed_on,
        owned=names[stake.owned] if stake.owned else "",
        share=share_text(stake),
        decides=_decides(stake, decides),
    )
