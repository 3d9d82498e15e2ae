"""What are the facts about one network? Ties among its accounts, what they share, how they behave.

Pure, arrays in, facts out: everything about parties comes in as plain rows.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import kept
from graph.links.thresholds import FAMILIES, TRUSTED
from graph.risk.room import Ends, Room
from graph.risk.sharing import shared_values
from graph.risk.subjects import AccountFacts, LedFamily, NetworkFacts, SharedFamily, Tie
from graph.signals.kinds import Kind

KINDS = {int(kind): (kind.name.lower(), kind in TRUSTED) for kind in Kind}
"""How each kind is called, and whether others cannot write it."""


def account_facts(room: Room, ends: Ends) -> dict[int, AccountFacts]:
    """Each account of the room, by dense number."""
    ties, trusted, led = _strongest(room, ends), _trusted(room, ends), _led(room)
    members, numbers, derived = set(room.members.tolist()), room.accounts, room.derived
    own, counts = derived.evidence, derived.counts
    columns = (numbers, own.in_step[numbers], own.bits[numbers], counts.leads.asked[numbers], counts.eliciting[numbers])
    scripts = (own.script_share[numbers], own.script_elicitation[numbers])
    found: dict[int, AccountFacts] = {}
    for number, in_step, bits, asked, eliciting, share, script in zip(
        *(column.tolist() for column in (*columns, *scripts)), strict=True
    ):
        row, tied = room.parties[number], tuple(ties.get(number, ()))
        # What anyone can write onto an account never takes its explanation away.
        unexplained = any(tie.bits > 0 and tie.trusted and not tie.explained_by for tie in tied)
        found[number] = AccountFacts(
            account=row.account,
            company=row.company,
            member=number in members,
            cell="",
            in_step=in_step,
            conduct_bits=bits,
            families=tuple(led.get(number, ())),
            elicitation_share=eliciting / max(1, asked),
            prompts=asked,
            ties=tied,
            explained_by="" if unexplained else row.organisation,
            established_payer=row.established_payer,
            since=int(row.created_at.timestamp()),
            spoken_for=row.spoken_for,
            disowned=row.disowned,
            trusted_bits=trusted.get(number, 0.0),
            script_share=share,
            script_elicitation=script,
        )
    return found


def _led(room: Room) -> dict[int, list[LedFamily]]:
    """By account: the families that say something, the most used first."""
    leads, rates = room.derived.counts.leads, room.derived.rates
    rows = room.leads_of(room.accounts)
    rows = rows[rates.worth[leads.family[rows]] > 0]
    family, account = leads.family[rows], leads.account[rows]
    share = leads.prompts[rows] / np.maximum(leads.asked[account], 1)
    columns = (account, family, rates.worth[family], share, rates.first_account[family])
    found: dict[int, list[LedFamily]] = {}
    for number, one, bits, part, first in zip(*(column.tolist() for column in columns), strict=True):
        speaks_alone = room.parties[number].speaks_alone
        led = LedFamily(
            name=room.families[one][0],
            bits=bits,
            share=part,
            used_first=room.same_house(first, number),
            own=speaks_alone and (int(room.houses.company[number]), one) in room.own_families,
            leaders=room.led_in_step.get(one, 0),
        )
        found.setdefault(number, []).append(led)
    for families in found.values():
        families.sort(key=lambda family: (-family.share, family.name))
    return found


def _trusted(room: Room, ends: Ends) -> dict[int, float]:
    """By account: bits of ties to another controller that others cannot write, the strongest of each family.

    Accounts of one verified organisation are one controller: what they share among themselves hides nothing.
    """
    scene, company = room.derived.observed.scene, room.houses.company[ends.account]
    inside = (company > 0) & (company == room.houses.company[ends.other])
    trusted = scene.policy.trusted[scene.values.kind[ends.value]]
    rows = np.flatnonzero(trusted & ~ends.explained & ~inside)
    best: dict[tuple[int, int], float] = {}
    for number, family, bits in zip(
        ends.account[rows].tolist(), ends.family[rows].tolist(), ends.bits[rows].tolist(), strict=True
    ):
        best[number, family] = max(bits, best.get((number, family), 0.0))
    total: dict[int, float] = {}
    for (number, _family), bits in best.items():
        total[number] = total.get(number, 0.0) + bits
    return total


def _strongest(room: Room, ends: Ends) -> dict[int, list[Tie]]:
    """By account: the strongest value of each family, those that are explained apart."""
    order = np.lexsort((ends.value, -ends.bits, ends.explained, ends.family, ends.account))
    key = np.stack([ends.account[order], ends.family[order], ends.explained[order]])
    first = np.ones(len(order), np.bool_)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    best, scene = kept(ends, order[first]), room.derived.observed.scene
    columns = (best.account, best.family, best.value, scene.values.kind[best.value], scene.one_in[best.value])
    further = (best.bits, best.first, best.last, best.explained)
    found: dict[int, list[Tie]] = {}
    for account, family, value, kind, rarity, bits, begin, end, explained in zip(
        *(column.tolist() for column in (*columns, *further)), strict=True
    ):
        name, trusted = KINDS[kind]
        tie = Tie(
            family=FAMILIES[family],
            kind=name,
            mask=room.masks.get(value, "…"),
            bits=round(bits, 3),
            accounts=room.holders[value],
            one_in=rarity,
            first=begin,
            last=end,
            trusted=trusted,
            explained_by=room.parties[account].organisation if explained else "",
        )
        found.setdefault(account, []).append(tie)
    return found


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
        disowned=sum(person.disowned > 0 for person in people),
        pools=room.pools,
        measures=room.measures,
    )


def _explanations(room: Room, facts: Mapping[int, AccountFacts]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for number in room.members.tolist():
        if name := facts[number].explained_by:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rows_of_members(room: Room) -> NDArray[np.intp]:
    leads, rows = room.derived.counts.leads, room.leads_of(room.members)
    return rows[room.derived.rates.worth[leads.family[rows]] > 0]


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
            shared.append(SharedFamily(name, len(mine), round(float(rates.worth[family]), 3), one_in, *times))
    return tuple(sorted(shared, key=lambda family: (-family.accounts, family.name)))
