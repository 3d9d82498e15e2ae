"""What do all the values that two accounts share amount to?

The strongest value counts inside a family, families add up. A value above its hub limit makes no tie by itself, and
counts only beside a tie of another family. Two accounts that each show verified persons, or each pay, with none in
common, are that much less likely one controller: log2(1 - m), once for persons and once for payment. A tie charges
the later arriver: whoever showed the value first answers to nobody for those who came after.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import joined, kept
from graph.links.meetings import Meetings
from graph.links.scene import Scene
from graph.links.sightings import Flags, Holdings, Ints, Times
from graph.links.strength import Bits, faded
from graph.links.thresholds import FAMILIES
from graph.signals.kinds import Kind
from kycrisk.lib.distinct import each_once

# The questions in which two accounts can contradict each other, each answered at most once.
_CONTRADICTIONS = ((Kind.PAYMENT,), (Kind.OWNER, Kind.DIRECTOR, Kind.DOCUMENT))
NO_VALUE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """One entry for each pair and family: its strongest value, or a disagreement (`value` is NO_VALUE, bits < 0).

    `pair` and `family` are positions, in `PairTies` and in `FAMILIES`. Sorted by pair, strongest first.
    """

    pair: NDArray[np.intp]
    family: NDArray[np.int8]
    value: Ints
    bits: Bits
    trusted: Flags
    gap: Times
    a_first: Times
    b_first: Times
    first: Times
    last: Times

    def __len__(self) -> int:
        return len(self.pair)


@dataclass(frozen=True, slots=True, eq=False)
class PairTies:
    """Pairs of accounts (`a < b`, sorted) with the bits that tie them, never below nothing, and the lines behind them.

    `trusted` counts only what others cannot write; `charged_to_a` and `charged_to_b` only what that account came to
    later than the other, or at the same second.
    """

    a: Ints
    b: Ints
    bits: Bits
    trusted: Bits
    charged_to_a: Bits
    charged_to_b: Bits
    lines: Lines

    def __len__(self) -> int:
        return len(self.a)

    def tied(self) -> Self:
        """Only the pairs that are worth more than nothing."""
        keep = self.bits > 0
        lines = kept(self.lines, keep[self.lines.pair])
        lines = replace(lines, pair=(np.cumsum(keep) - 1)[lines.pair])
        return type(self)(
            a=self.a[keep],
            b=self.b[keep],
            bits=self.bits[keep],
            trusted=self.trusted[keep],
            charged_to_a=self.charged_to_a[keep],
            charged_to_b=self.charged_to_b[keep],
            lines=lines,
        )

    def lines_of(self, pair: int) -> slice:
        """Where the lines of a pair stand."""
        return slice(*np.searchsorted(self.lines.pair, [pair, pair + 1]).tolist())


def weigh(scene: Scene, meetings: Meetings) -> PairTies:
    """Weigh pairs by all their meetings; a pair that shares only what is worth nothing keeps 0 bits and no lines."""
    key = meetings.a.astype(np.int64) * scene.holdings.account_count + meetings.b
    pairs, pair = np.unique(key, return_inverse=True)
    a, b = (part.astype(np.int32) for part in np.divmod(pairs, max(scene.holdings.account_count, 1)))
    lines = joined(_agreements(scene, meetings, pair, len(pairs)), _contradictions(scene, meetings, pair, (a, b)))
    lines = kept(lines, np.lexsort((lines.family, -lines.bits, lines.pair)))
    return PairTies(
        a=a,
        b=b,
        bits=_total(lines, lines.bits, len(pairs)).clip(min=0.0),
        trusted=_total(lines, lines.bits * lines.trusted, len(pairs)),
        charged_to_a=_total(lines, lines.bits * ((lines.value >= 0) & (lines.a_first >= lines.b_first)), len(pairs)),
        charged_to_b=_total(lines, lines.bits * ((lines.value >= 0) & (lines.b_first >= lines.a_first)), len(pairs)),
        lines=lines,
    )


def meeting_bits(scene: Scene, meetings: Meetings) -> Bits:
    """What each meeting is worth by itself, hubs included."""
    value = meetings.value
    left = faded(scene.raw_bits[value], meetings.gap, scene.policy.half_life[scene.values.kind[value]])
    return np.minimum(left, scene.caps[value])


def _agreements(scene: Scene, meetings: Meetings, pair: NDArray[np.intp], count: int) -> Lines:
    kind = scene.values.kind[meetings.value]
    lines = Lines(
        pair=pair,
        family=scene.policy.family[kind],
        value=meetings.value,
        bits=meeting_bits(scene, meetings),
        trusted=scene.policy.trusted[kind],
        gap=meetings.gap,
        a_first=meetings.a_first,
        b_first=meetings.b_first,
        first=meetings.first,
        last=meetings.last,
    )
    lines = kept(lines, (lines.bits > 0) & _counts(lines, scene.rarity.hub, count))
    order = np.lexsort((scene.values.order[lines.value], -lines.bits, lines.family, lines.pair))
    strongest = np.ones(len(order), np.bool_)
    strongest[1:] = np.diff(_slot(lines)[order]) > 0
    return kept(lines, order[strongest])


def _counts(lines: Lines, hub: Flags, count: int) -> Flags:
    """Ordinary values always count; a hub counts where another family ties the pair without a hub."""
    ordinary = ~hub[lines.value] & (lines.bits > 0)
    slots = each_once(_slot(lines)[ordinary])
    families = np.bincount(slots // len(FAMILIES), minlength=count)
    others = families[lines.pair] - np.isin(_slot(lines), slots)
    result: Flags = ordinary | (others > 0)
    return result


def _slot(lines: Lines) -> NDArray[np.intp]:
    return lines.pair * len(FAMILIES) + lines.family


def _contradictions(scene: Scene, meetings: Meetings, pair: NDArray[np.intp], sides: tuple[Ints, Ints]) -> Lines:
    found: list[tuple[NDArray[np.intp], Kind]] = []
    for question in _CONTRADICTIONS:
        agreed = np.zeros(len(sides[0]), np.bool_)
        agreed[pair[np.isin(scene.values.kind[meetings.value], question)]] = True
        for kind in question:
            answered = _holders(scene.holdings, (scene.values.kind == kind) & ~scene.values.dead)
            differ = answered[sides[0]] & answered[sides[1]] & ~agreed
            found.append((np.flatnonzero(differ), kind))
            agreed |= differ
    return _against(scene, found)


def _holders(holdings: Holdings, values: Flags) -> Flags:
    """Which accounts hold any of the values."""
    holders = np.zeros(holdings.account_count, np.bool_)
    holders[holdings.account[values[holdings.value]]] = True
    return holders


def _against(scene: Scene, found: list[tuple[NDArray[np.intp], Kind]]) -> Lines:
    pair = np.concatenate([pairs for pairs, _ in found])
    kind = np.repeat([kind for _, kind in found], [len(pairs) for pairs, _ in found]).astype(np.int8)
    never = np.zeros(len(pair), np.int64)
    # With m = 1 one disagreement would outweigh everything; one in a thousand is as sure as records get.
    bits = np.log2(np.maximum(1.0 - scene.policy.match[kind], 1e-3))
    family = scene.policy.family[kind]
    nowhere = np.full(len(pair), NO_VALUE, np.int32)
    return Lines(pair, family, nowhere, bits, np.zeros(len(pair), np.bool_), never, never, never, never, never)


def _total(lines: Lines, amounts: Bits, count: int) -> Bits:
    return np.bincount(lines.pair, amounts, minlength=count).astype(np.float64)
