"""Does a long command tell a person how far it is, and nobody else?"""

from io import StringIO

import pytest

from kycrisk.lib import progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 0.0)


def shown(stream: StringIO, *, total: int = 0, quiet: bool = False) -> str:
    with progress.Progress(stream, "entries", total=total, quiet=quiet) as told:
        told.at(500)
        told.at(1_000)
    return stream.getvalue()


@pytest.mark.usefixtures("_at_once")
def test_a_person_at_a_terminal_sees_how_far_it_is():
    text = shown(Terminal(), total=2_000)
    assert "500 of 2,000 (25%) entries" in text
    assert "1,000 of 2,000 (50%) entries" in text
    assert text.endswith("\r\x1b[K")


@pytest.mark.usefixtures("_at_once")
def test_where_nobody_knows_the_end_only_the_count_is_shown():
    assert "1,000 entries" in shown(Terminal())


def test_it_is_said_at_most_five_times_a_second():
    assert shown(Terminal(), total=2_000).count("entries") == 1


@pytest.mark.usefixtures("_at_once")
def test_a_file_gets_nothing_and_a_quiet_person_neither():
    assert shown(StringIO()) == ""
    assert shown(Terminal(), quiet=True) == ""
