"""Who is in the room? Shells with one owner, a ring that owns itself, a family's group, small firms with an agent."""

from collections import Counter

from graph.evaluation.worlds.geography import BY_CODE
from graph.evaluation.worlds.honest.companies import company
from graph.evaluation.worlds.honest.houses import House, organisation
from graph.evaluation.worlds.ownership import Holdings, ShellStyle, grouped, shells
from graph.evaluation.worlds.room import Room
from tests.graph.evaluation.worlds_room import a_room


def owners_above(holdings: Holdings, ident: str) -> set[str]:
    """Everybody above a company, through any chain."""
    stakes = {str(row["id"]): [str(stake["owner"]) for stake in row["owners"]] for row in holdings.entities}
    found: set[str] = set()
    ahead = [ident]
    while ahead:
        fresh = [owner for owner in stakes.get(ahead.pop(), []) if owner not in found]
        found.update(fresh)
        ahead += fresh
    return found


def most_held(row: dict[str, list[dict[str, object]]]) -> float:
    """The least that is surely held of a company, in percent."""
    shares = [stake["share"] for stake in row["owners"]]
    return sum(float(share["min"]) if isinstance(share, dict) else float(str(share or 0)) for share in shares)


def a_family_group(room: Room) -> Holdings:
    """A company, its owners' holding and its sisters."""
    found = company(room, BY_CODE["DE"])
    above, *sisters = grouped(room, found, BY_CODE["DE"])
    return Holdings([found.entity, *sisters], [above], found.persons)


def test_one_owner_stands_behind_every_shell_through_chains() -> None:
    found = shells(a_room(), 12, ShellStyle(owners=1, layers=2))

    owner = found.persons[0]["id"]
    assert len(found.operating) == 12
    assert all(owner in owners_above(found, str(shell["id"])) for shell in found.operating)
    assert all(owner not in [stake["owner"] for stake in shell["owners"]] for shell in found.operating)


def test_shells_share_directors_and_an_agent() -> None:
    found = shells(a_room(2), 10, ShellStyle(nominees=2, agents=1))

    assert len({(shell["registered_agent"], shell["registered_address"]) for shell in found.operating}) == 1
    directors = Counter(director for shell in found.operating for director in shell["directors"])
    assert len(directors) == 2
    assert min(directors.values()) >= 3


def test_a_ring_that_owns_itself_names_nobody() -> None:
    found = shells(a_room(3), 5, ShellStyle(closed=True))

    ring = {str(row["id"]) for row in found.above}
    persons = {person["id"] for person in found.persons}
    for shell in found.operating:
        above = owners_above(found, str(shell["id"]))
        assert ring <= above
        assert not above & persons
    assert all(owners_above(found, ident) == ring for ident in ring)
    assert all(stake["owner"] != row["id"] for row in found.entities for stake in row["owners"])


def test_shares_are_exact_ranges_or_unknown_and_never_more_than_all() -> None:
    room = a_room(4)
    groups = [shells(room, 40, ShellStyle()), *(a_family_group(room) for _ in range(6))]

    shares = [stake["share"] for group in groups for row in group.entities for stake in row["owners"]]
    assert any(share is None for share in shares)
    assert any(isinstance(share, dict) for share in shares)
    assert all(most_held(row) <= 100 for group in groups for row in group.entities)


def test_an_honest_companies_use_the_agents_that_shells_use() -> None:
    room = a_room(5)
    bought = {shell["registered_address"] for shell in shells(room, 3, ShellStyle(agents=5)).operating}

    honest = [company(room, BY_CODE["GB"]).entity["registered_address"] for _ in range(40)]

    assert bought & set(honest)


def test_some_honest_firms_belong_to_a_group_and_their_owners_are_found_through_it() -> None:
    room = a_room(7)
    unit = organisation(room, 5, House("firm", registered=1.0, grouped=1.0))

    entity = {plan.entity for plan in unit.accounts}.pop()
    persons = {str(person["id"]) for person in unit.persons}
    above = owners_above(Holdings(unit.entities, [], unit.persons), str(entity))
    assert len(unit.entities) >= 3
    assert persons <= above, "through the holding"


def test_everybody_named_is_there() -> None:
    room = a_room(6)
    for group in (shells(room, 6, ShellStyle(owners=2)), a_family_group(room)):
        known = {str(row["id"]) for row in (*group.entities, *group.persons)}
        assert {str(stake["owner"]) for row in group.entities for stake in row["owners"]} <= known
        assert {director for row in group.entities for director in row["directors"]} <= known
