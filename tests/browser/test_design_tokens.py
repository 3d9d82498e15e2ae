"""Can everybody read it? Contrast of the tokens, in both themes, by arithmetic."""

import re

import pytest

from tests.browser.tokens import CSS, THEMES, contrast, pairs

TOKENS = pairs()
MEANINGS = ("clear", "watch", "review", "limit", "stop", "accent", "owns", "does", "link", "says")
INKS = ("ink", "ink-2", "ink-3")
GROUNDS = ("canvas", "surface", "raised", "sunken", "inset", "hover")


@pytest.mark.parametrize(("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_the_one_of_the_standard(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", MEANINGS)
def test_a_meaning_is_readable_on_its_own_soft_and_on_every_ground(name: str, theme: str) -> None:
    for ground in (f"{name}-soft", *GROUNDS):
        measured = contrast(TOKENS[name][theme], TOKENS[ground][theme])
        assert measured >= 4.5, f"{name} on {ground} is {measured:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", INKS)
def test_ink_is_readable_on_every_ground_and_on_a_selected_row(name: str, theme: str) -> None:
    for ground in (*GROUNDS, "accent-soft"):
        measured = contrast(TOKENS[name][theme], TOKENS[ground][theme])
        assert measured >= 4.5, f"{name} on {ground} is {measured:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", ["accent-fill", "accent-fill-hover", "stop-fill", "stop-fill-hover"])
def test_words_on_a_filled_button_are_readable(fill: str, theme: str) -> None:
    assert contrast(TOKENS["on-fill"][theme], TOKENS[fill][theme]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_controls_and_the_focus_ring_can_be_seen(theme: str) -> None:
    for mark in ("control", "accent"):
        for ground in ("canvas", "surface", "raised"):
            assert contrast(TOKENS[mark][theme], TOKENS[ground][theme]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_a_toast_and_on_the_current_page_are_readable(theme: str) -> None:
    assert contrast(TOKENS["toast-ink"][theme], TOKENS["toast"][theme]) >= 4.5
    assert contrast(TOKENS["ink-2"][theme], TOKENS["pressed"][theme]) >= 4.5


def test_only_the_tokens_name_colours() -> None:
    for sheet in CSS.glob("*.css"):
        if sheet.name != "tokens.css":
            named = re.findall(
                r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
            )
            assert not named, f"{sheet.name} names {named}"


def test_every_property_that_is_used_is_defined() -> None:
    sheets = "".join(sheet.read_text() for sheet in CSS.glob("*.css"))
    used = set(re.findall(r"var\(--([a-z0-9-]+)", sheets))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", sheets))
