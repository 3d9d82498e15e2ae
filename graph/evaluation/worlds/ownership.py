"""Who owns whom? Groups of companies: shells with hidden owners, and honest holdings that look alike.

Shells share directors for hire, formation agents and their addresses with each other; honest companies use the same
agents now and then. Shares are exact, ranges or unknown; chains and cross-holdings occur on both sides, and a
closed ring of companies owns itself and names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graph.evaluation.worlds import people
from graph.evaluation.worlds.geography import BY_CODE, Country
from graph.evaluation.worlds.honest.companies import AGENTS, Company, company
from graph.evaluation.worlds.plans import Row
from graph.evaluation.worlds.room import Room

_COUNTRIES = ("GB", "GB", "GB", "US", "US", "EE", "SG", "NL")
_RANGES = ((25, 50), (50, 75), (75, 100))


@dataclass(frozen=True, slots=True)
class ShellStyle:
    """How an operator hides behind companies.

    `owners`: people behind all of them. `nominees`: directors for hire, one or two to a shell. `layers`: holdings
    between the owners and the shells. `ranged`, `unknown`: the shares of holdings declared as a range, or not at all.
    `crossed`: the share of shells that hold a part of another shell. `closed`: the holdings own each other in a ring,
    and no person is named. `agents`: how many formation agents they were bought from.
    """

    owners: int = 1
    nominees: int = 2
    layers: int = 1
    ranged: float = 0.3
    unknown: float = 0.15
    crossed: float = 0.2
    closed: bool = False
    agents: int = 1
    youngest_days: int = 40
    oldest_days: int = 700


@dataclass(slots=True)
class Holdings:
    """Companies that belong together: those that open accounts, those above them, and everybody who is named."""

    operating: list[Row]
    above: list[Row] = field(default_factory=list)
    persons: list[Row] = field(default_factory=list)

    @property
    def entities(self) -> list[Row]:
        """All companies."""
        return [*self.operating, *self.above]


def shells(room: Room, count: int, style: ShellStyle) -> Holdings:
    """An operator's companies; `operating` has `count` of them."""
    rng = room.rng
    nominees = [_somebody(room) for _ in range(style.nominees)]
    owners = [] if style.closed else [_somebody(room) for _ in range(style.owners)]
    agents = rng.sample(sorted(AGENTS), min(style.agents, len(AGENTS)))
    above = _ring(room, 3, nominees) if style.closed else _chains(room, style, owners, nominees)
    tops = above[-style.owners :] if above else owners
    found = [_shell(room, style, nominees, rng.choice(agents)) for _ in range(count)]
    for number, shell in enumerate(found):
        shell["owners"] = [_stake(rng, str(rng.choice(tops)["id"]), style)]
        if number and rng.random() < style.crossed:
            shell["owners"].append({"owner": found[number - 1]["id"], "share": float(rng.randint(5, 24))})
    return Holdings(found, above, [*owners, *nominees])


def _somebody(room: Room) -> Row:
    return room.person(people.full_name(room.rng), room.country().code)


def _shell(room: Room, style: ShellStyle, directors: Sequence[Row], agent: str) -> Row:
    rng = room.rng
    entity = company(room, _registered_in(rng)).entity
    entity["registered_agent"], entity["registered_address"] = agent, AGENTS[agent]
    entity["incorporated_on"] = f"{room.created(style.oldest_days, style.youngest_days):%Y-%m-%d}"
    entity["directors"] = [person["id"] for person in rng.sample(directors, min(len(directors), rng.randint(1, 2)))]
    return entity


def _registered_in(rng: Random) -> Country:
    return BY_CODE[rng.choice(_COUNTRIES)]


def _stake(rng: Random, owner: str, style: ShellStyle) -> Row:
    """What the owner holds of a shell: at least half, and never so much that a cross-holding finds no room."""
    draw = rng.random()
    if draw < style.unknown:
        return {"owner": owner, "share": None}
    if draw < style.unknown + style.ranged:
        low, high = rng.choice(_RANGES[1:])
        return {"owner": owner, "share": {"min": low, "max": high}}
    return {"owner": owner, "share": float(rng.randint(51, 76))}


def _chains(room: Room, style: ShellStyle, owners: Sequence[Row], directors: Sequence[Row]) -> list[Row]:
    """One chain of holdings below each owner; the last companies of the list are those that hold the shells."""
    above: list[Row] = []
    tops = list(owners)
    for _ in range(style.layers):
        layer = [_holding(room, directors, top) for top in tops]
        above += layer
        tops = layer
    return above


def _holding(room: Room, directors: Sequence[Row], owner: Row | None) -> Row:
    rng = room.rng
    entity = company(room, _registered_in(rng), f"{rng.choice(people.LAST)} {rng.choice(people.LAST)} Holdings").entity
    entity["directors"] = [str(rng.choice(directors)["id"])]
    entity["owners"] = [{"owner": owner["id"], "share": float(rng.randint(60, 100))}] if owner else []
    return entity


def _ring(room: Room, size: int, directors: Sequence[Row]) -> list[Row]:
    """Holdings of which each owns the next, the last the first: nobody owns them."""
    ring = [_holding(room, directors, None) for _ in range(size)]
    for number, entity in enumerate(ring):
        entity["owners"] = [{"owner": ring[number - 1]["id"], "share": 100.0}]
    return ring


def grouped(room: Room, found: Company, country: Country) -> list[Row]:
    """Put an honest company below its owners' holding, beside sisters that may hold a little of each other.

    Returns the rows of the others; the company's own row is changed.
    """
    rng = room.rng
    holding = company(room, country, f"{rng.choice(people.LAST)} Holding").entity
    holding["directors"], holding["owners"] = found.entity["directors"], found.entity["owners"]
    sisters = [company(room, country).entity for _ in range(rng.randint(1, 3))]
    group = [found.entity, *sisters]
    for number, one in enumerate(group):
        low, high = rng.choice(_RANGES[1:])
        share = {"min": low, "max": high} if rng.random() < 0.3 else float(rng.randint(51, 80))
        one["directors"], one["owners"] = holding["directors"], [{"owner": holding["id"], "share": share}]
        if number and rng.random() < 0.3:
            one["owners"].append({"owner": group[number - 1]["id"], "share": float(rng.randint(2, 19))})
    return [holding, *sisters]
