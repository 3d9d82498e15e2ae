"""`simulate` from outside: what it says, what it refuses and how to mend it, and which texts it takes along."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from graph.evaluation.worlds.presets import PRESETS


def simulate(folder: Path, **options: Any) -> tuple[str, str]:
    """What the command says on stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    wished: dict[str, Any] = {"preset": "demo", "seed": 3, "scale": 0.05, "quiet": True, "out": folder} | options
    call_command("simulate", stdout=out, stderr=err, **wished)
    return out.getvalue(), err.getvalue()


def written(folder: Path, **files: str | bytes) -> Path:
    """A folder with JSON Lines files of these names."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.jsonl").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def prompts_in(world: Path) -> list[str]:
    signals = map(json.loads, (world / "signals.ndjson").read_bytes().splitlines())
    return [signal["data"]["prompt"] for signal in signals if signal["type"] == "exchange.made"]


def test_it_says_what_it_wrote_and_which_feature_gives_most_away(tmp_path: Path) -> None:
    out, err = simulate(tmp_path / "world")
    world = json.loads((tmp_path / "world" / "world.json").read_bytes())
    best, value = next(iter(world["separation"].items()))
    assert out.startswith(f"{world['accounts']} accounts ({world['hostile']} hostile), ")
    assert f"“{best}” (AUC {value})" in out
    assert err == ""


def test_one_in_ten_is_hostile_and_the_rings_are_as_large_as_ever(tmp_path: Path) -> None:
    simulate(tmp_path / "usual", preset="headline", scale=0.001)
    simulate(tmp_path / "rare", preset="headline", scale=0.001, prevalence=0.1)
    usual, rare = (json.loads((tmp_path / name / "world.json").read_bytes()) for name in ("usual", "rare"))
    assert rare["hostile"] == usual["hostile"]
    assert rare["share_hostile"] == pytest.approx(0.1, abs=0.01)
    assert rare["preset"] == "headline@0.1"


def test_a_world_without_a_ring_says_so(tmp_path: Path) -> None:
    out, _ = simulate(tmp_path / "world", preset="honest", scale=0.02)
    assert out.endswith("there is no ring to tell.\n")


def test_packed_files_hold_the_same_lines(tmp_path: Path) -> None:
    simulate(tmp_path / "plain")
    simulate(tmp_path / "packed", gzip=True)
    packed = tmp_path / "packed"
    assert (
        gzip.decompress((packed / "signals.ndjson.gz").read_bytes())
        == (tmp_path / "plain" / "signals.ndjson").read_bytes()
    )
    assert (packed / "world.json").read_bytes() == (tmp_path / "plain" / "world.json").read_bytes()
    simulate(packed)
    assert not list(packed.glob("*.gz")), "a world that is written again leaves nothing of the old one"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"preset": "huge"}, f"the presets are {', '.join(PRESETS)}"),
        ({"scale": 0.0}, "--scale 0.0: write a number above 0"),
        ({"scale": float("nan")}, "--scale nan: write a number above 0"),
        ({"prevalence": 1.0}, "--prevalence 1: write a share above 0 and below 1, such as 0.01"),
        ({"prevalence": 0.01, "preset": "honest"}, "there is no ring in 'honest'; leave it out"),
        ({"prevalence": 0.6, "preset": "poison"}, "--prevalence 0.6: write a share"),
        ({"until": "tomorrow"}, "--until tomorrow: write a time such as 2026-11-01T00:00:00Z"),
        ({"until": "9999-12-31"}, "--until 9999-12-31: name a time in this century"),
        ({"prompts": Path("/nowhere/at/all")}, "there is no such folder"),
    ],
)
def test_bad_arguments_are_refused_with_a_sentence_and_nothing_is_written(
    tmp_path: Path, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        simulate(tmp_path / "world", **options)
    assert sentence in str(refused.value)
    assert not (tmp_path / "world").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "world").write_text("not a folder")
    with pytest.raises(CommandError, match="is a file; name a folder"):
        simulate(tmp_path / "world")


def test_texts_are_taken_from_any_field_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    rows = [
        {"text": "How high is the lighthouse of Saint Aldate?"},
        {"id": "x-2", "question": "Who planted the old orchard behind the harbour?"},
        {"text": "   "},
        {"text": "long " * 5_000},
    ]
    lines = "\n".join(map(json.dumps, rows)) + "\n{broken\n" + json.dumps({"text": "x" * 1_100_000}) + "\n"
    brought = written(tmp_path / "brought", harbour=lines)
    _, err = simulate(tmp_path / "world", prompts=brought)
    asked = prompts_in(tmp_path / "world")
    assert "How high is the lighthouse of Saint Aldate?" in asked
    assert "Who planted the old orchard behind the harbour?" in asked
    assert max(map(len, asked)) <= 20_000
    assert "1 rows are longer than 20,000 characters; left out." in err
    assert "1 rows hold no text; left out." in err
    assert "2 rows are no JSON object of less than a million bytes; left out." in err


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "holds no .jsonl file"),
        ({"empty": ""}, "no row holds a text"),
        ({"torn": gzip.compress(b'{"text": "hello"}\n' * 50)[:-9]}, "damaged or cut off"),
    ],
    ids=["no file", "no text", "torn archive"],
)
def test_a_folder_that_brings_nothing_is_refused(tmp_path: Path, files: dict[str, str], sentence: str) -> None:
    brought = written(tmp_path / "brought", **files)
    with pytest.raises(CommandError, match=sentence):
        simulate(tmp_path / "world", prompts=brought)


def test_the_shared_prompts_go_in(tmp_path: Path, shared_data: Path) -> None:
    simulate(tmp_path / "world", prompts=shared_data / "prompts")
    world = json.loads((tmp_path / "world" / "world.json").read_bytes())
    assert world["texts_brought"] > 10_000
