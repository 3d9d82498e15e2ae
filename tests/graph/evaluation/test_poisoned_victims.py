"""Who is in the room? Honest people, and a ring that copies, crosses or pays with what is theirs; other abusers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.evaluation.worlds.hostile import kinds, others
from graph.evaluation.worlds.hostile.poison import Technique, poisoned
from graph.evaluation.worlds.hostile.rings import ring
from graph.evaluation.worlds.hostile.styles import Life
from graph.evaluation.worlds.plans import AccountPlan, Unit
from graph.evaluation.worlds.presets import PRESETS
from graph.evaluation.worlds.room import Room
from tests.graph.evaluation.looking import families
from tests.graph.evaluation.worlds_room import a_room, of_kind, signals

STYLE = replace(kinds.SLOW, life=Life(days=28, aged=0.0))


def a_unit(room: Room, technique: Technique, size: int = 40) -> tuple[Unit, list[AccountPlan], list[AccountPlan]]:
    """The unit, its victims and the ring."""
    unit = poisoned(room, size, STYLE, technique)
    plans = list(unit.accounts)
    return unit, [plan for plan in plans if plan.victim], [plan for plan in plans if plan.operator]


@pytest.mark.parametrize("technique", list(Technique))
def test_victims_are_honest_named_and_unchanged(technique: Technique) -> None:
    room = a_room(1)
    _, victims, members = a_unit(room, technique)

    assert len(victims) == len(members) == 20
    assert {plan.operator for plan in victims} == {None}
    assert [plan.victim for plan in victims] == [{"technique": technique.value, "operator": members[0].operator}] * 20
    if technique is Technique.PASTED:
        return  # they do it themselves
    other = a_room(1)
    unharmed = [plan for plan in poisoned(other, 40, STYLE, Technique.FACTS).accounts if plan.victim]
    assert [signals(plan, room) for plan in victims] == [signals(plan, other) for plan in unharmed]


def test_copied_facts_stand_on_both() -> None:
    unit, victims, members = a_unit(a_room(2), Technique.FACTS)

    def facts(plan: AccountPlan) -> tuple[str, str, str, str]:
        name = next(str(row["name"]) for row in unit.entities if row["id"] == plan.entity)
        return plan.street, plan.phone, plan.email.partition("@")[2], name

    assert sorted(map(facts, victims)) == sorted(map(facts, members))
    assert not {plan.entity for plan in victims} & {plan.entity for plan in members}
    assert not {plan.email for plan in victims} & {plan.email for plan in members}


def test_the_ring_is_seen_at_the_victims_own_address_after_the_victim() -> None:
    room = a_room(3)
    _, victims, members = a_unit(room, Technique.EGRESS)

    usual = {
        plan.account: Counter(body["ip"] for _, _, body in of_kind([plan], room, "session.seen")) for plan in victims
    }
    homes = {found.most_common(1)[0][0] for found in usual.values() if found}
    seen = [(at, body["ip"]) for _, at, body in of_kind(members, room, "session.seen")]
    there = [at for at, address in seen if address in homes]
    assert len(there) > len(seen) / 5
    assert min(there) > room.since


def test_a_stolen_card_is_disputed_by_its_owner_alone() -> None:
    room = a_room(4)
    _, victims, members = a_unit(room, Technique.CARD)

    paid = [(body["fingerprint"], body["outcome"]) for _, _, body in of_kind(victims, room, "payment.used")]
    stolen = [(body["fingerprint"], body["outcome"]) for _, _, body in of_kind(members, room, "payment.used")]
    assert {card for card, _ in paid} & {card for card, _ in stolen}
    assert "disputed" in {outcome for _, outcome in stolen}
    assert "disputed" not in {outcome for _, outcome in paid}


def test_the_ring_uses_its_victims_wordings() -> None:
    room = a_room(5)
    _, victims, members = a_unit(room, Technique.PROMPTS, size=12)

    def beginnings(plans: list[AccountPlan]) -> Counter[str]:
        return Counter(" ".join(body["prompt"].split()[:6]) for _, _, body in of_kind(plans, room, "exchange.made"))

    own, theirs = beginnings(victims), beginnings(members)
    copied = sum(theirs[words] for words, count in own.items() if count >= 3)
    assert copied > theirs.total() / 12


def test_who_is_lured_pastes_the_rings_orders_into_a_quarter_of_what_they_ask() -> None:
    room = a_room(8)
    _, victims, members = a_unit(room, Technique.PASTED, size=24)
    _, unharmed, _ = a_unit(a_room(8), Technique.FACTS, size=24)

    def runs(plan: AccountPlan) -> list[set[str]]:
        """Each prompt's runs of six words."""
        prompts = [body["prompt"].split() for _, _, body in of_kind([plan], room, "exchange.made")]
        return [{" ".join(words[at : at + 6]) for at in range(len(words) - 5)} for words in prompts]

    used = Counter(run for plan in members for prompt in runs(plan) for run in prompt)
    wordings = {run for run, count in used.items() if count >= 3}

    def of_the_ring(plans: list[AccountPlan]) -> float:
        told = [not wordings.isdisjoint(prompt) for plan in plans for prompt in runs(plan)]
        return sum(told) / len(told)

    assert 0.1 < of_the_ring(victims) - of_the_ring(unharmed) < 0.25


def widest(plans: list[AccountPlan], room: Room) -> float:
    """The share of the accounts that use the wording that most of them use."""
    asked = [(plan.account, body["prompt"]) for plan, _, body in of_kind(plans, room, "exchange.made")]
    numbers = {name: number for number, name in enumerate({name: None for name, _ in asked})}
    found = families([text for _, text in asked], [numbers[name] for name, _ in asked])
    return float(found.accounts[found.is_template].max(initial=0)) / len(numbers)


@pytest.mark.parametrize("population", [others.resale, others.credit_farm, others.stolen_cards])
def test_other_abuse_shares_things_and_no_script(population: Callable[[Room, int], Unit]) -> None:
    room = a_room(6)
    plans = list(population(room, 60).accounts)

    assert {plan.operator for plan in plans} == {None}
    assert len({plan.benign_group for plan in plans}) == 1
    assert widest(plans, room) < 0.7 < widest(list(ring(room, 30, kinds.LAZY).accounts), room)
    shared = Counter(
        value for plan in plans for value in {*plan.devices, *(card.fingerprint for card in plan.billing.cards)}
    )
    disputed = any(card.disputed for plan in plans for card in plan.billing.cards)
    assert max(shared.values()) >= 5 or disputed
    assert all(plan.created_at < room.until - timedelta(hours=1) for plan in plans)


def test_the_preset_poisons_two_hundred_by_each_technique() -> None:
    preset = PRESETS["poison"]
    room = a_room(7)

    units = [part.population(room, part.total(1.0)) for part in preset.parts if part.name.startswith("poison")]

    counts = Counter(plan.victim["technique"] for unit in units for plan in unit.accounts if plan.victim)
    assert counts == {technique.value: 200 for technique in Technique}
    assert 4_300 < preset.accounts(1.0) < 4_500
