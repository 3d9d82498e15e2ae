"""Does every stage have its place on the ladder, and every file its kind and size?"""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from kycrisk.local.state import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LADDER = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "ladder")
MOUNTED = {"management", "migrations", "templatetags"}
LONGEST = (300, 400)  # of the product, and of its tests, which are mostly tables
VAGUE = {"utils", "helpers", "manager", "managers", "process", "handle", "data", "info", "common", "misc"}


def our_modules() -> list[Path]:
    """Every Python file of ours, without the migrations."""
    return [
        path
        for folder in ("kycrisk", "accounts", "graph", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path.parent.name != "migrations"
    ]


def vendored() -> list[Path]:
    """The card of every folder with files that others wrote."""
    return [card for folder in ("kycrisk/static", "tests") for card in sorted((ROOT / folder).rglob("vendor.json"))]


def test_every_stage_stands_on_the_ladder():
    rungs = {rung.strip("() ") for layer in LADDER for rung in layer.replace(":", "|").split("|")}
    stages = {
        f"{app}.{folder.parent.name}" for app in ("accounts", "graph") for folder in ROOT.glob(f"{app}/*/__init__.py")
    }
    assert {stage for stage in stages if stage.split(".")[1] not in MOUNTED} <= rungs


def test_no_module_has_outgrown_its_subject():
    lines = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in our_modules()}
    assert {str(path): count for path, count in lines.items() if count > LONGEST[path.parts[0] == "tests"]} == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in our_modules() if path.stem in VAGUE] == []


@pytest.mark.parametrize("card", vendored(), ids=lambda card: card.parent.name)
def test_what_others_wrote_is_as_they_published_it(card: Path):
    known = json.loads(card.read_text())
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in card.parent.iterdir() if path != card}
    assert there == known["sha256"]
    assert all(integrity.startswith("sha512-") for integrity in known["packages"].values())
    assert any(name.startswith("LICENSE") for name in there)
