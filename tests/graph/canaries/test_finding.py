"""Words planted in the Larkspur ring's answers come back in its prompts; Harbour's words are never taken for them."""

import re
from collections.abc import Callable
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.canaries import lexicon
from graph.canaries.finding import Lookout, Planted
from graph.canaries.wording import CORE_WORDS, LONGEST, House, _Draw
from kycrisk.sketch import SketchKey, sketch_prompts
from kycrisk.sketch.folding import fold
from kycrisk.sketch.words import words_of

SECRET = b"s" * 32
HOUSE = House(SECRET)
PHRASES = [HOUSE.phrase(number.to_bytes(16)) for number in range(400)]
PLANTED = Planted.nothing(SECRET).with_more([phrase.core for phrase in PHRASES], list(range(400)))
LETTER = "Dear team, please find the minutes of our meeting below; the harbour office is closed on Friday. " * 3


def found(*prompts: str) -> list[tuple[int, int]]:
    return PLANTED.among(words_of([fold(prompt).folded for prompt in prompts]))


# -- the innocent


def test_harbours_letters_and_real_names_hold_no_canary() -> None:
    authors = "See Nilsson, Goldberg, Farley and Winton (1974). Anna Brown of West Milford wrote it. " * 5
    assert found(LETTER, authors, "", "and", "¿?") == []


def test_words_that_begin_in_one_prompt_and_end_in_the_next_are_nobodys() -> None:
    words = fold(PHRASES[3].core).folded.split()
    assert found(f"{LETTER} {' '.join(words[:3])}", f"{' '.join(words[3:])} {LETTER}") == []


def test_four_of_the_five_words_are_not_enough() -> None:
    assert found(LETTER + " ".join(fold(PHRASES[3].core).folded.split()[:4])) == []


# -- the ring


@pytest.mark.parametrize(
    "changed",
    [
        str,
        str.upper,
        lambda text: f"{LETTER}{text} {LETTER}",
        lambda text: text.replace(" ", " \n\t "),
        lambda text: re.sub(r"[,._/-]", " ... ", text),
        lambda text: re.sub(r"\d", "7", text),
        lambda text: f"\u202e«{text}»\u200b",
        lambda text: f"请评价下面的句子{text}是否正确",
    ],
)
def test_a_canary_is_known_again_however_it_is_written_and_whatever_stands_around_it(
    changed: Callable[[str], str],
) -> None:
    assert found(*(changed(phrase.text) for phrase in PHRASES[:60])) == [(number, number) for number in range(60)]


def test_it_is_seen_in_passing_while_prompts_are_sketched_in_batches() -> None:
    lookout = Lookout(PLANTED)
    prompts = [LETTER * 40 + (PHRASES[number].text if number % 7 == 0 else "") for number in range(50)]
    plain = sketch_prompts(prompts, SketchKey("k", b"k" * 32))
    assert sketch_prompts(prompts, SketchKey("k", b"k" * 32), look=lookout.see) == plain
    assert lookout.found == [(number, number) for number in range(0, 50, 7)]


@given(st.lists(st.integers(0, 399), max_size=6, unique=True), st.text(max_size=80))
def test_whatever_stands_between_them_all_are_found(numbers: list[int], between: str) -> None:
    prompt = f" {between} ".join(PHRASES[number].text for number in numbers)
    assert {canary for _, canary in found(prompt)} >= set(numbers)


# -- unguessable, and like what anybody writes


def test_no_two_canaries_are_alike_and_each_is_five_words_in_a_short_line() -> None:
    assert len({phrase.core for phrase in PHRASES}) == len(PHRASES)
    assert {len(fold(phrase.core).folded.split()) for phrase in PHRASES} == {CORE_WORDS}
    assert all(phrase.core in phrase.text and len(phrase.text) <= LONGEST for phrase in PHRASES)


def test_the_names_alone_hold_64_bits_whatever_the_key_and_every_part_of_them_is_used_evenly() -> None:
    assert min(House(bytes([number]) * 32).bits for number in range(40)) >= 64
    drawn = [House(SECRET).phrase(number.to_bytes(16)).core for number in range(4_000)]
    names = [name.lower() for core in drawn for name in re.findall(r"[A-Za-z]+", core) if len(name) > 4]
    counts = np.unique([name[-2:] for name in names], return_counts=True)[1] / len(names)
    assert -float((counts * np.log2(counts)).sum()) > 4, "endings are far from evenly drawn"
    assert len(set(names)) / len(names) > 0.9, f"{log2(len(names)):.0f} bits of names repeat themselves"


def test_another_key_says_something_else_in_another_accent() -> None:
    other = House(b"t" * 32)
    assert other.phrase(b"7" * 16) != HOUSE.phrase(b"7" * 16)
    mine, theirs = (
        {house._name(_Draw((n * 7_919).to_bytes(64, "little"))) for n in range(600)} for house in (HOUSE, other)
    )
    assert len(mine & theirs) < len(mine) / 2


def test_who_filters_for_names_of_this_making_filters_out_real_ones() -> None:
    """The best a reader of the code can do is a pattern of all pieces, and that is what names are made of."""
    pieces = (lexicon.ONSETS, lexicon.VOWELS, lexicon.JOINTS, lexicon.ENDINGS)
    pattern = re.compile("".join(f"(?:{'|'.join(part)})" for part in pieces), re.IGNORECASE)
    real = """Milton Newton Hilton Winston Kingston Preston Burton Morton Horton Milford Bedford Bradford Stanford
    Oxford Hartley Bentley Wesley Shelley Huxley Goldberg Hallberg Nordstrom Hoffmann Hermann Lehmann Wellmann Bergman
    Nielsen Hansen Jensen Petersen Larsen Carlsen Rossini Bellini Puccini Martini Marino Romano Moreno Serrano Ivanov
    Petrov Smirnov Markov Pavlov Volkov Kowalski Nowak Garcia Fernandez Berlin Boston London Denver Vienna Warsaw
    Hamburg Marburg Salzburg Dresden Sweden Holland Poland Hopkins Collins Wilkins Perkins Jenkins Mitchell Campbell"""
    share = np.mean([pattern.fullmatch(name) is not None for name in real.split()])
    assert share > 0.4
