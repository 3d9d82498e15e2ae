"""Who is in the room? Operators with scripts of their own, who repeat themselves, paraphrase, drift and hide.

What a script leaves behind is looked at with the same eyes as everybody's prompts: families of shingles.
"""

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from graph.evaluation.worlds.texts import KitStyle, evaluation_forms, hostile_kit
from tests.graph.evaluation.looking import families

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def runs_of(text: str) -> set[str]:
    """Every five words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + 5]) for start in range(len(words) - 4)}


def wrappers(seed: int, language: str) -> set[str]:
    """All runs of a kit that are not filling."""
    kit = hostile_kit(Random(seed), KitStyle(languages=(language,)))
    parts = [part for family in kit.families for part in (*family.opening, *family.demands, family.form)]
    return {run for part in parts for run in runs_of(part.usual)}


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_two_operators_share_no_wording(language: str) -> None:
    kits = [wrappers(seed, language) for seed in range(5)]

    assert min(map(len, kits)) > 600
    shared = [len(one & other) for number, one in enumerate(kits) for other in kits[:number]]
    assert max(shared) <= 12, "of some 1,200 runs: 'show all reasoning steps' is everybody's"


def test_a_script_shows_as_templates() -> None:
    kit = hostile_kit(Random(1), KitStyle(families=6))
    rng = Random(2)

    found = families([kit.ask(rng, NOW) for _ in range(240)])

    assert 6 <= found.is_template.sum() < 40
    assert found.prompts[found.is_template].max() >= 30


def test_the_harder_it_paraphrases_the_less_stays() -> None:
    def longest(paraphrase: float) -> int:
        kit = hostile_kit(Random(3), KitStyle(families=4, paraphrase=paraphrase))
        rng = Random(4)
        return int(max(families([kit.ask(rng, NOW) for _ in range(300)]).prompts, default=0))

    assert longest(0.0) > longest(0.3) > longest(0.9)


def test_accounts_and_days_have_their_own_words() -> None:
    by_account = hostile_kit(Random(5), KitStyle(families=1, drift=0.7))
    by_day = hostile_kit(Random(5), KitStyle(families=1, drift=0.7, drifts_by="day"))

    def head(text: str) -> str:
        return text.splitlines()[0]

    one, other = by_account.asker("acct_1"), by_account.asker("acct_2")
    assert head(one(Random(1), NOW)) == head(one(Random(2), NOW + timedelta(days=9)))
    assert head(one(Random(1), NOW)) != head(other(Random(1), NOW))
    ask = by_day.asker("acct_1")
    assert head(ask(Random(1), NOW)) == head(by_day.asker("acct_2")(Random(1), NOW + timedelta(hours=5)))
    assert head(ask(Random(1), NOW)) != head(ask(Random(1), NOW + timedelta(days=1)))


def test_an_account_works_with_its_part_and_problems_come_from_a_pool() -> None:
    kit = hostile_kit(Random(6), KitStyle(families=30, each=2, pool=3))
    ask, rng = kit.asker("acct_1"), Random(7)

    asked = {ask(rng, NOW) for _ in range(200)}

    assert len(asked) <= 2 * 3
    assert asked == {kit.asker("acct_1")(Random(n), NOW) for n in range(200)}


def test_parts_are_shuffled_and_nothing_is_endless() -> None:
    kit = hostile_kit(Random(8), KitStyle(families=1, shuffled=True))
    rng = Random(9)

    asked = [kit.ask(rng, NOW) for _ in range(60)]

    assert len({text.splitlines()[1].split()[0] for text in asked}) > 2
    wild = hostile_kit(rng, KitStyle(languages=("en", "de", "es", "fr"), paraphrase=0.5))
    assert max(len(wild.ask(rng, NOW)) for _ in range(1_000)) <= 4_000


def test_an_evaluation_firm_grades_and_the_same_seed_says_the_same() -> None:
    firm = evaluation_forms(Random(10), 5)

    assert {family.purpose for family in firm.families} == {"rubric", "preference"}
    assert firm.ask(Random(1), NOW) == evaluation_forms(Random(10), 5).ask(Random(1), NOW)
