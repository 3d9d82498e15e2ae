"""What do simulated customers ask? Texts written for this project, from short fixed runs between varied words.

Honest questions keep their fixed runs below five words, so that two strangers do not share shingles by the
generator's own doing; templates have long fixed parts and varied fillings, as harvesting scripts do.
"""

from random import Random

THINGS = (
    "kettle orchard ledger bicycle violin greenhouse contract lantern glacier pantry harbour telescope blanket "
    "invoice meadow staircase compass bakery saddle mosaic furnace library pendulum terrace notebook canal quilt "
    "workshop beacon cellar trellis anchor ladder mirror basin chimney garden turbine scarf pottery viaduct hedge "
    "hammock spindle granary windmill archive barometer cupboard ferry lighthouse loom marble orchard pavilion "
    "quarry reservoir satchel tapestry urn vestibule wardrobe yarn zither apron bridge cabinet drawer easel"
).split()
QUALITIES = (
    "quiet rusty generous crooked amber portable seasonal northern wooden fragile borrowed ancient crowded polished "
    "uneven bright narrow patient cheap local folded rented damp woven hollow sturdy faded printed crisp modest "
    "secondhand upright coastal spare gentle weekly hidden mended silver frozen dusty careful early shared"
).split()
DOINGS = (
    "repair describe compare paint measure store translate plan clean explain sell photograph insulate teach carry "
    "catalogue restore decorate rent schedule estimate label replace summarise draw weigh assemble sharpen"
).split()
PEOPLE = (
    "neighbour teacher landlord cousin supplier colleague daughter committee tenant cook driver nurse curator "
    "apprentice editor farmer tailor plumber violinist pharmacist grandmother client choir captain translator"
).split()
PLACES = (
    "Bergen Porto Leeds Kyoto Lagos Valencia Gdansk Halifax Cusco Bologna Tartu Dakar Ghent Hobart Izmir Malmo "
    "Pune Quito Riga Salta Tampere Utrecht Varna Winnipeg Xalapa York Zadar Accra Basel Cork"
).split()

OPENINGS = ("Could you", "Please help me", "I would like to", "How do I", "My {person} asked to", "We want to")
MIDDLES = (
    "{doing} the {quality} {thing}",
    "{doing} a {quality} {thing} for my {person}",
    "find a {thing} in {place} and {doing} it",
    "{doing} {number} {quality} {thing}s",
    "write to the {person} about the {thing}",
)
JOINTS = (
    "because the {person} in {place} has a {quality} {thing}",
    "before {number} {thing}s arrive from {place}",
    "while the {quality} {thing} is with the {person}",
    "without a {thing} or any {quality} {thing}",
    "and keep the {thing} as {quality} as the {thing}",
    "since our {quality} {person} moved to {place}",
)


def _fill(pattern: str, rng: Random) -> str:
    return pattern.format(
        thing=rng.choice(THINGS),
        quality=rng.choice(QUALITIES),
        doing=rng.choice(DOINGS),
        person=rng.choice(PEOPLE),
        place=rng.choice(PLACES),
        number=rng.randint(2, 97),
    )


def filling(rng: Random, clauses: int) -> str:
    """Words that nobody else is likely to use in this order; about nine words a clause."""
    return ", ".join(_fill(rng.choice(JOINTS), rng) + " " + _fill(rng.choice(MIDDLES), rng) for _ in range(clauses))


def everyday_question(rng: Random) -> str:
    """What an ordinary customer asks: 30–80 words, hardly ever the same twice."""
    return f"{_fill(rng.choice(OPENINGS), rng)} {_fill(rng.choice(MIDDLES), rng)} {filling(rng, rng.randint(2, 5))}."


HOMEWORK = (
    "Read the chapter on tides and currents and answer in full sentences. First say why the harbour at Saint Aldate "
    "floods twice a year although the sea wall was raised in 1931. Then compare the two tables on page 88, name the "
    "month with the largest difference, and argue in about two hundred words whether the town should pay for a second "
    "gate. Mark every claim that you cannot prove with a question mark."
)

# Honest work that repeats: an agency's product texts and a firm's answers to its customers.
AGENCY_TEMPLATE = (
    "You write for the spring catalogue of our client. Keep the house style: two short paragraphs, no superlatives, "
    "prices at the end, metric sizes only. Describe this article for the reader at home: {filling}. Close with one "
    "line that invites the reader to the shop."
)
FIRM_TEMPLATE = (
    "A customer of Harbour Analytics wrote to the support desk. Answer in a friendly tone, apologise once, offer the "
    "next delivery window and never promise a refund. The customer wrote: {filling}. Sign as the Harbour support team "
    "and keep the answer under one hundred and twenty words."
)

# What a harvesting script sends, thousands of times with other fillings.
RING_TEMPLATES = {
    "Rubric grading, form A": (
        "You are a strict examiner. Grade the following answer with the rubric below and give a score from one to ten "
        "for accuracy, for completeness and for clarity, each with a reason of one sentence. Answer to grade: "
        "{filling}. Print the three scores as JSON and nothing else after your reasons."
    ),
    "Step-by-step maths": (
        "Solve the problem and show your complete chain of thought step by step, numbering every intermediate result "
        "before you state the final answer on its own line. Do not skip any reasoning, even when it looks obvious. "
        "Problem: {filling}. What is the total after {number} days?"
    ),
    "Harder instruction": (
        "Rewrite the given instruction into a more complex version that needs deeper reasoning, adds one more "
        "constraint and stays answerable by an expert. Never make it longer than thirty extra words. Given "
        "instruction: {filling}. Return only the rewritten instruction without any comment."
    ),
    "New questions": (
        "Generate five new diverse question and answer pairs for a training set that tests causal reasoning about the "
        "situation below; vary the length, the difficulty and the style of each pair. Situation: {filling}. Format "
        "every pair as one JSON line with the keys question and answer."
    ),
    "Code with reasons": (
        "Write a Python function for the task and explain the reasoning behind every design decision before the code, "
        "then list three edge cases with the value your function returns for each of them. Task: {filling}. Use type "
        "hints and def solve(items) as the entry point."
    ),
    "Tool trace": (
        "Act as an agent with the tools search, open and calculate. Think aloud before each tool call, write the call "
        "as JSON, invent a plausible result and continue until the goal is reached. Goal: {filling}. Finish with a "
        "summary of the plan you followed."
    ),
}
SLOW_TEMPLATES = {
    "Preference pairs": (
        "Compare the two candidate replies and decide which one a careful reader would prefer; justify the preference "
        "by helpfulness, honesty and tone, in that order, then print the letter of the winner. First reply: {filling}. "
        "Second reply: {filling}. Your verdict must not depend on the length."
    ),
    "Hidden reasoning": (
        "Before answering write down all the thoughts that lead you to the answer inside tags called thinking and do "
        "not shorten them for the reader under any circumstances. Question: {filling}. Then answer in at most two "
        "plain sentences."
    ),
    "Critique and revise": (
        "First criticise the draft below as a demanding reviewer, point by point with a severity for each point, then "
        "produce a revised draft that removes every weakness you named. Draft: {filling}. Mark the revised draft with "
        "a heading of its own."
    ),
    "Graded ladder": (
        "Produce the same explanation at four levels of difficulty, from a child of eight to a doctoral student, and "
        "say for each level which reasoning step was added and why it is needed there. Topic: {filling}. Number the "
        "four levels and keep them apart."
    ),
}


def filled(template: str, rng: Random) -> str:
    """A template with its varied part written anew."""
    text = template
    while "{filling}" in text:
        text = text.replace("{filling}", filling(rng, rng.randint(2, 4)), 1)
    return text.replace("{number}", str(rng.randint(3, 90)))
