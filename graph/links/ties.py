"""Which accounts of a case are tied, and how strongly? And why these two?

Pairs are made for a case, a page or a question, never for everybody. Values too common to unfold within the policy's
bound make no pairs; they still count for the pairs that others made.
"""

from dataclasses import dataclass

import numpy as np

from graph.links.columns import joined, kept, runs
from graph.links.meetings import Edges, Meetings, unfold
from graph.links.pairs import NO_VALUE, PairTies, weigh
from graph.links.scene import Scene
from graph.links.sightings import Flags, Holdings, Ints
from graph.links.thresholds import DAY, FAMILIES
from graph.signals.kinds import Kind
from kycrisk.lib.distinct import each_once


@dataclass(frozen=True, slots=True, eq=False)
class CaseTies:
    """All pairs of a case that something ties, and the values that would have made too many pairs."""

    pairs: PairTies
    left_out: Ints


@dataclass(frozen=True, slots=True)
class TieLine:
    """Why one family ties two accounts. Times in seconds since 1970; `value` and `kind` are None for a disagreement.

    `accounts` is how many controllers show the value, which is one in `one_in` of all; `without` is what would be left
    of the pair's bits if this value had not been seen.
    """

    family: str
    bits: float
    kind: Kind | None
    value: int | None
    accounts: int
    one_in: float
    gap_days: float
    a_first: int
    b_first: int
    first_seen: int
    last_seen: int
    trusted: bool
    hub: bool
    without: float


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A shared value that ties nobody by itself: so many show it. The size is a fact to show."""

    family: str
    kind: Kind
    value: int
    accounts: int


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why two accounts are tied: total bits, those that others cannot write, the lines, and groups both belong to."""

    bits: float
    trusted_bits: float
    charged_to_a: float
    charged_to_b: float
    lines: tuple[TieLine, ...]
    groups: tuple[GroupFact, ...]


def case_ties(scene: Scene) -> CaseTies:
    """All pairs among a scene's accounts with more than 0 bits. Take `scene.close_up(members).scene` first."""
    ordinary = ~scene.rarity.hub & (scene.best_bits > 0)
    meetings, left_out = unfold(scene.holdings, ordinary, limit=scene.policy.meetings_limit)
    unfolded = ordinary.copy()
    unfolded[left_out] = False
    rest = _meetings_of_pairs(scene.holdings, ~unfolded, meetings)
    return CaseTies(weigh(scene, joined(meetings, rest)).tied(), left_out)


def explain(scene: Scene, a: int, b: int) -> PairExplanation:
    """Why two different accounts are tied, with hubs and what each family adds."""
    if a == b:
        raise ValueError("a tie needs two different accounts")
    swapped = a > b
    alone = scene.among(np.array([a, b], np.int32))
    meetings, _ = unfold(alone.holdings, np.ones(len(scene.values), np.bool_), limit=np.iinfo(np.int64).max)
    pairs = weigh(alone, meetings)
    if not len(pairs):
        return PairExplanation(0.0, 0.0, 0.0, 0.0, (), ())
    charged = [float(pairs.charged_to_a[0]), float(pairs.charged_to_b[0])]
    charged_to_a, charged_to_b = reversed(charged) if swapped else charged
    return PairExplanation(
        bits=float(pairs.bits[0]),
        trusted_bits=float(pairs.trusted[0]),
        charged_to_a=charged_to_a,
        charged_to_b=charged_to_b,
        lines=tuple(_line(alone, meetings, pairs, line, swapped=swapped) for line in range(len(pairs.lines))),
        groups=_groups(alone, meetings, pairs),
    )


def _line(scene: Scene, meetings: Meetings, pairs: PairTies, line: int, *, swapped: bool) -> TieLine:
    lines, value = pairs.lines, int(pairs.lines.value[line])
    known = value != NO_VALUE
    firsts = (int(lines.a_first[line]), int(lines.b_first[line]))
    a_first, b_first = reversed(firsts) if swapped else firsts
    return TieLine(
        family=FAMILIES[int(lines.family[line])],
        bits=float(lines.bits[line]),
        kind=Kind(int(scene.values.kind[value])) if known else None,
        value=value if known else None,
        accounts=int(scene.rarity.degree[value]) if known else 0,
        one_in=float(scene.one_in[value]) if known else 0.0,
        gap_days=float(lines.gap[line]) / DAY,
        a_first=a_first,
        b_first=b_first,
        first_seen=int(lines.first[line]),
        last_seen=int(lines.last[line]),
        trusted=bool(lines.trusted[line]),
        hub=known and bool(scene.rarity.hub[value]),
        without=_without(scene, meetings, value) if known else float(pairs.bits[0] - lines.bits[line]),
    )


def _without(scene: Scene, meetings: Meetings, value: int) -> float:
    rest = scene.only(scene.holdings.value != value)
    pairs = weigh(rest, kept(meetings, meetings.value != value))
    return float(pairs.bits[0]) if len(pairs) else 0.0


def _groups(scene: Scene, meetings: Meetings, pairs: PairTies) -> tuple[GroupFact, ...]:
    shown = set(pairs.lines.value.tolist())
    hubs = [value for value in meetings.value.tolist() if scene.rarity.hub[value] and value not in shown]
    hubs.sort(key=lambda value: (int(scene.rarity.degree[value]), int(scene.values.order[value])))
    return tuple(
        GroupFact(
            FAMILIES[int(scene.policy.family[scene.values.kind[value]])],
            Kind(int(scene.values.kind[value])),
            value,
            int(scene.rarity.degree[value]),
        )
        for value in hubs
    )


def _meetings_of_pairs(holdings: Holdings, values: Flags, known: Meetings) -> Meetings:
    """Meetings at further values, of pairs already known: each account's edges are matched with the other's."""
    width = max(holdings.account_count, 1)
    a, b = np.divmod(each_once(known.a.astype(np.int64) * width + known.b), width)
    edges = np.flatnonzero(values[holdings.value])
    edges = edges[np.argsort(holdings.account[edges], kind="stable")]
    at = np.searchsorted(holdings.account[edges], np.arange(holdings.account_count + 1))
    count = np.diff(at)[a]
    left = edges[runs(at[a], count)]
    right = _edge_of(holdings, holdings.value[left], np.repeat(b, count))
    return Meetings.of_edges(holdings, left[right >= 0], right[right >= 0])


def _edge_of(holdings: Holdings, value: Ints, account: Ints) -> Edges:
    """The edge of each value and account; -1 if there is none."""
    width = holdings.account_count
    keys = holdings.value.astype(np.int64) * width + holdings.account
    wanted = value.astype(np.int64) * width + account
    found = np.searchsorted(keys, wanted)
    inside = found < len(keys)
    inside[inside] = keys[found[inside]] == wanted[inside]
    return np.where(inside, found, -1)
