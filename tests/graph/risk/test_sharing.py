"""What is said about a value that holds an agency, a firm or the Larkspur ring together?"""

import pytest

from graph.risk.sharing import fallen_apart


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), ""),
        ((6,), ""),
        ((1,) * 18, "Without it all 18 stand alone."),
        ((5, 1), "Without it they fall apart: 5 together and 1 alone."),
        ((1_200, 40), "Without it they fall apart: 1,200 and 40 together."),
        ((9, 4, 3, 1, 1), "Without it they fall apart: 9, 4 and 3 together and 2 alone."),
    ],
)
def test_what_falls_apart_is_said_in_words(parts: tuple[int, ...], said: str) -> None:
    assert fallen_apart(parts) == said
