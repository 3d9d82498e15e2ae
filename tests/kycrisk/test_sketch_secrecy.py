"""In the room: a thief with the sketches and twenty thousand good guesses, and whoever holds the key."""

from random import Random

import pytest

from kycrisk.sketch import Sketch, SketchKey, sketch_prompts

KEY = SketchKey("autumn", bytes(range(32)))
GUESSES = 20_000
WORDS = (
    "grade the answer below with care and say why it is true or false before you write one number from this list of "
    "steps that a student took when solving a long problem about trains rivers taxes atoms verbs and old maps"
).split()


def guesses() -> list[str]:
    """What somebody who knows the trade would try: the same few words in ever other order."""
    rng = Random(5)
    return [" ".join(rng.choices(WORDS, k=rng.randint(35, 60))) for _ in range(GUESSES)]


@pytest.fixture(scope="module")
def tried() -> list[str]:
    return guesses()


def recovered(stolen: list[Sketch], tried: list[str], key: SketchKey) -> int:
    """How many stolen sketches one of the guesses explains: at least one equal shingle."""
    known = {hash_ for sketch in sketch_prompts(tried, key) for hash_ in sketch.shingles}
    return sum(bool(known.intersection(sketch.shingles)) for sketch in stolen)


def test_twenty_thousand_guesses_recover_nothing_without_the_key(tried: list[str]) -> None:
    """Every stolen template is among the guesses, and the thief tries keys that lie close at hand."""
    stolen = sketch_prompts(tried[::20], KEY)
    keys = [SketchKey("autumn", secret) for secret in (bytes(32), b"autumn".ljust(32, b"\0"), bytes(range(1, 33)))]
    assert [recovered(stolen, tried, key) for key in keys] == [0, 0, 0]


def test_whoever_holds_the_key_can_test_a_guess(tried: list[str]) -> None:
    """Which is why the key is kept apart from the sketches, and destroyed with them."""
    stolen = sketch_prompts(tried[::20], KEY)
    assert recovered(stolen, tried, KEY) == sum(bool(sketch.shingles) for sketch in stolen) > 0.95 * len(stolen)
