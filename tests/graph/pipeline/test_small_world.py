"""What becomes of everybody in the small world? The innocent first: then Larkspur, then the slow ring."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.review.actions import record_verdict
from accounts.review.models import Case
from graph.evaluation.worlds.presets import PRESETS
from graph.evaluation.worlds.writing import Order, write_world
from graph.networks.models import Membership, Network
from graph.pipeline.actions import advance, rebuild
from graph.risk.models import Assessment
from tests.graph.pipeline.histories import state
from tests.graph.pipeline.loading import BY, load_parties, send

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
SEED = 7


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write_world(Order(PRESETS["demo"], SEED, UNTIL), folder)
    return folder


@pytest.fixture(scope="module")
def half_a_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("half")
    write_world(Order(PRESETS["demo"], SEED, UNTIL, scale=0.4), folder)
    return folder


def levels(truth: dict[str, Any], **wanted: str) -> Counter[str]:
    """The recommendations of the accounts whose truth says so."""
    found = dict(Assessment.objects.values_list("account__account", "recommendation"))
    chosen = [name for name, row in truth.items() if all(row[key] == value for key, value in wanted.items())]
    return Counter(found.get(name, "clear") for name in chosen)


def test_the_innocent_are_left_alone_and_both_rings_become_a_case_each(real_db: str, world: Path) -> None:
    load_parties(world)
    send((world / "signals.ndjson").read_bytes().splitlines())
    advance()
    truth: dict[str, Any] = json.loads((world / "truth.json").read_text())["accounts"]

    for group in ("cafe", "campus", "agency", "firm"):
        assert not {"review", "limit"} & set(levels(truth, benign_group=group)), group
    assert not {"review", "limit"} & set(levels(truth, kind="individual"))
    agency = Network.objects.get(name="Pinecote Studio AB")
    assert (agency.recommendation, agency.campaign_type) == ("clear", "honest_group"), "its contract explains it"
    assert not Case.objects.filter(subject_id=agency.network).exists()

    larkspur, slow = levels(truth, operator="op_larkspur"), levels(truth, operator="op_slow")
    assert larkspur["limit"] + larkspur["review"] >= 0.9 * larkspur.total()
    assert slow["limit"] + slow["review"] >= 0.7 * slow.total()

    ring = Network.objects.get(name="Larkspur Data Ltd")
    evidence = Case.objects.get(subject_type="network", subject_id=ring.network).evidence.get()
    assert evidence.recommendation == "limit"
    assert ring.campaign_type == "distillation"
    lines = [line for group in evidence.body["groups"] for line in group["lines"]]
    assert lines
    assert all(line["sentence"].endswith(".") for line in lines), "no number without its sentence"

    members = evidence.members
    assert all(one["exchanges_per_day"] > 0 and one["first_exchange"] for one in members if one.get("in_step"))
    shared = Counter(payer for one in members for payer in one.get("payers", ()))
    assert max(shared.values()) > 1, "somebody's card pays for several of them"

    before = state()
    advance()
    assert evidence.case.evidence.count() == 1, "nothing material changed, so nothing is appended"
    rebuild()
    assert state() == before


def test_a_wall_that_a_person_built_stands_after_every_recomputation(real_db: str, half_a_world: Path) -> None:
    load_parties(half_a_world)
    send((half_a_world / "signals.ndjson").read_bytes().splitlines())
    advance()
    ring = Network.objects.get(name="Larkspur Data Ltd").memberships.filter(role="member")
    members = ring.order_by("account__account").values_list("account__account", flat=True)
    one, other = members[0], members[len(members) - 1]
    record_verdict(by=BY, kind="not_same_actor", about=[[one], [other]])
    for derive in (advance, rebuild):
        derive()
        assert network_of(one) is None or network_of(one) != network_of(other)


def network_of(account: str) -> int | None:
    rows = Membership.objects.filter(role="member", account__account=account)
    return rows.values_list("network_id", flat=True).first()
