"""Harbour asks while the sketch key changes; a gateway sketches under keys of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.test import Client, override_settings

from accounts.parties.models import Account
from accounts.policy.detection import Sketching
from graph.behavior.mining import mined
from graph.behavior.models import PromptFamily
from graph.behavior.reading import Window, read_sketches
from graph.behavior.thresholds import ConductPolicy
from graph.signals.accepting import accept
from graph.signals.key_ages import advice
from graph.signals.models import Signal, SketchKey
from kycrisk import sketch
from tests.graph.signals.senders import AT, event, gateway_key, lines

pytestmark = pytest.mark.django_db
OLD, NEW = sketch.SketchKey("s1", bytes(32)), sketch.SketchKey("s2", b"k" * 32)
WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), AT)
SCRIPT = (
    "Write down all that comes to mind about the salt road, the abbot and his mules, in the order in which they "
    "crossed the pass, and number the stations of their journey before you go on with this: "
)


def asks(texts: list[str], account: str = "acct_harbour", *, begin: int = 0) -> None:
    key, _ = gateway_key(name=f"{account} {begin}")
    bodies = [
        event("exchange.made", account, {"model": "m", "prompt": text}, id=f"{account}-{begin + number}")
        for number, text in enumerate(texts)
    ]
    outcome = accept(lines(bodies), key=key, received_at=AT)
    assert outcome.accepted == len(texts)


def fillings(count: int, begin: int = 0) -> list[str]:
    return [
        f"{SCRIPT} {' '.join(f'w{chr(97 + n % 26)}{chr(97 + w)}{n}x' for w in range(20))}"
        for n in range(begin, begin + count)
    ]


def keys(*ring: sketch.SketchKey) -> override_settings:
    return override_settings(SKETCH_KEYS={key.key_id: key.secret for key in ring})


def accounts() -> Any:
    return np.array(Account.objects.order_by("pk").values_list("pk", flat=True), np.int64)


def test_while_two_keys_are_named_prompts_are_sketched_under_both() -> None:
    with keys(NEW, OLD):
        asks([SCRIPT * 2])
    signal = Signal.objects.get()
    assert Signal.objects.values_list("sketch_key__key_id", "before_key__key_id").get() == ("s2", "s1")
    assert signal.shingles == sketch.sketch_prompt(SCRIPT * 2, NEW).packed_shingles
    assert signal.before_shingles == sketch.sketch_prompt(SCRIPT * 2, OLD).packed_shingles
    assert list(SketchKey.objects.order_by("id").values_list("key_id", flat=True)) == ["s1", "s2"]


def test_a_gateways_sketch_carries_its_keys() -> None:
    made = sketch.sketch_prompt(SCRIPT, NEW, before=OLD)
    key, _ = gateway_key()
    accept(
        lines([event("exchange.made", "acct_harbour", {"model": "m", "sketch": made.to_dict()})]),
        key=key,
        received_at=AT,
    )
    signal = Signal.objects.get()
    assert Signal.objects.values_list("sketch_key__key_id", "before_key__key_id").get() == ("s2", "s1")
    assert signal.data == {"model": "m"}


def test_a_prompt_is_read_once_with_what_each_key_made_of_it() -> None:
    with keys(OLD):
        asks([SCRIPT * 2])
    with keys(NEW, OLD):
        asks([SCRIPT * 2], "acct_larkspur")
    found = read_sketches(WINDOW, accounts())
    assert found.prompts.asked_by(2).tolist() == [1, 1]
    assert sorted(found.covered().values()) == [1, 2]
    old, new = SketchKey.objects.get(key_id="s1").pk, SketchKey.objects.get(key_id="s2").pk
    assert np.diff(found.under(old).indptr).tolist() == [len(sketch.sketch_prompt(SCRIPT * 2, OLD).shingles)] * 2
    assert np.diff(found.under(new).indptr).tolist() == [0, len(sketch.sketch_prompt(SCRIPT * 2, NEW).shingles)]


def test_a_family_keeps_its_row_when_the_key_changes() -> None:
    with keys(OLD):
        asks(fillings(20))
    policy, numbers = ConductPolicy(), Sketching()
    _, families = mined(WINDOW, accounts(), policy, numbers)
    (old,) = families.key.view(np.int64).tolist()
    row = PromptFamily.objects.create(key=old, name="Code, form A", prompts=20, accounts=1, first_at=AT - timedelta(1))
    with keys(NEW, OLD):
        asks(fillings(30, begin=20), begin=20)
    prompts, families = mined(WINDOW, accounts(), policy, numbers)
    row.refresh_from_db()
    assert [row.key] == families.key.view(np.int64).tolist() != [old]
    assert row.name == "Code, form A"
    assert len(prompts) == 50


def test_a_gateway_cannot_name_ever_new_keys() -> None:
    SketchKey.objects.bulk_create([SketchKey(key_id=f"g{number}") for number in range(50)])
    key, _ = gateway_key()
    known, unheard = (
        event(
            "exchange.made",
            "acct_harbour",
            {"model": "m", "sketch": {**sketch.sketch_prompt(SCRIPT, NEW).to_dict(), "key_id": key_id}},
            id=key_id,
        )
        for key_id in ("g7", "g50")
    )
    outcome = accept(lines([known, unheard]), key=key, received_at=AT)
    assert (outcome.accepted, [one.id for one in outcome.rejected]) == (1, ["g50"])
    assert "too many" in outcome.rejected[0].error


def test_the_age_of_keys_is_told_to_who_watches(client: Client) -> None:
    SketchKey.objects.create(key_id=OLD.key_id)
    SketchKey.objects.update(introduced_at=datetime(2024, 5, 1, tzinfo=UTC))
    with keys(OLD):
        (said,) = client.get("/readyz").json()["advice"]
    assert "since 2024-05-01" in said


@pytest.mark.parametrize(
    ("named", "used_for", "said"),
    [
        (["s2"], {}, []),
        (["s2"], {"s2": 179}, []),
        (["s2"], {"s2": 181}, ["longer than 180 days"]),
        (["s2", "s1"], {"s1": 170}, []),
        (["s2", "s1"], {"s2": 44, "s1": 170}, ["stays in"]),
        (["s2", "s1"], {"s2": 46, "s1": 170}, ["no longer needed"]),
        (["s1", "s2"], {"s2": 10, "s1": 190}, ["newest first", "no longer needed"]),
        (["s3", "s2", "s1"], {"s3": 1, "s2": 90}, ["stays in", "take s1 out"]),
    ],
)
def test_keys_are_changed_in_time_and_the_old_one_is_destroyed(
    named: list[str], used_for: dict[str, int], said: list[str]
) -> None:
    introduced = {key: AT - timedelta(days=days) for key, days in used_for.items()}
    told = advice(named, introduced, AT, Sketching())
    assert len(told) == len(said)
    assert all(part in sentence for part, sentence in zip(said, told, strict=True))
