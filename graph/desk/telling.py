"""Why are two accounts tied? Told once, for the command, for REST and for the page: the same lines, the same words.

Identity ties first, each family's strongest value; then the prompt families that both lead with; then what explains
only. Bits of distinct lines add up to the pair's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.links.ties import PairExplanation, TieLine, explain
from graph.networks.explaining import Explained, look_at, pairs_of
from graph.networks.leading import hours_of_week
from graph.networks.shared_leads import SharedLead, hours_overlap
from graph.risk.factors import pair_sentence
from graph.risk.pair_words import against_sentence, hours_sentence, leads_sentence


@dataclass(frozen=True, slots=True)
class ToldTie:
    """One reason why two accounts are tied; `without` is what would be left of the pair's bits without it.

    `accounts` show the value (or follow the prompt family), one in `one_in` of all. Times and value are None where
    nothing shared is meant: a disagreement, or the hours of the week, which explain and are worth nothing.
    """

    family: str
    bits: float
    sentence: str
    without: float
    kind: str | None = None
    value: str | None = None
    accounts: int = 0
    one_in: float = 0.0
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    a_first: datetime | None = None
    b_first: datetime | None = None
    gap_days: float = 0.0
    trusted: bool = False
    hub: bool = False
    weight: str = "counts"


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """A value both show that so many show that it ties nobody."""

    family: str
    kind: str
    value: str
    accounts: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ToldPair:
    """Two accounts, `a` the one recorded first, and everything that ties them.

    `identity_bits` say that one hand may hold both, `trusted_bits` of it from what others cannot write;
    `conduct_bits` say that both work from the same scripts.
    """

    a: str
    b: str
    bits: float
    identity_bits: float
    conduct_bits: float
    trusted_bits: float
    lines: tuple[ToldTie, ...]
    groups: tuple[ToldGroup, ...]


def told_pair(one: Account, other: Account, as_of: datetime | None = None) -> ToldPair:
    """Two different accounts, as of a moment (default: now). Raises `Refused` as `look_at` does."""
    pair = told(look_at([one.pk, other.pk], as_of), 0, 1)
    return _with_hours(pair, *sorted((one.pk, other.pk)))


def told(found: Explained, a: int, b: int) -> ToldPair:
    """Two accounts of a scene, by number, `a < b`."""
    explanation, shared = explain(found.observed.scene, a, b), found.leads.both(a, b)
    conduct = sum(lead.family.bits for lead in shared)
    total = explanation.bits + conduct
    lines = [_tie(found, line, conduct) for line in explanation.lines]
    return ToldPair(
        a=found.names[a],
        b=found.names[b],
        bits=total,
        identity_bits=explanation.bits,
        conduct_bits=conduct,
        trusted_bits=explanation.trusted_bits,
        lines=(*lines, *(_lead(lead, total) for lead in shared)),
        groups=tuple(_groups(found, explanation)),
    )


def told_links(found: Explained, start: int, count: int) -> tuple[list[ToldPair], bool]:
    """A page of all tied pairs of a scene, strongest first, and whether more follow."""
    a, b = _strongest(found)
    page = range(start, min(start + count, len(a)))
    return [told(found, int(a[row]), int(b[row])) for row in page], start + count < len(a)


def _strongest(found: Explained) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every pair that identity or conduct ties, `a < b`."""
    total = found.leads.pair_bits(len(found.names))
    pairs = pairs_of(found)
    total[pairs.a, pairs.b] += pairs.bits
    a, b = np.nonzero(np.triu(total, 1))
    order = np.lexsort((b, a, -total[a, b]))
    return a[order], b[order]


def _tie(found: Explained, line: TieLine, conduct: float) -> ToldTie:
    without = line.without + conduct
    if line.kind is None or line.value is None:
        return ToldTie(line.family, line.bits, against_sentence(line.family), without)
    kind, value = line.kind.name.lower(), found.masks[line.value]
    words: dict[str, Any] = {"kind": kind, "value": value, "accounts": line.accounts, "one_in": line.one_in}
    sentence = pair_sentence(words | {"first_seen": line.first_seen, "last_seen": line.last_seen})
    return ToldTie(
        family=line.family,
        bits=line.bits,
        sentence=sentence,
        without=without,
        **words,
        first_seen=_moment(line.first_seen),
        last_seen=_moment(line.last_seen),
        a_first=_moment(line.a_first),
        b_first=_moment(line.b_first),
        gap_days=line.gap_days,
        trusted=line.trusted,
        hub=line.hub,
    )


def _lead(lead: SharedLead, total: float) -> ToldTie:
    return ToldTie(
        family="prompts",
        kind="prompt_family",
        value=lead.family.name,
        bits=lead.family.bits,
        sentence=leads_sentence(lead),
        without=total - lead.family.bits,
        accounts=lead.family.accounts,
        one_in=lead.family.one_in,
        first_seen=_moment(lead.first),
        last_seen=_moment(lead.last),
        a_first=_moment(lead.a_first),
        b_first=_moment(lead.b_first),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _groups(found: Explained, explanation: PairExplanation) -> Iterator[ToldGroup]:
    for group in explanation.groups:
        mask = found.masks[group.value]
        sentence = f"Both are of {group.accounts:,} controllers that show {mask}: a group, which ties nobody."
        yield ToldGroup(group.family, group.kind.name.lower(), mask, group.accounts, sentence)


def _with_hours(pair: ToldPair, a: int, b: int) -> ToldPair:
    """The same with their hours, where both did enough for hours to say something."""
    rules = current().numbers.explain
    mine, theirs = hours_of_week(a), hours_of_week(b)
    overlap = hours_overlap(mine, theirs)
    if min(mine.total(), theirs.total()) < rules.hours_exchanges or overlap < rules.hours_overlap:
        return pair
    line = ToldTie("rhythm", 0.0, hours_sentence(overlap), pair.bits, weight="context")
    return replace(pair, lines=(*pair.lines, line))
