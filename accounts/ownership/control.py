"""How much of a company does a person effectively own? Shares multiplied along every path and added.

With direct shares A (entity × entity) and P (person × entity), effective shares are E = P (I − A)⁻¹: the sum over all
paths, through rings as often as they turn. A ring that owns all of itself has no owner: its equations have no solution,
so what it holds of itself is nobody's. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

# "Every person with 25 % or more": beneficial owners by the CDD rule.
BENEFICIAL: Final = 0.25
ROUNDING: Final = 1e-9
PERSONS_AT_ONCE: Final = 256


class Share(NamedTuple):
    """A direct stake: `owner` (a person or an entity) holds this part (0..1, the declared minimum) of `owned`."""

    owner: str
    owned: str
    part: float


def beneficial_owners(
    shares: Iterable[Share], persons: frozenset[str], *, least: float = BENEFICIAL
) -> dict[str, list[tuple[str, float]]]:
    """By entity: the persons with an effective share of at least `least` (0..1), largest first.

    An entity without such a person is left out.
    """
    rows = [share for share in shares if share.part > 0]
    entities = _numbered({row.owned for row in rows} | {row.owner for row in rows if row.owner not in persons})
    people = _numbered({row.owner for row in rows if row.owner in persons})
    if not entities or not people:
        return {}
    found: dict[str, list[tuple[str, float]]] = {}
    names = list(entities)
    for person, entity, share in _effective(rows, people, entities, least):
        found.setdefault(names[entity], []).append((person, share))
    return {entity: sorted(owners, key=lambda one: (-one[1], one[0])) for entity, owners in found.items()}


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names))}


def _effective(
    rows: Sequence[Share], people: dict[str, int], entities: dict[str, int], least: float
) -> Iterator[tuple[str, int, float]]:
    """Person, entity and share, for every share that is large enough."""
    held = _matrix([row for row in rows if row.owner in people], people, entities)
    chains = _matrix([row for row in rows if row.owner not in people], entities, entities)
    held, chains = _at_most_all(held, chains)
    chains = _without_closed_rings(chains)
    solve = splu(csc_array(eye_array(len(entities)) - chains.T)).solve
    names = list(people)
    for start in range(0, len(names), PERSONS_AT_ONCE):
        effective = solve(held[start : start + PERSONS_AT_ONCE].T.toarray())
        for entity, column in np.argwhere(effective >= least - ROUNDING):
            yield names[start + column], int(entity), min(1.0, float(effective[entity, column]))


def _matrix(rows: Sequence[Share], owners: dict[str, int], entities: dict[str, int]) -> csr_array:
    places = ([owners[row.owner] for row in rows], [entities[row.owned] for row in rows])
    parts = np.array([row.part for row in rows], dtype=np.float64)
    return csr_array((parts, places), shape=(len(owners), len(entities)))


def _at_most_all(held: csr_array, chains: csr_array) -> tuple[csr_array, csr_array]:
    """Shares of one company that exceed the whole together are scaled down to it."""
    total = held.sum(axis=0) + chains.sum(axis=0)
    scale = 1 / np.maximum(total, 1.0)
    return csr_array(held.multiply(scale)), csr_array(chains.multiply(scale))


def _without_closed_rings(chains: csr_array) -> csr_array:
    """Companies all of whose shares are held among each other belong to nobody outside."""
    count, ring = connected_components(chains, directed=True, connection="strong")
    held = chains.tocoo()
    owner, owned = held.coords
    inside = ring[owner] == ring[owned]
    held_inside: NDArray[np.float64] = np.zeros(chains.shape[1])
    np.add.at(held_inside, owned[inside], held.data[inside])
    open_member = held_inside < 1 - ROUNDING
    closed_ring = np.ones(count, dtype=bool)
    closed_ring[ring[open_member]] = False
    return csr_array(chains.multiply(~closed_ring[ring]))
