"""Which worlds does `dev.py evaluate` go through, and with which words?"""

import argparse

import pytest

from kycrisk.local.evaluation import World, add_options, worlds


def asked(*words: str) -> list[World]:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return worlds(parser.parse_args(words))


def names(found: list[World]) -> list[str]:
    return [world.name for world in found]


def test_by_default_the_everyday_worlds_daily_and_the_hard_ones_at_their_end() -> None:
    found = asked()
    assert names(found)[:3] == ["small-1", "small-2", "hard-1"]
    daily = {world.preset for world in found if world.every == 1}
    assert daily == {"small"}
    assert {"cover", "faint", "honest", "poison"} <= {world.preset for world in found} - daily


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--preset", "hard"), ["hard-1", "hard-2"]),
        (("--preset", "hard", "--seeds", "5", "6", "7"), ["hard-5", "hard-6", "hard-7"]),
        (("--preset", "hard", "--seeds", "5", "--prevalence", "0.01"), ["hard-0.01-5"]),
    ],
)
def test_one_world_alone(words: tuple[str, ...], expected: list[str]) -> None:
    assert names(asked(*words)) == expected


def test_seeds_of_every_world_and_the_first_alone_is_ablated() -> None:
    found = asked("--seeds", "11", "12")
    assert names(found)[:4] == ["small-11", "small-12", "hard-11", "hard-12"]
    assert [world.name for world in found if world.ablate] == ["small-11", "hard-11"]
    assert all(world.ablate for world in asked("--seeds", "11", "12", "--ablate"))


def test_a_tenth_of_every_world_at_its_end() -> None:
    found = asked("--scale", "0.1", "--every", "366")
    assert {world.every for world in found} == {366}
    small = found[0]
    assert small.simulated("/w/small-1")[1:] == [
        "--preset",
        "small",
        "--seed",
        "1",
        "--scale",
        "0.1",
        "--out",
        "/w/small-1",
    ]
    assert small.evaluated("/w/small-1")[-3:] == ["--every", "366", "--ablate"]
