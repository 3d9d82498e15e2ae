"""What comes out of a preset? The same bytes for the same order, in files that are whole or not there."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from graph.evaluation.worlds.describing import CEILING, describe
from graph.evaluation.worlds.parts import Part, Preset
from graph.evaluation.worlds.plans import Unit
from graph.evaluation.worlds.presets import PRESETS, UNTIL
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.writing import Order, write_world
from kycrisk.lib.errors import Refused

DEMO = PRESETS["demo"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_same_order_writes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        write_world(Order(DEMO, seed, scale=0.1), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "same")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_signals_are_sorted_inside_the_days_observed_and_every_one_is_of_an_account_with_a_truth(
    tmp_path: Path,
) -> None:
    order = Order(DEMO, 7, scale=0.1)
    write_world(order, tmp_path)
    signals = [json.loads(line) for line in (tmp_path / "signals.ndjson").read_bytes().splitlines()]
    accounts = [json.loads(line) for line in (tmp_path / "accounts.jsonl").read_bytes().splitlines()]
    truth = json.loads((tmp_path / "truth.json").read_bytes())["accounts"]
    keys = [(signal["time"], signal["id"]) for signal in signals]
    assert keys == sorted(keys)
    assert len({signal["id"] for signal in signals}) == len(signals)
    assert order.since.isoformat()[:19] <= keys[0][0]
    assert keys[-1][0] < order.until.isoformat()
    assert {signal["subject"] for signal in signals} <= {row["account"] for row in accounts} == set(truth)
    created = {row["account"]: row["created_at"] for row in accounts}
    assert all(created[signal["subject"]] <= signal["time"] for signal in signals)


def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("chapter one")
    with pytest.raises(Refused, match="empty"):
        write_world(Order(DEMO, 7, scale=0.05), tmp_path)
    assert contents(tmp_path) == {"thesis.txt": b"chapter one"}


def test_a_crash_leaves_the_old_world_whole_and_the_next_order_replaces_it(tmp_path: Path) -> None:
    def crashing(_room: Room, _size: int) -> Unit:
        raise MemoryError

    write_world(Order(DEMO, 7, scale=0.05), tmp_path)
    before = contents(tmp_path)
    with pytest.raises(MemoryError):
        write_world(Order(Preset("demo", "", (*DEMO.parts, Part("crash", crashing, 1))), 7, scale=0.05), tmp_path)
    assert contents(tmp_path) == before
    write_world(Order(DEMO, 7, until=UNTIL - timedelta(days=1), scale=0.05), tmp_path)
    assert contents(tmp_path).keys() == before.keys()
    assert json.loads((tmp_path / "world.json").read_bytes())["until"] == "2026-10-31T00:00:00Z"


@pytest.mark.parametrize("name", ["small", "hard"])
def test_no_single_feature_tells_the_rings(tmp_path: Path, name: str) -> None:
    """With the campus, the café, agencies and build machines in the room, at a third of the size."""
    world = write_world(Order(PRESETS[name], 1, scale=0.35), tmp_path, measure=describe)
    assert 0.22 < world["share_hostile"] < 0.26
    told = {name: value for name, value in world["separation"].items() if value > CEILING + 0.04}
    assert told == {}
    assert len(world["separation"]) > 30


def test_every_preset_can_be_written_in_small(tmp_path: Path) -> None:
    for preset in PRESETS.values():
        world = write_world(Order(preset, 1, scale=60 / preset.accounts(1.0)), tmp_path / preset.name)
        assert (world["hostile"] > 0) == (preset.name != "honest")
        assert world["accounts"] >= 55
