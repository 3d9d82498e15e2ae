"""What are the facts about one network? Ties among its accounts, what they share, how they behave.

Pure, arrays in, facts out: everything about parties comes in as plain rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from graph.links.scene import Scene
from graph.links.thresholds import FAMILIES, TRUSTED
from graph.links.ties import case_ties
from graph.networks.building import Derived
from graph.networks.cells import cells
from graph.risk.subjects import AccountFacts, LedFamily, NetworkFacts, SharedFamily, SharedValue, Tie
from graph.signals.kinds import Kind

type Numbers = NDArray[np.int32]

VALUES_SHOWN = 40
WITHOUT_SHOWN = 6
WITHOUT_MEMBERS = 2_000
HUB_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What the record says of an account; `organisation` explains ties inside it, if it is verified and declared so."""

    account: str
    company: str
    entity: int
    organisation: str
    established_payer: bool
    verified: bool
    created_at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """One network's accounts: members first, then neighbours; and everything looked at for them."""

    name: str
    members: Numbers
    neighbours: Numbers
    derived: Derived
    parties: Mapping[int, PartyRow]
    families: Mapping[int, tuple[str, float]]
    masks: Mapping[int, str]
    as_of: int

    @property
    def accounts(self) -> Numbers:
        """Everybody in the room."""
        return np.concatenate([self.members, self.neighbours])


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Ties seen from each side: what charges `account`, who came to the value later than the member `other`."""

    account: Numbers
    other: Numbers
    family: NDArray[np.int8]
    value: Numbers
    bits: NDArray[np.float64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    explained: NDArray[np.bool_]


def ends_of(room: Room) -> Ends:
    """Every pair's lines twice, once for each side that it charges."""
    scene = room.derived.observed.scene.among(room.accounts)
    pairs = case_ties(scene).pairs
    lines = pairs.lines
    counts = (lines.value >= 0) & (lines.bits > 0)
    a, b = pairs.a[lines.pair], pairs.b[lines.pair]
    sides = [(a, b, counts & (lines.a_first >= lines.b_first)), (b, a, counts & (lines.b_first >= lines.a_first))]
    member = np.zeros(scene.holdings.account_count, np.bool_)
    member[room.members] = True
    parts = []
    for mine, theirs, charged in sides:
        keep = charged & member[theirs]
        parts.append((mine[keep], theirs[keep], np.flatnonzero(keep)))
    account, other, line = (np.concatenate([part[n] for part in parts]) for n in range(3))
    return Ends(
        account=account,
        other=other,
        family=lines.family[line],
        value=lines.value[line],
        bits=lines.bits[line],
        first=lines.first[line],
        last=lines.last[line],
        explained=_explained(room, account, other),
    )


def _explained(room: Room, account: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Both belong to one organisation that explains its own ties."""
    organisation = np.zeros(int(room.accounts.max(initial=0)) + 1, np.int64)
    for number in room.accounts.tolist():
        row = room.parties[number]
        organisation[number] = row.entity if row.organisation else 0
    same: NDArray[np.bool_] = (organisation[account] > 0) & (organisation[account] == organisation[other])
    return same


def account_facts(room: Room, ends: Ends) -> dict[int, AccountFacts]:
    """Each account of the room, by dense number."""
    ties = _strongest(room, ends)
    members = set(room.members.tolist())
    return {
        number: _account(room, number, ties.get(number, ()), member=number in members)
        for number in room.accounts.tolist()
    }


def _account(room: Room, number: int, ties: tuple[Tie, ...], *, member: bool) -> AccountFacts:
    derived, row = room.derived, room.parties[number]
    own = derived.evidence
    unexplained = any(tie.bits > 0 and not tie.explained_by for tie in ties)
    return AccountFacts(
        account=row.account,
        company=row.company,
        member=member,
        cell="",
        in_step=bool(own.in_step[number]),
        conduct_bits=float(own.bits[number]),
        families=_led(room, number),
        elicitation_share=float(derived.counts.elicitation[number]),
        prompts=int(derived.counts.leads.asked[number]),
        ties=ties,
        explained_by="" if unexplained else row.organisation,
        established_payer=row.established_payer,
        young_hours=max(0.0, (room.as_of - row.created_at.timestamp()) / 3600),
        since=int(row.created_at.timestamp()),
    )


def _led(room: Room, number: int) -> tuple[LedFamily, ...]:
    leads, rates = room.derived.counts.leads, room.derived.rates
    rows = range(*np.searchsorted(leads.account, [number, number + 1]).tolist())
    asked = max(1, int(leads.asked[number]))
    led = [
        LedFamily(
            name=room.families[int(leads.family[row])][0],
            bits=float(rates.bits[leads.family[row]]),
            share=float(leads.prompts[row]) / asked,
            used_first=int(rates.first_account[leads.family[row]]) == number,
        )
        for row in rows
        if int(leads.family[row]) in room.families
    ]
    return tuple(sorted(led, key=lambda family: (-family.share, family.name)))


def _strongest(room: Room, ends: Ends) -> dict[int, tuple[Tie, ...]]:
    """By account: the strongest value of each family, those that are explained apart."""
    order = np.lexsort((ends.value, -ends.bits, ends.explained, ends.family, ends.account))
    key = np.stack([ends.account[order], ends.family[order], ends.explained[order]])
    first = np.ones(len(order), np.bool_)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    holders = _holders(room)
    found: dict[int, list[Tie]] = {}
    for row in order[first].tolist():
        found.setdefault(int(ends.account[row]), []).append(_tie(room, ends, row, holders))
    return {number: tuple(ties) for number, ties in found.items()}


def _tie(room: Room, ends: Ends, row: int, holders: NDArray[np.int64]) -> Tie:
    scene, value = room.derived.observed.scene, int(ends.value[row])
    kind = Kind(int(scene.values.kind[value]))
    return Tie(
        family=FAMILIES[int(ends.family[row])],
        kind=kind.name.lower(),
        mask=room.masks.get(value, "…"),
        bits=round(float(ends.bits[row]), 3),
        accounts=int(holders[value]),
        one_in=float(scene.one_in[value]),
        first=int(ends.first[row]),
        last=int(ends.last[row]),
        trusted=kind in TRUSTED,
        explained_by=room.parties[int(ends.account[row])].organisation if ends.explained[row] else "",
    )


def _holders(room: Room) -> NDArray[np.int64]:
    """How many accounts of the room hold each value."""
    degree: NDArray[np.int64] = room.derived.observed.scene.among(room.accounts).holdings.degree
    return degree


def network_facts(room: Room, ends: Ends, facts: Mapping[int, AccountFacts]) -> NetworkFacts:
    """The network as a pool."""
    derived, members = room.derived, room.members
    asked, eliciting = derived.counts.leads.asked[members], derived.counts.eliciting[members]
    first, last = derived.counts.first_at[members], derived.counts.last_at[members]
    active = asked > 0
    begin = int(first[active].min()) if active.any() else room.as_of
    end = int(last[active].max()) if active.any() else room.as_of
    people = [room.parties[number] for number in members.tolist()]
    return NetworkFacts(
        name=room.name,
        members=len(members),
        in_step=int(derived.evidence.in_step[members].sum()),
        cells=len(np.unique(derived.cell[members][derived.cell[members] >= 0])),
        companies=len({person.entity for person in people if person.entity}),
        families=_shared_families(room),
        family_share=_family_share(room),
        values=shared_values(room, ends),
        elicitation_share=int(eliciting.sum()) / max(1, int(asked.sum())),
        usual_elicitation_share=derived.frozen.usual_elicitation,
        requests_per_day=float(asked.sum()) / max(1.0, (end - begin) / 86_400),
        first_exchange=begin,
        last_exchange=end,
        explained=_explanations(room, facts),
        first_users=sum(facts[number].used_first_share > 0 for number in members.tolist()),
        established_payers=sum(person.established_payer for person in people),
        verified=sum(person.verified for person in people),
    )


def _explanations(room: Room, facts: Mapping[int, AccountFacts]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for number in room.members.tolist():
        if name := facts[number].explained_by:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rows_of_members(room: Room) -> NDArray[np.intp]:
    leads = room.derived.counts.leads
    inside = np.zeros(len(leads.asked), np.bool_)
    inside[room.members] = True
    return np.flatnonzero(inside[leads.account] & (room.derived.rates.bits[leads.family] > 0))


def _family_share(room: Room) -> float:
    rows, leads = _rows_of_members(room), room.derived.counts.leads
    in_step = room.derived.evidence.in_step
    asked = int(leads.asked[room.members][in_step[room.members]].sum())
    return int(leads.prompts[rows][in_step[leads.account[rows]]].sum()) / max(1, asked)


def _shared_families(room: Room) -> tuple[SharedFamily, ...]:
    """Families that at least two members lead with, the most shared first."""
    rows, leads, rates = _rows_of_members(room), room.derived.counts.leads, room.derived.rates
    shared = []
    for family in np.unique(leads.family[rows]).tolist():
        mine = rows[leads.family[rows] == family]
        if len(mine) > 1 and family in room.families:
            name, one_in = room.families[family]
            times = int(leads.first_at[mine].min()), int(leads.last_at[mine].max())
            shared.append(SharedFamily(name, len(mine), round(float(rates.bits[family]), 3), one_in, *times))
    return tuple(sorted(shared, key=lambda family: (-family.accounts, family.name)))


def shared_values(room: Room, ends: Ends) -> tuple[SharedValue, ...]:
    """The values that tie members, strongest first, then groups that tie nobody; with what falls apart without each."""
    scene, holders = room.derived.observed.scene, _holders(room)
    values = np.unique(ends.value)
    found = [_shared_value(room, ends, value, int(holders[value])) for value in values.tolist()]
    found.sort(key=lambda value: (-value.bits, -value.accounts, value.kind, value.mask))
    by_key = {(value.kind, value.mask): number for value, number in zip(found, range(len(found)), strict=True)}
    numbers = {(Kind(int(scene.values.kind[v])).name.lower(), room.masks.get(v, "…")): v for v in values.tolist()}
    for key, place in list(by_key.items())[:WITHOUT_SHOWN]:
        found[place] = replace(found[place], without_it=without(room, numbers[key]))
    return (*found[:VALUES_SHOWN], *_groups(room, holders))


def _shared_value(room: Room, ends: Ends, value: int, accounts: int) -> SharedValue:
    scene, rows = room.derived.observed.scene, np.flatnonzero(ends.value == value)
    kind = Kind(int(scene.values.kind[value]))
    explained = bool(ends.explained[rows].all())
    return SharedValue(
        family=FAMILIES[int(ends.family[rows[0]])],
        kind=kind.name.lower(),
        mask=room.masks.get(value, "…"),
        accounts=accounts,
        bits=0.0 if explained else round(float(ends.bits[rows][~ends.explained[rows]].max()), 3),
        one_in=float(scene.one_in[value]),
        first=int(ends.first[rows].min()),
        last=int(ends.last[rows].max()),
        explained_by=room.parties[int(ends.account[rows[0]])].organisation if explained else "",
    )


def _groups(room: Room, holders: NDArray[np.int64]) -> tuple[SharedValue, ...]:
    """Values above their hub limit that a good part of the members show: a fact, worth nothing."""
    scene = room.derived.observed.scene
    common = scene.rarity.hub & (holders >= max(2, HUB_SHARE * len(room.members)))
    held = scene.holdings
    return tuple(
        SharedValue(
            family=FAMILIES[int(scene.policy.family[scene.values.kind[value]])],
            kind=Kind(int(scene.values.kind[value])).name.lower(),
            mask=room.masks.get(value, "…"),
            accounts=int(holders[value]),
            bits=0.0,
            one_in=float(scene.one_in[value]),
            first=int(held.seen_from[held.at[value] : held.at[value + 1]].min()),
            last=int(held.seen_to[held.at[value] : held.at[value + 1]].max()),
            hub=True,
        )
        for value in np.flatnonzero(common).tolist()[:WITHOUT_SHOWN]
    )


def without(room: Room, value: int) -> str:
    """What would fall apart if nobody had shown this value."""
    scene: Scene = room.derived.observed.scene.among(room.members)
    if len(room.members) > WITHOUT_MEMBERS or not scene.policy.joins_cells[scene.values.kind[value]]:
        return ""
    parts = _parts(scene, room.members), _parts(scene.only(scene.holdings.value != value), room.members)
    more = parts[1] - parts[0]
    return f"Without it {more} more part{'' if more == 1 else 's'} would stand alone." if more > 0 else ""


def _parts(scene: Scene, members: Numbers) -> int:
    label = cells(scene).label[members]
    return len(np.unique(label[label >= 0])) + int((label < 0).sum())
