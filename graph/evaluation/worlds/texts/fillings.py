"""What is harvested? The part of an order that is new each time: problems, answers to mark, passages, tasks, goals.

Many lines, never the same: a filling is between 10 and 90 words.
"""

from collections.abc import Callable
from random import Random

from graph.evaluation.worlds.texts.code import snippet, task
from graph.evaluation.worlds.texts.everyday import sums
from graph.evaluation.worlds.texts.frames import Frames, told
from graph.evaluation.worlds.texts.stories import story, wish

type Filling = Callable[[Random], str]


def problem(rng: Random) -> str:
    """Something to be solved: a sum, or a case with a question."""
    if rng.random() < 0.5:
        return sums(rng)
    return f"{story(rng, 1 + int(rng.random() * 4))} {wish(rng)}"


def passage(rng: Random) -> str:
    """A text to make something of."""
    return story(rng, 2 + int(rng.random() * 6))


def marked(rng: Random) -> str:
    """A question and the answer to be marked."""
    return f"{wish(rng)}\n{story(rng, 1 + int(rng.random() * 5))}"


def compared(rng: Random) -> str:
    """A question and two answers."""
    return f"{wish(rng)}\nA: {story(rng, 1 + int(rng.random() * 3))}\nB: {story(rng, 1 + int(rng.random() * 3))}"


def order(rng: Random) -> str:
    """An instruction to be made harder."""
    return f"{wish(rng)} {story(rng, 1 + int(rng.random() * 3))}"


def programming(rng: Random) -> str:
    """What a program should do, sometimes with a beginning."""
    return f"{task(rng)}\n{snippet(rng, 1 + int(rng.random() * 6))}"


def goal(rng: Random) -> str:
    """What an agent with tools should reach."""
    return f"{wish(rng)} {story(rng, 1 + int(rng.random() * 3))}"


FILLINGS: dict[str, Filling] = {
    "reasoning": problem,
    "rubric": marked,
    "preference": compared,
    "questions": passage,
    "evolve": order,
    "code": programming,
    "tools": goal,
}


def stories_of(frames: Frames) -> Filling:
    """Fillings in another language, whatever the purpose."""
    return lambda rng: told(frames, 2 + int(rng.random() * 5), rng)
