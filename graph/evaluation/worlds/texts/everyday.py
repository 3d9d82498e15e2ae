"""What do ordinary people ask? Most prompts are short; some tell a story, paste code, a document or a list.

The grammar leaves no long run of fixed words between two slots, so that a million of these texts share hardly any five
words in a row more often than people's own do.
"""

from random import Random

from graph.evaluation.worlds.texts.code import coding, short_coding
from graph.evaluation.worlds.texts.frames import frames, one_of
from graph.evaluation.worlds.texts.stories import story, wish
from graph.evaluation.worlds.texts.tongues import abroad
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_CHAT = frames(
    """
    thanks, that helps with the {noun}
    and for {who}?
    shorter please
    more {mood}, less formal
    ok now in {city} instead
    what about {topic}?
    why?
    no, I meant the {thing}
    continue
    can you make it about {food}
    hi, are you there
    great. next: {topic}
    say that again for {who}
    and with {few} people?
    is that true in {city}
    use the word {adjective}
    try again with {tool}
    good morning
    I don't understand the part about {topic}
    perfect, thank you {first}
    """,
    ENGLISH,
)
_SHORT = frames(
    """
    How do I {do} a {thing}?
    What can I cook with {food}, {food} and {food}?
    Recipe for {meal}, {few} people, no {food} please
    How long does {meal} keep in the fridge?
    Can I replace {food} by {food} in a {dish}?
    Two days in {city} with {who}, what should we see?
    Cheapest way from {city} to {city} in {month}?
    Is {city} or {city} nicer {when}?
    Do I need a visa for {city} if I stay {few} weeks
    Explain {topic} to {who}
    What is the difference between {topic} and {topic}?
    Give me {few} facts about {topic}
    Who invented the {noun}?
    When was {topic} first described, {year} or later?
    Write a birthday card for {first}, who loves {topic}
    Short message to {who}: I will {do} the {noun} {when}
    Polite reminder to {name}, the {thing} is {few} days late
    Complaint about a {thing} from {city}, I paid {n}
    Translate into Spanish: {who} {did} my {noun} {when}
    How do you say "{adjective} {noun}" in Italian?
    What does {mood} mean, use it in {few} sentences
    {n} percent of {n}?
    A {noun} costs {n}, discount {few} percent, what do I pay?
    {First} is {few} years older than {first}, together {n}. How old are they?
    Solve x for {digit}x plus {n} equals {n}
    A train does {n} km in {digit} hours, how fast is that, explain it step by step
    Average of {n}, {n}, {n} and {n}
    Name for a {adjective} {dish} place in {city}
    {Few} names for my {noun} shop
    A poem about a {thing} {where}
    Joke about a {trade} and a {trade}
    Synonyms for {adjective}
    Is it normal to feel {mood} {when}?
    My {noun} is {adjective}, what could it be?
    How often should I {do} the {noun}?
    Gift for {who}, about {n}, likes {topic}
    Interview tips for a {trade} in {city}
    What does a {trade} earn in {city}?
    Plan a {few} day trip from {city}, {mood} teenagers, no {topic}
    Which {noun} for a beginner, budget {n}
    Fix the grammar: {first} have {did} the {noun} {when}
    Title for a talk on {topic} for {who}s
    Is {food} good for {topic}?
    Quiz on {topic}, {few} questions, easy
    Why did {who} feel {mood} about {topic}?
    Check my answer: {n} times {digit} is {n}
    Convert {n} miles to km
    What time is it in {city} when it is {few} in {city}?
    {Topic} in one sentence
    Which is healthier, {meal} or {meal}?
    """,
    ENGLISH,
)
_OPENING = frames(
    """
    Hi, {mood} {trade} here.
    Advice on {topic}, please.
    Hello, {mood} because of my {thing}.
    I live in {city} with {who}.
    Help me answer {name}, {trade} in {city}.
    Long story: {first} and {who}.
    {Name} and I disagree about {topic}.
    Please read, then answer {who}.
    Homework on {topic}, due {when}.
    For {first}'s blog about {topic}:
    My {dish} stall {where}, {mood} customers.
    Notes for {who}:
    Proofread for {mood} {trade}s, please.
    Rewrite for {who}, as {name} would.
    {Few} days in {city}, planned {when}.
    Question for a {mood} {trade}.
    I grade essays on {topic}, {first} is {mood}.
    """,
    ENGLISH,
)
_EXERCISE = frames(
    """
    {Who} buys {few} {adjective} {noun}s, {first} buys {few} {noun}s, {n} together.
    {First} has {few} {thing}s, loses {few} {when} and gives {who} {few}.
    A {adjective} tank {where} holds {few} litres of {food}, {first} takes {few} {when}.
    {City} is {n} km from {city}; {who} does {few} km by {noun}.
    {Name} mixes {few} {food} with {few} {food} for {meal}.
    The {thing} loses {few} percent {when}, says {who}.
    {First} saves {few} euros {when} towards a {thing} {where}.
    Of {few} {trade}s {where}, {few} like {topic}, {few} {food}.
    A {adjective} rectangle {where}: {first} measures {few} by {few}, {who} {n}.
    """,
    ENGLISH,
)
_SUM = frames(
    """
    What is left for {who} {when}?
    When has {first} {few} {adjective} {noun}s?
    Show {who} every step.
    {Noun}s to {noun}s, what ratio?
    Could {who} be right with {few}?
    Explain it to {who} step by step, {mood} but clear.
    Add a table of {noun}s for {who}.
    """,
    ENGLISH,
)
_RECORD = frames(
    """
    {name}; {city}; {n}; {thing}
    {n} {noun} {city} {month} {year}
    {month} {few}: {thing}, {n}
    {first}\t{n}\t{food}\t{mood}
    """,
    ENGLISH,
)
_ABOUT_RECORDS = frames(
    """
    Which {city} rows look {mood}, {first} asks.
    Sum {field} by {field}, then sort {noun}s.
    Chart idea for {who}: {field} against {field}.
    Clean this {noun} list, drop {field}.
    Find doubles, group {field} by {field} for {who}.
    """,
    ENGLISH,
)
_HEADING = frames(
    """
    {Topic}: a report from {city}
    Minutes by {name}, {month} {year}
    The {thing}, by {name}
    {City}, {few} {month} {year}
    To {name}, {trade}, {city}
    {Name} and {name}, agreed {when}
    """,
    ENGLISH,
)
_ERRAND = frames(
    """
    Summarise for {who}, {few} points:
    What does {first} want from {who}?
    Find mistakes, be {mood}:
    Translate to German, not {topic}:
    Shorten for {who}:
    Who did what {when}?
    """,
    ENGLISH,
)


def everyday(rng: Random) -> str:
    """One ordinary prompt: 62 % short, 12 % in another language, the rest stories, code, sums, lists and documents."""
    chance = rng.random()
    for limit, kind in _KINDS:
        if chance < limit:
            return kind(rng)
    return document(rng)


def short(rng: Random) -> str:
    """A question of one line."""
    return one_of(_SHORT, rng)


def chat(rng: Random) -> str:
    """A word or two in a conversation that is going on."""
    return one_of(_CHAT, rng)


def letter(rng: Random) -> str:
    """Something is told, then asked: 30 to 90 words."""
    return f"{one_of(_OPENING, rng)} {story(rng, 2 + int(rng.random() * 5))} {wish(rng)}"


def sums(rng: Random) -> str:
    """Mathematics homework, 20 to 60 words."""
    exercises = " ".join([one_of(_EXERCISE, rng) for _ in range(1 + int(rng.random() * 3))])
    return f"{exercises} {one_of(_SUM, rng)}"


def table(rng: Random) -> str:
    """Rows pasted from a sheet with a question about them."""
    rows = "\n".join([one_of(_RECORD, rng) for _ in range(4 + int(rng.random() * 12))])
    return f"{one_of(_ABOUT_RECORDS, rng)}\n{rows}"


def document(rng: Random) -> str:
    """A pasted text of 80 to 350 words with something to be done about it."""
    parts = [one_of(_ERRAND, rng), one_of(_HEADING, rng)]
    parts += [story(rng, 3 + int(rng.random() * 4)) for _ in range(2 + int(rng.random() * 5))]
    return "\n\n".join(parts)


_KINDS = (
    (0.14, chat),
    (0.54, short),
    (0.62, short_coding),
    (0.74, abroad),
    (0.84, letter),
    (0.89, sums),
    (0.94, coding),
    (0.96, table),
)
"""Chance below which a kind is asked; what is left are documents."""
