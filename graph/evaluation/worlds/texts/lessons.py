"""Which sheets for marking, and which wordings of their own, do schools, evaluators and single people keep?

They show the traits that harvesting shows: whoever looks at a trait alone finds a teacher.
"""

from random import Random

from graph.evaluation.worlds.texts.everyday import letter
from graph.evaluation.worlds.texts.frames import frames, listed, merged, one_of
from graph.evaluation.worlds.texts.stories import story, wish
from graph.evaluation.worlds.texts.templates import Template
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_LESSON = merged(
    ENGLISH,
    {
        "virtue": listed(
            "accuracy, clarity, tone, structure, evidence, brevity, spelling, courage, method, depth, order"
        ),
        "work": listed("essay, answer, report, summary, translation, proof, letter, exercise, reply, speech, review"),
        "marking": listed("points, marks, stars, credits, a grade, a score, a percentage, a level, a verdict"),
        "order": listed("then, after that, finally, next, only then, at the end, before that, once more, in between"),
    },
)
_JUDGE = frames(
    """
    You mark the {work}s of {mood} {trade}s from {city} and give {marking}.
    As a {mood} examiner of {topic}, grade the following {work} for {who}.
    Evaluate the response below as {name}, {trade} in {city}, would.
    Our panel in {city} rates each {adjective} {work}; assign a score for it.
    """,
    _LESSON,
)
_CRITERION = frames(
    """
    Give {virtue} {digit} {marking}, {virtue} {digit} and {virtue} the rest.
    Explain your reasoning about {virtue}, {order} about {virtue}.
    Lower the {marking} when {virtue} suffers or {topic} is missing.
    {Order} compare it with a {adjective} {work} on {topic}.
    Quote the {adjective} sentence that decided {virtue} for {who}.
    Answer with {virtue}, {virtue} and {marking} on {few} lines.
    Work step by step from {virtue} to {virtue}.
    """,
    _LESSON,
)


def rubric(rng: Random) -> Template:
    """The sheet by which one school or evaluation firm marks: the work to be marked is the filling."""
    first, *rest = [criterion.draw(rng) for criterion in rng.sample(_CRITERION, rng.randint(3, 5))]
    return Template(f"{one_of(_JUDGE, rng)} {first}", lambda rng: story(rng, 2 + int(rng.random() * 4)), " ".join(rest))


def own_wording(rng: Random) -> Template:
    """What one person keeps for their own use and sends again and again."""
    first = f"{one_of(_JUDGE, rng)} {story(rng, 1)}" if rng.random() < 0.3 else letter(rng)
    return Template(first, lambda rng: story(rng, 1 + int(rng.random() * 4)), wish(rng))
