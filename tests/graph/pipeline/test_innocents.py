"""Can a ring drag an honest competitor down with it? Larkspur copies whatever it can of Harbour's onto its accounts.

In the room: Harbour Analytics, a verified firm that grades texts by rubric all day; sixty strangers; one of them the
victim whose card Larkspur stole; and Larkspur, which signs in from Harbour's address and devices, writes from Harbour's
mail domain, lives at Harbour's address, registers accounts as Harbour, and asks with Harbour's own words.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from accounts.review.actions import record_verdict
from accounts.review.models import Case
from graph.evaluation.plans import AccountPlan, Ask, Supply, WorldPlan
from graph.evaluation.populations import firm, individuals
from graph.evaluation.rings import harvesting, larkspur
from graph.evaluation.small_world import write_plan
from graph.evaluation.wording import SLOW_TEMPLATES
from graph.pipeline.actions import advance
from graph.risk.models import Assessment
from tests.graph.pipeline.loading import BY, load_parties, send

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
SEATS, RING = 12, 30


def poisoned_world(folder: Path, *, words_too: bool) -> WorldPlan:
    world, supply = WorldPlan(until=UNTIL, days=30), Supply(Random(11))
    individuals(world, supply, 60)
    firm(world, supply, SEATS)
    larkspur(world, supply, RING)
    seats = [plan for plan in world.accounts if plan.benign_group == "firm"]
    ring = [plan for plan in world.accounts if plan.operator]
    desks = [supply.device(), supply.device()]
    grading = harvesting(SLOW_TEMPLATES, 0.4)
    for seat in seats:
        seat.ask, seat.devices, seat.street = grading, desks, "7 Harbour Quay, Hamburg"
        seat.requests_per_day = 6.0
    # Two new colleagues sit down at the old desks after Larkspur has copied them.
    for seat in seats[-2:]:
        seat.created_at = seat.verified_at = UNTIL - timedelta(days=9)
    for member in ring:
        _copy(member, seats[0])
        member.ask = _either(member.ask, grading) if words_too else member.ask
    for member in ring[:4]:
        member.entity, member.verified_at = "ent_harbour", None
    world.accounts[0].cards = [ring[0].cards[0]]
    return write_plan(folder, world, 11)


def _copy(member: AccountPlan, seat: AccountPlan) -> None:
    member.created_at = max(member.created_at, UNTIL - timedelta(days=25))
    member.verified_at = member.created_at
    member.addresses = [*member.addresses, *seat.addresses]
    member.devices = [*member.devices, *seat.devices]
    member.email, member.street = f"{member.account}@harbour-analytics.de", seat.street
    member.verified_at = None


def _either(one: Ask, other: Ask) -> Ask:
    return lambda rng: one(rng) if rng.random() < 0.7 else other(rng)


@pytest.mark.parametrize("words_too", [False, True], ids=["values", "values and words"])
def test_nobody_innocent_is_dragged_along(real_db: str, tmp_path: Path, *, words_too: bool) -> None:
    world = poisoned_world(tmp_path, words_too=words_too)
    load_parties(tmp_path)
    send((tmp_path / "signals.ndjson").read_bytes().splitlines())
    advance()
    found = dict(Assessment.objects.values_list("account__account", "recommendation"))
    above = {p.account: found[p.account] for p in world.accounts if found.get(p.account) in {"review", "limit"}}
    innocent = {plan.account: plan.benign_group or plan.kind for plan in world.accounts if not plan.operator}
    assert {innocent[account]: level for account, level in above.items() if account in innocent} == {}
    assert len(above) >= 0.8 * RING, "and the ring is found all the same"
    for case in Case.objects.filter(subject_type="network"):
        listed = case.evidence.latest("pk").members
        assert not [m for m in listed if m["account"] in innocent and not m.get("leave_out")]


def test_whom_a_person_called_a_victim_is_on_nobodys_list(real_db: str, tmp_path: Path) -> None:
    world = poisoned_world(tmp_path, words_too=False)
    load_parties(tmp_path)
    send((tmp_path / "signals.ndjson").read_bytes().splitlines())
    recruited = next(plan.account for plan in world.accounts if plan.operator)
    record_verdict(by=BY, kind="victim", about=[recruited])
    advance()
    assert Assessment.objects.get(account__account=recruited).recommendation == "watch"
