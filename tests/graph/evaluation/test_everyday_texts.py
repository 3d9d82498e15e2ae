"""Who is in the room? Ordinary people whose questions resemble nobody's, and organisations that repeat themselves."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from graph.evaluation.worlds import texts
from tests.graph.evaluation.looking import families

NOW = datetime(2026, 11, 1, tzinfo=UTC)
Owner = Callable[[Random], texts.Template]
OWNERS: tuple[Owner, ...] = (texts.house_style, texts.support_bot, texts.ci_check, texts.starter)


def test_ordinary_people_have_no_wording_in_common():
    rng = Random(3)
    prompts = [texts.everyday(rng) for _ in range(8_000)]

    found = families(prompts)

    assert found.count < 60
    assert max(found.prompts, default=0) < 40, "no phrase of five words is used by one in two hundred"


def test_most_prompts_are_short_and_none_is_endless():
    rng = Random(4)
    lengths = sorted(len(texts.everyday(rng).split()) for _ in range(4_000))

    assert 0.6 < sum(length < 30 for length in lengths) / len(lengths) < 0.8
    assert lengths[-100] > 150, "some paste a document"
    assert max(len(texts.document(rng)) for _ in range(500)) <= 4_000


@pytest.mark.parametrize("owner", OWNERS)
def test_an_organisation_repeats_itself_but_no_other(owner: Owner):
    rng = Random(5)
    one, other = owner(rng), owner(rng)

    found = families([one.ask(rng, NOW) for _ in range(40)])
    both = families([*(one.ask(rng, NOW) for _ in range(10)), *(other.ask(rng, NOW) for _ in range(10))])

    assert max(found.prompts[found.is_template]) == 40
    assert both.count == 0, "ten prompts of each are too few for a family of twelve, unless the two share a wording"


def test_a_class_and_strangers_paste_the_same_text():
    rng = Random(6)
    sheet = texts.homework(rng)

    pasted = [texts.popular(rng) for _ in range(2_000)]

    assert 60 <= len(sheet.split()) <= 250
    assert sheet != texts.homework(rng)
    assert families(pasted).count >= 10, "each public text is one"
    assert not families([sheet] * 40).count, "pasting the same text again and again makes one prompt"


def test_the_same_seed_says_the_same():
    def said(seed: int) -> list[str]:
        rng = Random(seed)
        asked = [texts.everyday(rng) for _ in range(200)]
        return [*asked, texts.house_style(rng).ask(rng, NOW), texts.homework(rng), texts.popular(rng)]

    assert said(7) == said(7)
    assert said(7) != said(8)
