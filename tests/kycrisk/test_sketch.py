"""In the room: a pupil's homework, a template with fillings, a text made to hurt, and somebody without the key."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kycrisk.sketch import (
    KEPT_AT_MOST,
    LONGEST_PROMPT,
    Before,
    SketchKey,
    parse_keys,
    sketch_prompt,
    sketch_prompts,
)
from kycrisk.sketch.lookalikes import as_latin
from kycrisk.sketch.siphash import siphash

KEY = SketchKey("autumn", bytes(range(32)))
OTHER_KEY = SketchKey("spring", bytes(range(1, 33)))
HOMEWORK = (
    "In the museum of our town there is a wooden bridge that a carpenter built without a single nail. Describe in your "
    "own words how the beams hold each other, why the arch does not fall when a cart crosses it, and which of the "
    "three drawings on the wall shows the forces correctly. Give a reason for each of your answers."
)
GERMAN = (
    "Im Museum unserer Stadt steht eine große Brücke, die ein Zimmermann ohne einen einzigen Nagel gebaut hat. "
    "Beschreibe mit eigenen Worten, wie die Balken einander halten, warum der Bogen nicht fällt, wenn ein schwerer "
    "Wagen darüberfährt, und welche der drei Zeichnungen an der Wand die Kräfte richtig zeigt."
)
CHINESE = (
    "我们镇上的博物馆里有一座木桥, 是一位木匠没有用一颗钉子建成的。请用自己的话描述横梁如何互相支撑, "
    "为什么马车经过时拱不会倒塌, 以及墙上的三幅图中哪一幅正确地表示了力。每个回答都要说明理由。"
)
ARABIC = (
    "في متحف مدينتنا جسر خشبي بناه نجار من غير مسمار واحد. صف بكلماتك كيف تمسك العوارض بعضها بعضا، ولماذا لا يسقط "
    "القوس حين تعبره عربة ثقيلة، وأي الرسوم الثلاثة على الجدار يبين القوى بيانا صحيحا. اذكر سببا لكل جواب من أجوبتك."
)
TEXTS = [HOMEWORK, GERMAN, CHINESE, ARABIC]


def shingles(text: str, key: SketchKey = KEY) -> set[int]:
    return set(sketch_prompt(text, key).shingles)


def long_text(words: int, seed: int = 0) -> str:
    """Words that nobody has written before, others for each seed."""
    numbers = [(seed + 1) * 7919 + number * 104729 for number in range(words)]
    return " ".join("".join(chr(97 + number // 26**place % 26) for place in range(5)) for number in numbers)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_gives_the_same_shingles_in_any_script(text: str) -> None:
    assert shingles(text)
    assert sketch_prompt(text, KEY) == sketch_prompt(text, KEY)


@pytest.mark.parametrize("text", TEXTS)
def test_case_punctuation_and_invisible_characters_make_no_difference(text: str) -> None:
    dressed = text.upper().replace(" ", " \u200f\u2066 ").replace(",", " \u2014\u00ad ")
    assert shingles(dressed) == shingles(text)


def test_accents_typed_in_two_ways_are_the_same() -> None:
    assert shingles(unicodedata.normalize("NFD", GERMAN)) == shingles(GERMAN)


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text.translate(str.maketrans("aeopcyxi", "аеорсухі")),
        lambda text: text.translate(str.maketrans("aov", "αον")),
        "\u034f".join,
        lambda text: text.replace("e", "e\u0336").replace("t", "t\u20d2"),
        lambda text: text.replace("o", "o\u200b\u2060").replace("b", "b\ufe0f"),
        lambda text: text.replace(" ", "\u00a0\u3164"),
        lambda text: text.replace("n", "𝐧"),
    ],
    ids=["Cyrillic", "Greek", "joined", "struck through", "zero width", "fillers", "bold"],
)
def test_a_disguise_that_people_do_not_see_is_not_seen_here(disguise: Callable[[str], str]) -> None:
    assert disguise(HOMEWORK) != HOMEWORK
    assert shingles(disguise(HOMEWORK)) == shingles(HOMEWORK)


def test_arabic_is_the_same_with_vowel_signs_and_stretched() -> None:
    assert shingles(ARABIC.replace("م", "مـــ").replace("ب", "ب\u064e")) == shingles(ARABIC)


def test_words_of_another_alphabet_stay_what_they_are() -> None:
    """Thirty words of Russian are no other Latin words, also inside an English text."""
    russian = "он сам ест рис и воду у окна а сын рано утром варит уху из карпа"
    assert as_latin(russian) == russian
    assert as_latin(f"{HOMEWORK.lower()} хлеб") == f"{HOMEWORK.lower()} хлеб"
    assert as_latin("рrice of а сар") == "price of a cap"


def test_full_width_letters_are_letters() -> None:
    assert shingles("".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in HOMEWORK)) == shingles(HOMEWORK)


def test_numbers_make_no_difference_however_they_are_written() -> None:
    template = " {} ".join(long_text(3, seed) for seed in range(40))
    plain = shingles(template.replace("{}", "3"))
    assert len(plain) > 5
    for written in ("1,250.00", "٣٤", "2026-11-24", "7 8 9"):
        assert shingles(template.replace("{}", written)) == plain


def test_a_template_shows_and_its_filling_does_not() -> None:
    prompts = [f"{HOMEWORK} {long_text(60, seed)}" for seed in range(3)]
    common = shingles(prompts[0]) & shingles(prompts[1]) & shingles(prompts[2])
    assert common
    assert common <= shingles(HOMEWORK)


def test_a_shingle_is_kept_always_or_never_wherever_it_stands() -> None:
    kept = shingles(HOMEWORK)
    for before in ("Hello.", "Dear assistant, I have a question about this:", "«…»"):
        assert kept <= shingles(f"{before} {HOMEWORK}")


def test_about_one_shingle_in_eight_is_kept() -> None:
    kept = [len(shingles(f"{long_text(100, seed)} {HOMEWORK[seed:]}")) for seed in range(60)]
    assert 8 < sum(kept) / len(kept) < 24


def test_long_prompts_keep_their_lowest_hashes() -> None:
    parts = [long_text(120, seed) for seed in range(8)]
    kept = sketch_prompt("\n".join(parts), KEY).shingles
    assert len(kept) == KEPT_AT_MOST
    assert kept[:20] == tuple(sorted(set(kept) | {hash_ for part in parts for hash_ in shingles(part)}))[:20]


def test_below_thirty_words_only_traits_remain() -> None:
    words = HOMEWORK.split()
    assert sketch_prompt(" ".join(words[:29]), KEY).shingles == ()
    assert any(sketch_prompt(" ".join(words[start : start + 30]), KEY).shingles for start in range(10))


def test_neither_words_nor_sketches_reach_across_two_prompts_sketched_together() -> None:
    texts = [*HOMEWORK.split("arch"), *TEXTS, *(long_text(40 + seed, seed) for seed in range(40)), *HOMEWORK.split()]
    assert sketch_prompts(texts, KEY) == [sketch_prompt(text, KEY) for text in texts]


@given(st.lists(st.text(max_size=400), max_size=8))
def test_any_texts_are_sketched_alike_alone_and_together(texts: list[str]) -> None:
    assert sketch_prompts(texts, KEY) == [sketch_prompt(text, KEY) for text in texts]


@given(st.binary(max_size=3000))
def test_binary_rubbish_is_sketched(rubbish: bytes) -> None:
    sketch_prompt(rubbish.decode("latin-1"), KEY)
    sketch_prompt(rubbish.decode("utf-8", "surrogateescape"), KEY)
    sketch_prompt(rubbish.decode("utf-16", "replace"), KEY)


def test_the_empty_prompt_has_a_sketch() -> None:
    assert sketch_prompt("", KEY).to_dict() == {
        "version": 1,
        "key_id": "autumn",
        "tokens": 0,
        "shingles": "",
        "traits": ["chat"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0316" * (LONGEST_PROMPT // 2),  # canonical ordering of marks is quadratic
        "\ufdfa" * LONGEST_PROMPT,  # becomes eighteen characters each
        "generate questions " * (LONGEST_PROMPT // 19),
        "rate " * (LONGEST_PROMPT // 5),
        "select " * (LONGEST_PROMPT // 7),
        '"instruction": ' * (LONGEST_PROMPT // 15),
        "问" * LONGEST_PROMPT,
        "9" * LONGEST_PROMPT,
        "word " * (LONGEST_PROMPT // 5),
        "аa " * (LONGEST_PROMPT // 3),
        "\0\x1b" * (LONGEST_PROMPT // 2),
        "# " * (LONGEST_PROMPT // 2),
        " " * LONGEST_PROMPT,
        "\udcff" * LONGEST_PROMPT,
        "\u202e\u200b" * (LONGEST_PROMPT // 2),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_a_megabyte_made_to_hurt_takes_seconds_not_hours(text: str) -> None:
    started = process_time()
    sketch_prompt(text, KEY)
    assert process_time() - started < 20


def test_another_key_shares_nothing() -> None:
    assert not shingles(HOMEWORK) & shingles(HOMEWORK, OTHER_KEY)


def test_under_two_keys_a_prompt_is_sketched_as_under_each_alone() -> None:
    texts = [*TEXTS, long_text(90), "short"]
    for text, sketch in zip(texts, sketch_prompts(texts, KEY, OTHER_KEY), strict=True):
        assert sketch == sketch_prompt(text, KEY, before=OTHER_KEY)
        assert sketch.before == Before("spring", sketch_prompt(text, OTHER_KEY).shingles)
        assert replace(sketch, before=None) == sketch_prompt(text, KEY)


def test_known_prompts_do_not_help_to_guess_another_without_the_key() -> None:
    """Sums of word hashes alone would keep differences: x(abcde) - x(abcdf) = x(ghije) - x(ghijf)."""
    words = [f"{chr(97 + a)}{chr(97 + b)}q" for a in range(26) for b in range(26)]

    def last_shingles(opening: str) -> dict[str, int]:
        before = f"{HOMEWORK} {opening}"
        added = {word: shingles(f"{before} {word}") - shingles(before) for word in words}
        return {word: hashes.pop() for word, hashes in added.items() if hashes}

    one, other = last_shingles("alpha beta gamma delta"), last_shingles("omega psi chi phi")
    shared = sorted(one.keys() & other.keys())
    assert len(shared) > 3  # a linear hash would sample both or neither of two openings, never some
    assert all((one[a] - one[b]) % 2**64 != (other[a] - other[b]) % 2**64 for a in shared for b in shared if a < b)


def test_siphash_is_the_published_function() -> None:
    """The authors' own vector: key 00…0f, message 00…07."""
    message = np.frombuffer(bytes(range(8)), dtype="<u8")
    assert siphash(message, bytes(range(16))).tobytes().hex() == "6224939a79f5f593"


def test_a_key_never_shows_itself() -> None:
    assert "secret" not in repr(KEY)
    assert str(KEY.secret) not in repr(KEY)


def test_keys_are_read_newest_first() -> None:
    setting = "k2:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=, k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert [key.key_id for key in parse_keys(setting)] == ["k2", "k1"]


@pytest.mark.parametrize(
    ("setting", "mend"),
    [
        ("", "openssl rand"),
        ("topsecretword", "id:base64"),
        ("k1:topsecretword", "openssl rand"),
        ("k1:dG9wc2VjcmV0d29yZA==", "32 are needed"),
        (":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "key id"),
        ("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "own"),
    ],
)
def test_a_bad_key_setting_is_refused_without_showing_it(setting: str, mend: str) -> None:
    with pytest.raises(ValueError, match=mend) as refusal:
        parse_keys(setting)
    assert "topsecret" not in str(refusal.value)
    assert "dG9wc2Vj" not in str(refusal.value)
