"""Which wordings do honest organisations send again and again? House styles, support desks, checks, starters, sheets.

Each is drawn from the seed of its owner, so that two agencies do not share theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from graph.evaluation.worlds.texts.code import CODE, snippet
from graph.evaluation.worlds.texts.frames import Frames, frames, listed, merged, one_of
from graph.evaluation.worlds.texts.stories import story

Filling = Callable[[Random], str]


@dataclass(frozen=True, slots=True)
class Template:
    """A wording that stays, with something else in it each time: `before` the filling and `after` it."""

    before: str
    filling: Filling
    after: str

    def ask(self, rng: Random, when: datetime) -> str:
        """The prompt of one request; it does not depend on the time."""
        return f"{self.before} {self.filling(rng)} {self.after}"


_RULES = merged(
    CODE,
    {
        "keep": listed("keep, use, prefer, choose, favour, stay with, insist on, hold to, return to, begin with"),
        "avoid": listed(
            "avoid, skip, leave out, never use, do without, cut, drop, spare us, do not add, stay clear of"
        ),
        "style": listed(
            """
            short paragraphs, plain verbs, metric sizes, British spelling, active voice, full sentences, round numbers
            warm greetings, our brand colours, simple headings, one exclamation mark, present tense, concrete nouns
            serial commas, dry humour, polite questions, local examples, first names, two columns, gentle irony
            """
        ),
        "vice": listed(
            """
            superlatives, jargon, emoji, passive verbs, rhetorical questions, prices in dollars, abbreviations, rhymes
            slang, long dashes, footnotes, capital letters, promises, apologies, brackets, puns, foreign words, links
            """
        ),
        "piece": listed(
            """
            catalogue entry, product page, newsletter, press note, window sign, leaflet, radio spot, caption
            landing page
            brochure, label, advert, postcard, social post, guide, programme note, invitation, poster, flyer, manual
            """
        ),
        "reader": listed(
            """
            parents, hikers, cooks, collectors, pensioners, students, gardeners, sailors, teachers, cyclists, tenants
            newcomers, dog owners, night owls, brides, campers, readers at home, craftsmen, music lovers, commuters
            """
        ),
        "desk": listed(
            """
            parcel desk, booking line, repair counter, billing team, membership office, ticket hotline, returns desk
            warranty service, delivery team, guest office, reader service, spare parts shop, travel desk, help desk
            """
        ),
        "firm": listed(
            """
            Fernhill, Brackwater, Oakmere, Silverdale, Thornbury, Cloverton, Marlowe, Eastmoor, Hazelgrove, Redcliff
            Winterbourne, Ashcombe, Larchfield, Kingsmead, Copperfield, Juniper Hall, Stonebridge, Fairhaven, Applegarth
            """
        ),
        "manner": listed(
            "warmly, briefly, calmly, in a friendly tone, formally, with patience, clearly, in two sentences"
        ),
    },
)
_STYLE_ROLE = frames(
    """
    You write every {piece} of {firm} {piece}s for {reader} and {reader}.
    {Firm}'s {piece} needs {adjective} copy, {reader} read it {when}.
    As {firm}'s {trade} draft a {mood} {piece} for {reader}.
    Our client {firm} sells {adjective} {noun}s to {reader}; write the {piece}.
    """,
    _RULES,
)
_STYLE_RULE = frames(
    """
    {Keep} {style} and {avoid} {vice}.
    {Avoid} {vice}, {vice} and {adjective} {vice}.
    {Style} first, {style} last, {avoid} {vice}.
    Mention {city} or a {noun}, {keep} {style}.
    {Reader} like {style}; {avoid} {vice}.
    {Keep} {few} lines with {style}, then {style}.
    """,
    _RULES,
)
_DESK_ROLE = frames(
    """
    You answer for the {desk} of {firm} in {city}, {manner}.
    {Firm}'s {desk} got this message; reply {manner} as {first}.
    At {firm}'s {desk} customers are {mood}: answer {manner}.
    """,
    _RULES,
)
_DESK_RULE = frames(
    """
    {Avoid} {vice} and refunds above {n} {noun}s.
    Offer {first}'s {desk} or a {noun} {when}.
    {Mood} customers get {style}, {mood} ones {style}.
    Sign {manner} as {first} of the {desk}.
    Ask for the {field}, then the {field}, {manner}.
    Point {reader} to the {desk} {where}.
    """,
    _RULES,
)
_CHECK_ROLE = frames(
    """
    Pipeline {call} of {firm}: inspect {tool} {object}s, report {fault}.
    {Firm}'s {tool} gate runs {call}; judge this diff {manner}.
    Commit bot for {firm} {object}s: describe {call} {manner}.
    """,
    _RULES,
)
_CHECK_RULE = frames(
    """
    Name {fault}, {fault} and wrong {field}s.
    Answer with {field}, {object} and a {adjective} verdict.
    {Avoid} {vice}; {keep} {style} under {n} lines.
    Fail when {call} touches {object}s without {call}.
    Begin with {var}, end with {var}.
    """,
    _RULES,
)
_STARTER_ROLE = frames(
    """
    Welcome to {firm}'s {day} hackathon: {few} {mood} {reader}, one {object} {piece}.
    {City} hack {day}, track {topic}, sponsored by {firm} {noun}s.
    """,
    _RULES,
)
_STARTER_RULE = frames(
    """
    Use {tool} and {tool}, store {object}s with {field}.
    Judges are {mood} {trade}s who like {style}.
    Demo {call} within {few} minutes, then {call}.
    Explain {topic} step by step to {reader}.
    Propose {few} {adjective} features around {object}s.
    """,
    _RULES,
)
_QUESTION = frames(
    """
    Explain in your own words why {topic} mattered to {reader} in {city} around {year}.
    Compare {topic} with {topic} and name {few} differences that {who} would notice.
    Draw the {thing} from page {n} and label {few} parts of it.
    A {noun} costs {n}, a {noun} {n}: how many can {first} buy {when}?
    Which sentence about {topic} is wrong, and how would {name} correct it?
    Read the letter of {name} {where} and underline {few} {adjective} verbs.
    Argue for or against {topic}, as {who} might.
    """,
    _RULES,
)


def house_style(rng: Random) -> Template:
    """An agency's way of writing: the article to describe is the filling."""
    return _template(rng, (_STYLE_ROLE, _STYLE_RULE, 4), _article)


def support_bot(rng: Random) -> Template:
    """An enterprise's support desk: the customer's message is the filling."""
    return _template(rng, (_DESK_ROLE, _DESK_RULE, 4), _article)


def ci_check(rng: Random) -> Template:
    """A fleet of build machines that asks for a review of each change: the change is the filling."""
    return _template(rng, (_CHECK_ROLE, _CHECK_RULE, 3), lambda rng: snippet(rng, 4 + int(rng.random() * 12)))


def starter(rng: Random) -> Template:
    """The prompt a hackathon hands to every team: the team's idea is the filling."""
    return _template(rng, (_STARTER_ROLE, _STARTER_RULE, 4), lambda rng: story(rng, 2 + int(rng.random() * 3)))


def homework(rng: Random) -> str:
    """A sheet of exercises that a whole class pastes as it is, 60 to 120 words."""
    count = rng.randint(4, 7)
    return " ".join(f"{number}. {one_of(_QUESTION, rng)}" for number in range(1, count + 1))


def _template(rng: Random, made_of: tuple[Frames, Frames, int], filling: Filling) -> Template:
    role, rules, count = made_of
    chosen = [rule.draw(rng) for rule in rng.sample(rules, count)]
    return Template(" ".join([one_of(role, rng), *chosen[:-1]]), filling, chosen[-1])


def _article(rng: Random) -> str:
    return story(rng, 2 + int(rng.random() * 4))
