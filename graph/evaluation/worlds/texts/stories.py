"""What do people tell before they ask? Sentences of everyday life, English, that hardly ever come twice."""

from random import Random

from graph.evaluation.worlds.texts.frames import frames, one_of, told
from graph.evaluation.worlds.texts.vocabulary import ENGLISH

_STORY = frames(
    """
    {Who} {did} the {thing} {when}.
    {When} {who} {did} a {thing} {where}.
    {First} {did} {food}, {adjective} {noun}s and {food} {where}.
    The {thing} {where} needs {who}.
    Then {who} {did} a {thing}, which {first} {did} {when}.
    {Who} {did} our {thing}, {first} {did} {food}.
    I {did} my {thing} {where}, {who} {did} {food} {when}.
    We {did} {who}'s {thing}; later {first} {did} ours {when}.
    {Name} from {city} must {do} the {thing} {when}.
    Nobody can {do} {adjective} {noun}s like {who}.
    {Where} {who} smelled {food} and {meal}.
    {Who} felt {mood}, {first} {mood} about {topic}.
    In {city} {who} owns a {thing} {where}.
    {Adjective} {noun}s and {adjective} {noun}s were {did} by {first} {when}.
    {Name} may {do} a {thing} {where}.
    After {few} hours {who} left {city} with {adjective} {food}.
    My {thing} is {adjective}, {first}'s {noun} {adjective}.
    {First} gives {topic} lessons {where} {when}.
    Between {city} and {city} {who} {did} the {thing}.
    Later {first} {did} {food}, {meal} and one {thing}.
    Besides {topic}, {who} likes {topic}.
    {Who} is {mood}; {name} seems {mood} {when}.
    {Mood} about {topic}, {first} {did} {few} {adjective} {noun}s.
    Without {who}, {first} never {did} {adjective} {noun}s {where}.
    "{Adjective} {noun}," {who} wrote {when}, "{mood} {trade}!"
    """,
    ENGLISH,
)
_WISH = frames(
    """
    Should I {do} or {do} {adjective} {noun}s first?
    Are {adjective} {noun}s too {adjective} for {city}?
    Who is right, {who} or {name}?
    How would {who} {do} the {thing}?
    Write {name} about the {thing}, {mood} in tone.
    Would {who} {do} {adjective} {noun}s?
    Suggest how {first} might {do} a {thing}.
    Can {who} {do} {adjective} {noun}s {when}?
    Plan for {first}: {do} it {when}, with {who}.
    Why does {topic} matter to {who}?
    Summarise {first}'s part for {who}.
    Make {name} a {mood} letter of {few} lines.
    Where could {first} {do} a {thing}?
    Ask {who} or {name}?
    List what {who} must {do} {when}.
    """,
    ENGLISH,
)


def sentence(rng: Random) -> str:
    """One thing that happened."""
    return one_of(_STORY, rng)


def story(rng: Random, sentences: int) -> str:
    """What happened, in so many sentences of about ten words."""
    return told(_STORY, sentences, rng)


def wish(rng: Random) -> str:
    """What somebody wants to know or have after all that."""
    return one_of(_WISH, rng)
