"""What may stand in an address of a search? Larkspur's name, unreadable to whoever keeps the log."""

import pytest

from kycrisk.lib.vault import Unreadable, unveil, veil

NAME = "Larkspur Data Ltd – Λάρκσπουρ"


def test_a_veiled_text_comes_back_and_tells_a_log_nothing():
    veiled = veil(NAME, context="applications.search")
    assert unveil(veiled, context="applications.search") == NAME
    assert "Larkspur" not in veiled
    assert veiled.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("text", ["", "Larkspur", "a" * 40, "é", "####"])
def test_what_was_not_veiled_here_does_not_open(text: str):
    with pytest.raises(Unreadable):
        unveil(text, context="applications.search")


def test_a_veiled_text_opens_only_for_what_it_was_made_for():
    veiled = veil(NAME, context="applications.search")
    with pytest.raises(Unreadable):
        unveil(veiled, context="another.search")
    with pytest.raises(Unreadable):
        unveil(veiled[:-4] + "AAAA", context="applications.search")
