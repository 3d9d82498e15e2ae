"""Which sightings does the derivation look at? Rows out of PostgreSQL as one scene of dense arrays.

Accounts and values are numbered in the order of their primary keys. Only sightings up to the as-of time are read; a
bucket that reaches beyond it is cut there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.links.rarity import Rarity, completed, freeze, of_degrees
from graph.links.scene import Scene
from graph.links.sightings import Sightings, Values, holdings
from graph.links.thresholds import TiePolicy
from kycrisk.lib.arrays import read_columns

type Keys = NDArray[np.int64]

# Whoever disputes a payment says that somebody else used the card: it ties nobody to the account that was paid for, nor
# to the first that ever used it, which is taken for its holder's own. All others stay tied to each other: a ring would
# have to dispute the payments of every account but one to be rid of a card.
SIGHTINGS = """
WITH stolen AS MATERIALIZED (
    SELECT identifier_id, account_id FROM signals_sighting WHERE disputed <> 0
     GROUP BY identifier_id, account_id HAVING sum(disputed) > 0
), holder AS MATERIALIZED (
    SELECT DISTINCT ON (identifier_id) identifier_id, account_id FROM signals_sighting
     WHERE identifier_id IN (SELECT identifier_id FROM stolen)
     ORDER BY identifier_id, first_at, account_id
), void AS (SELECT * FROM stolen UNION SELECT * FROM holder)
SELECT account_id, identifier_id, first_at, least(last_at, %s),
       (identifier_id, account_id) IN (SELECT identifier_id, account_id FROM void)
  FROM signals_sighting WHERE first_at <= %s
"""
COLUMNS = {"account": "int8", "identifier": "int8", "first": "timestamptz", "last": "timestamptz", "void": "bool"}
VALUES = """
SELECT id, kind, network_class, ('x' || substr(replace(fingerprint::text, '-', ''), 1, 16))::bit(64)::int8
  FROM signals_identifier {some} ORDER BY id
"""
DEGREES = """
SELECT identifier_id, count(DISTINCT account_id)::int8 FROM signals_sighting
 WHERE identifier_id = ANY(%s) GROUP BY identifier_id
"""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What an epoch froze of rarity: `identifier` keys ascending, their `degree`, and the population then."""

    identifier: Keys
    degree: NDArray[np.int64]
    population: int


@dataclass(frozen=True, eq=False)
class Observed:
    """A scene, and the primary keys behind its dense numbers (both ascending)."""

    accounts: Keys
    identifiers: Keys
    scene: Scene

    def numbers_of(self, keys: Collection[int]) -> NDArray[np.int32]:
        """Dense numbers of account keys; unknown ones are left out."""
        wanted = np.array(sorted(keys), np.int64)
        place = np.minimum(np.searchsorted(self.accounts, wanted), max(len(self.accounts) - 1, 0))
        return place[self.accounts[place] == wanted].astype(np.int32) if len(self.accounts) else place.astype(np.int32)

    @cached_property
    def sharing(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Who (account) shares with somebody else which value that is worth anything and that others cannot write."""
        held, values = self.scene.holdings, self.scene.values
        worth = (self.scene.best_bits > 0) & self.scene.policy.trusted[values.kind]
        shared = (held.degree > 1) & ~self.scene.rarity.hub & worth
        rows = np.flatnonzero(shared[held.value])
        return held.account[rows].astype(np.int32), held.value[rows].astype(np.int64)


def observe_some(
    as_of: datetime, policy: TiePolicy, known: Known, dead: Collection[int], some: Collection[int]
) -> Observed:
    """The sightings of some accounts, with the rarity that values have among everybody: for a page or a question."""
    accounts = np.array(sorted(some), np.int64)
    rows = read_columns(f"{SIGHTINGS} AND account_id = ANY(%s)", [as_of, as_of, accounts.tolist()], COLUMNS)
    values, identifiers = _values(dead, np.unique(rows["identifier"]))
    held = holdings(_sightings(rows, accounts, identifiers), account_count=len(accounts), value_count=len(identifiers))
    live = of_degrees(_live_degrees(identifiers), values, policy, controllers=known.population)
    return Observed(
        accounts, identifiers, Scene(held, values, _completed(live, values, identifiers, known, policy), policy)
    )


def _live_degrees(identifiers: Keys) -> NDArray[np.int64]:
    """How many accounts show each identifier, whoever asks."""
    rows = read_columns(DEGREES, [identifiers.tolist()], {"identifier": "int8", "degree": "int8"})
    degree = np.zeros(len(identifiers), np.int64)
    degree[np.searchsorted(identifiers, rows["identifier"])] = rows["degree"]
    return degree


def observe(as_of: datetime, policy: TiePolicy, dead: Collection[int]) -> Observed:
    """Everybody's sightings up to `as_of`, with the rarity that values have among them now.

    `dead` are identifiers that a person called poisoned.
    """
    rows = read_columns(SIGHTINGS, [as_of, as_of], COLUMNS)
    accounts = read_columns("SELECT id FROM parties_account ORDER BY id", [], {"id": "int8"})["id"]
    values, identifiers = _values(dead)
    sightings = _sightings(rows, accounts, identifiers)
    held = holdings(sightings, account_count=len(accounts), value_count=len(identifiers))
    return Observed(accounts, identifiers, Scene(held, values, freeze(held, values, policy), policy))


def as_known(observed: Observed, known: Known) -> Observed:
    """The same, with the rarity that an epoch froze; values that came later keep the rarity they have now."""
    scene = observed.scene
    rarity = _completed(scene.rarity, scene.values, observed.identifiers, known, scene.policy)
    return replace(observed, scene=replace(scene, rarity=rarity))


def _sightings(rows: Mapping[str, NDArray[Any]], accounts: Keys, identifiers: Keys) -> Sightings:
    return Sightings(
        account=np.searchsorted(accounts, rows["account"]).astype(np.int32),
        value=np.searchsorted(identifiers, rows["identifier"]).astype(np.int32),
        first=rows["first"],
        last=np.maximum(rows["first"], rows["last"]),
        void=rows["void"],
    )


def _values(dead: Collection[int], some: Keys | None = None) -> tuple[Values, Keys]:
    columns = {"id": "int8", "kind": "int2", "network_class": "int2", "order": "int8"}
    wanted = ("", []) if some is None else ("WHERE id = ANY(%s)", [some.tolist()])
    rows = read_columns(VALUES.format(some=wanted[0]), wanted[1], columns)
    values = Values(
        kind=rows["kind"].astype(np.int8),
        network_class=rows["network_class"].astype(np.int8),
        dead=np.isin(rows["id"], np.array(sorted(dead), np.int64)),
        order=rows["order"].view(np.uint64),
    )
    return values, rows["id"]


def _completed(live: Rarity, values: Values, identifiers: Keys, known: Known, policy: TiePolicy) -> Rarity:
    """The epoch's rarity; values that came later have their live degree."""
    if not len(identifiers):
        return live
    degree = np.zeros(len(identifiers), np.int64)
    place = np.searchsorted(identifiers, known.identifier)
    here = (place < len(identifiers)) & (
        identifiers[np.minimum(place, max(len(identifiers) - 1, 0))] == known.identifier
    )
    degree[place[here]] = known.degree[here]
    frozen = Rarity(degree, np.zeros(len(degree), np.bool_), known.population)
    return completed(frozen, live.degree, values, policy)
