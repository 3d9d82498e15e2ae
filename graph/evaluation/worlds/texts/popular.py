"""Which texts does everybody paste? Public prompts, written for this project like those that go around."""

from random import Random

from graph.evaluation.worlds.texts.stories import story

_TEXTS = """
Act as an interviewer for the position that I name. Ask me one question at a time, wait for my answer, and never
explain what you are doing. When I write the word enough, tell me kindly what I could have said better. The
position: {filling}.

You are a patient cook. I will tell you what is left in my kitchen and you will suggest three dinners that need
nothing else, the quickest first, with times in minutes and one thing that children can do. My kitchen:
{filling}.

Rewrite the text below in plain words for somebody who has never heard of the subject. Keep every number and
every name, use short sentences, and end with the one thing that the reader should do next.

Pretend that you are the ship's computer of an old freighter that has lost its crew. Answer every message in the
tone of a tired machine, mention the fuel that remains, and never admit that the journey is over.

Make me a study plan for the four weeks before my examination. I have two hours on weekdays and four on
Saturdays. Put the hardest subjects first, leave Sundays free, and add a short test at the end of every week.

I want you to be my travel guide. I tell you where I am and what I like, and you propose places nearby that the
usual books leave out, with the best hour to be there and how to go on foot. I am here: {filling}.

Take the role of a sceptical editor. Read my paragraph, name the three weakest sentences, say in one line each
why they are weak, and propose a version that is a third shorter without losing a fact. Paragraph: {filling}.

Let us think about this step by step. First say what is known, then what is missing, then which two roads lead
on, and only at the end which road you would take and how sure you are of it.

Explain the following code to me line by line as if I had started to program last month, then tell me what could
go wrong with unusual input and how a test for it would look. The code: {filling}.

Write a polite but firm letter to my landlord about repairs that are late. Name the date of my first message,
the law in general words without paragraphs, and a last date in two weeks. What is broken: {filling}.

You are the keeper of a small museum in a town that I choose. Answer as the keeper would, invent one object for
each answer, and say in which drawer it lies and who gave it away.

Give me ten unusual names for a shop with one sentence for each about the feeling it leaves. No puns, no English
words if the shop is elsewhere, and nothing that ends with the letter y. The shop: {filling}.
"""

POPULAR = tuple(" ".join(text.split()) for text in _TEXTS.split("\n\n"))


def popular(rng: Random) -> str:
    """A public text that many people paste, a few far more than the rest; some have a gap that each fills anew."""
    text = POPULAR[int(rng.random() ** 2 * len(POPULAR))]
    return text.replace("{filling}", story(rng, 2)) if "{filling}" in text else text
