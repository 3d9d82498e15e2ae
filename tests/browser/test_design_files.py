"""Is the front of the house in order? Components, icons and what was carried in, read as files."""

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The gallery shows components, it is none.
COMPONENTS = sorted((ROOT / "templates" / "components").glob("[!g]*.html"))
CARRIED = sorted(
    [*(ROOT / "kycrisk" / "static" / "vendor").iterdir(), *(ROOT / "tests" / "browser" / "vendor").iterdir()]
)
SVG = "{http://www.w3.org/2000/svg}"


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def icons() -> list[str]:
    sprite = ET.parse(ROOT / "kycrisk" / "static" / "icons.svg")  # noqa: S314  # our own file
    return [symbol.attrib["id"] for symbol in sprite.iter(f"{SVG}symbol")]


@pytest.mark.parametrize("folder", CARRIED, ids=name_of)
def test_what_was_carried_in_is_what_was_published(folder: Path) -> None:
    label = json.loads((folder / "vendor.json").read_text())
    assert folder.name == f"{label['name']}-{label['version']}"
    assert all(integrity.startswith("sha512-") for integrity in label["packages"].values())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    found.pop("vendor.json")
    assert found == label["sha256"]
    assert any(name.startswith("LICENSE") for name in found)


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_is_small_and_begins_by_naming_its_variables(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 40
    assert text.startswith(("{#", "{% comment %}"))
    head = re.match(r"\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\}", text, re.DOTALL)
    assert head
    rest = text[head.end() :]
    given = set(re.findall(r"(?:only|with) |(\w+)=", rest))
    read = set(re.findall(r"\{\{ (\w+)", rest)) | set(re.findall(r"\{% (?:el)?if (?:not )?(\w+)", rest))
    local = set(re.findall(r"\{% for (\w+)", rest)) | {"forloop", "block"} | given
    unnamed = {name for name in read - local if not re.search(rf"\b{name}\b", head[0])}
    assert not unnamed, f"its head does not name {sorted(unnamed)}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_can_be_read_and_passes_a_strict_policy(path: Path) -> None:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    get_template(str(path.relative_to(ROOT / "templates")))
    assert not re.search(r"\sstyle\s*=", text), "a style attribute"
    assert not re.search(r"\son[a-z]+\s*=", text), "an event attribute"
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "an inline script"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_icon_that_is_named_is_drawn(path: Path) -> None:
    text = path.read_text()
    named = set(re.findall(r"icons\.svg' %\}#([a-z][a-z-]*)\"", text))
    named |= set(re.findall(r'icon\.html" with name="([a-z-]+)"', text)) | set(re.findall(r'\bicon="([a-z-]+)"', text))
    assert named <= set(icons())


def test_the_sprite_names_every_drawing_once() -> None:
    assert len(icons()) == len(set(icons()))


def test_no_module_uses_what_the_policy_refuses() -> None:
    for module in (ROOT / "kycrisk" / "static" / "js").glob("*.js"):
        text = module.read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML\s*=|insertAdjacentHTML|setAttribute\(\"style\"", text), (
            module
        )
        assert len(text.splitlines()) <= 150, module
