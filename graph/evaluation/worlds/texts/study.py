"""How do honest people ask for reasons and for marks? Teachers, pupils and thinkers use the words that rings use."""

from random import Random

from graph.evaluation.worlds.texts.frames import frames, one_of
from graph.evaluation.worlds.texts.stories import story, wish
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_REASONS = frames(
    """
    Think it through step by step: which {noun} suits {who}?
    Explain your reasoning about {topic} to {who}.
    Show your reasoning on {topic}, then the {adjective} answer.
    Weigh {topic} against {topic}, reason step by step for {first}.
    Which argument on {topic} would {who} doubt, and why?
    Let us think step by step about {topic}.
    {Who} claims {topic} explains {topic}; prove or refute.
    Give pros and cons of {topic}, then decide for {first}.
    """,
    ENGLISH,
)
_MARKS = frames(
    """
    Grade {first}'s answer on {topic}, {few} points at most.
    Use our grading rubric for {topic}; {who} wrote:
    Score the essay on {topic} from one to {few}.
    Compare two answers about {topic} by {first} and {first}.
    Write {few} exam questions on {topic} for {who}.
    Give feedback on {name}'s homework, {mood} but fair:
    Make a multiple choice quiz on {topic}, {few} questions.
    """,
    ENGLISH,
)


def reasons(rng: Random) -> str:
    """Somebody who wants to see how an answer comes about; half of them tell what it is about."""
    told = f" {story(rng, 1 + int(rng.random() * 4))} {wish(rng)}" if rng.random() < 0.5 else ""
    return one_of(_REASONS, rng) + told


def marks(rng: Random) -> str:
    """A teacher with something to be marked, or a test to be written."""
    return f"{one_of(_MARKS, rng)} {story(rng, 1 + int(rng.random() * 6))}"
