"""Who is in the room? Rings: cards in threes, a hydra, a ban with a second pool, accounts bought from their owners."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from graph.evaluation.worlds.hostile import harder, kinds
from graph.evaluation.worlds.hostile.rings import ring
from graph.evaluation.worlds.hostile.styles import Cards, Egress, Identity, Life, RingStyle
from graph.evaluation.worlds.models import NEXT_REASONER
from graph.evaluation.worlds.plans import AccountPlan
from graph.evaluation.worlds.room import Room
from tests.graph.evaluation.looking import families
from tests.graph.evaluation.worlds_room import a_room, of_kind, signals

ALL = {name: style for name, style in vars(kinds).items() if isinstance(style, RingStyle)}


def a_ring(room: Room, size: int, style: RingStyle) -> list[AccountPlan]:
    return list(ring(room, size, style).accounts)


def users(plans: list[AccountPlan]) -> dict[str, set[str]]:
    """Who pays with which card."""
    found: dict[str, set[str]] = defaultdict(set)
    for plan in plans:
        for card in plan.billing.cards:
            found[card.fingerprint].add(plan.account)
    return found


@pytest.mark.parametrize("style", ALL.values(), ids=ALL.keys())
def test_every_shape_has_its_accounts_and_one_operator(style: RingStyle) -> None:
    room = a_room()
    unit = ring(room, 20, style)
    plans = list(unit.accounts)

    assert len({plan.account for plan in plans}) == 20
    assert len({plan.operator for plan in plans}) == 1
    assert {plan.kind for plan in plans} == {"ring"}
    assert {plan.entity for plan in plans if plan.entity} <= {row["id"] for row in unit.entities}
    assert all(plan.created_at < room.until for plan in plans)
    asked = {plan.account for plan, _, _ in of_kind(plans, room, "exchange.made")}
    assert len(asked) >= 16, "nearly everybody works"


def test_the_same_room_plans_the_same_ring() -> None:
    def written(seed: int) -> list[object]:
        room = a_room(seed)
        return [signals(plan, room) for plan in a_ring(room, 6, kinds.STEADY)]

    assert written(3) == written(3)
    assert written(3) != written(4)


def test_a_card_in_threes_serves_three_at_most() -> None:
    style = replace(kinds.SLOW, life=Life(aged=0.0), cell=10.0)
    served = users(a_ring(a_room(), 90, style))

    counts = Counter(len(accounts) for accounts in served.values())
    assert max(counts) == 3
    assert counts[3] > 10


def test_fresh_cards_share_nothing_but_their_bin() -> None:
    plans = a_ring(a_room(), 60, replace(kinds.STEADY, life=Life(aged=0.0)))

    cards = [card for plan in plans for card in plan.billing.cards]
    assert len({card.bin for card in cards}) == 1
    assert all(len(accounts) == 1 for accounts in users(plans).values())
    assert {card.funding for card in cards} == {"virtual"}


def test_the_second_pool_starts_days_after_the_ban_with_the_same_kit() -> None:
    room = a_room(5)
    plans = a_ring(room, 80, replace(kinds.LAZY, life=Life(aged=0.0, second_pool=0.4, pause_days=4.0)))

    times: dict[str, list[float]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for plan, at, body in of_kind(plans, room, "exchange.made"):
        times[plan.account].append(at.timestamp())
        texts[plan.account].append(body["prompt"])
    second = {plan.account for plan in plans if plan.created_at > room.since + timedelta(days=20)}
    last_of_first = max(max(times[name]) for name in times if name not in second)
    first_of_second = min(min(times[name]) for name in times if name in second)
    assert 0.3 < len(second) / len(plans) < 0.5
    assert 2 < (first_of_second - last_of_first) / 86_400 < 10
    both = families([text for name in texts for text in texts[name]])
    assert any(both.is_template & (both.prompts > 40)), "one script, before and after"
    cells = {plan.cell for plan in plans if plan.account in second}
    assert not cells & {plan.cell for plan in plans if plan.account not in second}


def test_a_bought_account_changes_hands_at_a_date() -> None:
    room = a_room(6)
    plans = a_ring(room, 10, replace(kinds.LAZY, life=Life(aged=1.0)))

    for plan in plans:
        before, after = plan.phases
        assert plan.created_at < room.since - timedelta(days=25)
        assert before.until == after.since
        assert not set(plan.devices) & set(after.devices)
    seen = [
        (plan, at, body["device_id"]) for plan, at, body in of_kind(plans, room, "session.seen") if not plan.api_only
    ]
    late = {device for plan, at, device in seen if at > plan.phases[1].since}
    early = {device for plan, at, device in seen if at < plan.phases[0].until}
    assert late
    assert not late & early


def test_much_of_the_traffic_moves_to_a_new_model() -> None:
    room = a_room(7)
    style = replace(kinds.LAZY, work=replace(kinds.LAZY.work, jump=1.0, requests_per_day=6.0), life=Life(aged=0.0))

    asked = list(of_kind(a_ring(room, 30, style), room, "exchange.made"))

    before = [body["model"] for _, at, body in asked if at < room.release]
    after = [body["model"] for _, at, body in asked if at > room.release + timedelta(days=1)]
    assert NEXT_REASONER not in before
    assert after.count(NEXT_REASONER) > len(after) / 3


def test_a_hydra_carries_its_customers_and_hides_its_script() -> None:
    def repeated(hydra: float) -> float:
        room = a_room(8)
        style = replace(kinds.LAZY, work=replace(kinds.LAZY.work, hydra=hydra, requests_per_day=4.0))
        prompts = [body["prompt"] for _, _, body in of_kind(a_ring(room, 20, style), room, "exchange.made")]
        return float(np.mean([text.count("\n") >= 3 for text in prompts]))

    assert repeated(0.0) > repeated(0.8) + 0.2


@pytest.mark.parametrize("egress", list(Egress))
def test_where_a_ring_comes_from(egress: Egress) -> None:
    room = a_room(9)
    style = replace(kinds.LAZY, access=replace(kinds.LAZY.access, egress=egress, at_home=0.0), life=Life(aged=0.0))

    seen = defaultdict(set)
    for plan, _, body in of_kind(a_ring(room, 60, style), room, "session.seen"):
        seen[body["ip"]].add(plan.account)
    shared = sum(len(accounts) > 1 for accounts in seen.values()) / len(seen)
    commons = {*room.commons.exits, *room.commons.clouds, *room.commons.proxied_homes}
    if egress is Egress.HOMES:
        assert shared < 0.35, "exits and carriers, as everybody"
    else:
        assert shared > 0.35
    assert egress is Egress.SUBNET or commons & set(seen), "honest people are seen there too"


def test_individuals_show_nothing_that_an_ordinary_person_does_not() -> None:
    plans = a_ring(a_room(10), 60, replace(kinds.HOLLOW, identity=Identity(Cards.OWN, private=0.0)))

    assert all(len(accounts) == 1 for accounts in users(plans).values())
    assert len({plan.country for plan in plans}) > 3
    assert {plan.entity for plan in plans} == {None}


@pytest.mark.parametrize("style", ALL.values(), ids=ALL.keys())
def test_a_ring_apart_shares_no_value_of_its_own(style: RingStyle) -> None:
    room = a_room(11)
    unit = ring(room, 40, harder.apart(style))
    plans = list(unit.accounts)

    shown = Counter(value for plan in plans for value in {*plan.devices, plan.phone, plan.email} if value)
    assert max(shown.values()) == 1
    assert max(len(accounts) for accounts in users(plans).values()) == 1
    assert unit.entities == []
    seen = defaultdict(set)
    for plan, _, body in of_kind(plans, room, "session.seen"):
        seen[body["ip"]].add(plan.account)
    commons = {*room.commons.exits, *room.commons.clouds, *room.commons.carriers, *room.commons.public}
    assert {address for address, accounts in seen.items() if len(accounts) > 1} <= commons


def test_a_faint_ring_asks_eighteen_times_in_six_weeks() -> None:
    room = a_room(12)
    plans = a_ring(room, 60, harder.faint(kinds.SLOW))

    asked = Counter(plan.account for plan, _, _ in of_kind(plans, room, "exchange.made"))
    assert 13 < np.mean([asked[plan.account] for plan in plans]) < 20


@pytest.mark.parametrize("bent", [harder.mostly_mundane, harder.covered])
def test_the_truth_knows_how_much_of_what_is_asked_is_ordinary(bent: Callable[[RingStyle], RingStyle]) -> None:
    room = a_room(13)
    style = replace(kinds.LAZY, work=replace(kinds.LAZY.work, requests_per_day=8.0), life=Life(aged=0.0))
    plans = a_ring(room, 30, bent(style))

    lowest, highest = bent(style).work.mundane
    assert all(lowest <= (plan.mundane or 0.0) <= highest for plan in plans)
    hydra = a_ring(room, 30, replace(bent(style), work=replace(bent(style).work, hydra=0.5)))
    assert all((plan.mundane or 0.0) >= 0.5 + lowest / 2 for plan in hydra)
