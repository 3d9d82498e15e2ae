"""Can a ring drag an honest competitor down with it? Larkspur copies whatever it can of Harbour's onto its accounts.

In the room: Harbour Analytics, a verified firm that grades texts by rubric all day; sixty strangers; one of them the
victim whose card Larkspur stole; and Larkspur, which signs in from Harbour's address and devices, writes from Harbour's
mail domain, lives at Harbour's address, registers accounts as Harbour, and asks with Harbour's own words.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accounts.review.actions import record_verdict
from accounts.review.models import Case
from graph.evaluation.worlds.cast import HARBOUR, larkspur
from graph.evaluation.worlds.honest.homes import individuals
from graph.evaluation.worlds.honest.houses import organisation
from graph.evaluation.worlds.honest.persons import PersonStyle
from graph.evaluation.worlds.parts import Part, Preset
from graph.evaluation.worlds.plans import AccountPlan, Billing, Unit
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import sometimes
from graph.evaluation.worlds.texts import Kit, evaluation_forms
from graph.evaluation.worlds.where import mostly
from graph.evaluation.worlds.writing import Order, write_world
from graph.pipeline.actions import advance
from graph.risk.models import Assessment
from tests.graph.pipeline.loading import BY, load_parties, send

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
STRANGERS, SEATS, RING = 60, 12, 30


@dataclass
class Poisoned:
    """The population; it remembers whom it planned."""

    words_too: bool
    plans: list[AccountPlan] = field(default_factory=list)

    def written(self, folder: Path) -> "Poisoned":
        everybody = Part("everybody", self, STRANGERS + SEATS + RING)
        write_world(Order(Preset("poisoned", "Larkspur copies Harbour.", (everybody,), days=30), 11, UNTIL), folder)
        return self

    def __call__(self, room: Room, _size: int) -> Unit:
        strangers = list(individuals(room, STRANGERS, PersonStyle()).accounts)
        firm, ring = organisation(room, SEATS, HARBOUR), larkspur(room, RING)
        seats, members = list(firm.accounts), list(ring.accounts)
        grading = evaluation_forms(room.rng, 4)
        desks = [room.device(), room.device()]
        for seat in seats:
            seat.devices, seat.street = desks, "7 Harbour Quay, Hamburg"
            seat.phases[0].ask = sometimes(grading.ask, seat.phases[0].ask, 0.6)
            seat.phases[0].requests_per_day = 6.0
        # Two new colleagues sit down at the old desks after Larkspur has copied them.
        for seat in seats[-2:]:
            seat.created_at = seat.verified_at = UNTIL - timedelta(days=9)
        for member in members:
            _copy(member, seats[0], grading if self.words_too else None)
        for member in members[:4]:
            member.entity = seats[0].entity
        strangers[0].billing = Billing(members[0].billing.cards[:1])
        self.plans = [*strangers, *seats, *members]
        return Unit(self.plans, [*firm.entities, *ring.entities], [*firm.persons, *ring.persons])


def _copy(member: AccountPlan, seat: AccountPlan, grading: Kit | None) -> None:
    phase = member.phases[0]
    member.created_at = max(member.created_at, UNTIL - timedelta(days=25))
    phase.where = mostly(phase.where, seat.phases[0].where, 0.4)
    member.devices = [*member.devices, *seat.devices]
    member.email, member.street = f"{member.account}@{seat.email.partition('@')[2]}", seat.street
    member.verified_at = None
    if grading:
        phase.ask = sometimes(phase.ask, grading.ask, 0.7)


@pytest.mark.parametrize("words_too", [False, True], ids=["values", "values and words"])
def test_nobody_innocent_is_dragged_along(real_db: str, tmp_path: Path, *, words_too: bool) -> None:
    plans = Poisoned(words_too).written(tmp_path).plans
    load_parties(tmp_path)
    send((tmp_path / "signals.ndjson").read_bytes().splitlines())
    advance()
    found = dict(Assessment.objects.values_list("account__account", "recommendation"))
    above = {p.account: found[p.account] for p in plans if found.get(p.account) in {"review", "limit"}}
    innocent = {plan.account: plan.benign_group or plan.kind for plan in plans if not plan.operator}
    assert {innocent[account]: level for account, level in above.items() if account in innocent} == {}
    assert len(above) >= 0.8 * RING, "and the ring is found all the same"
    for case in Case.objects.filter(subject_type="network"):
        listed = case.evidence.latest("pk").members
        assert not [m for m in listed if m["account"] in innocent and not m.get("leave_out")]


def test_whom_a_person_called_a_victim_is_on_nobodys_list(real_db: str, tmp_path: Path) -> None:
    plans = Poisoned(words_too=False).written(tmp_path).plans
    load_parties(tmp_path)
    send((tmp_path / "signals.ndjson").read_bytes().splitlines())
    recruited = next(plan.account for plan in plans if plan.operator)
    record_verdict(by=BY, kind="victim", about=[recruited])
    advance()
    assert Assessment.objects.get(account__account=recruited).recommendation == "watch"
