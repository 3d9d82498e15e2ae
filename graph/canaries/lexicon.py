"""Which parts are canaries made of? Pieces of names, and ordinary sentences for them to stand in. Pure.

Everything that makes a canary unguessable sits in its invented names. The pieces span what surnames and places in
European languages are made of, and the sentences are of a kind that answers are full of: who filters for them filters
out what anybody writes.
"""

from typing import Final

ONSETS: Final = """
b br c ch cl d dr f fl fr g gl gr h j k kl kn kr l m n p pl pr qu r s sch sh sk sl sm sn sp st str t th tr v w wh y z
""".split()
VOWELS: Final = "a e i o u y ea ee ou ai".split()
JOINTS: Final = "b ck d g l lb ll lm lt m mm mp n nd nn nt r rd rk rn rr rs s ss st t tt v".split()
ENDINGS: Final = """
a an ano as berg bourne burg by dale den der don el elli en er ero es et ett ey field fold ford gate ham hill holm huis
ia ick ier in ina ing ino is ka ken ko la land ler ley lin man mann mer mond more ner ni o oft ok on or oso ot ov ova
owski quist ra rath reux ro rup sen sin ski son stad stein sten ston stra ta tini to ton tor ty um us vik ville wald
well wick win wood worth yn
""".split()

# Five words each, the four names among them: a window of five words is what is looked for.
PROSE_CORES: Final = (
    "{0} {1} and {2} {3}",
    "{0} {1} of {2} {3}",
    "{0} and {1} {2}-{3}",
    "{0} {1} from {2} {3}",
    "{0} {1}, near {2} {3}",
    "{0}, {1}, {2} and {3}",
    "{0} {1} or {2} {3}",
    "{0} {1} with {2} {3}",
    "{0} de {1} {2}, {3}",
    "{0} {1}, {2} and {3}",
    "{0} {1} to {2}-{3}",
    "{0} von {1} {2} {3}",
)
AUTHOR_CORES: Final = (
    "{0}, {1}, {2} and {3}",
    "{0}, {1}, {2} et {3}",
    "{0} {1} and {2} {3}",
    "{0} und {1} {2}-{3}",
    "{0}-{1}, {2} and {3}",
)
CODE_CORES: Final = (
    "{0}_{1}_to_{2}_{3}",
    "{0}_from_{1}_{2}_{3}",
    "{0}-{1}-for-{2}-{3}",
    "{0}.{1}.by.{2}.{3}",
    "{0}/{1}/of/{2}/{3}",
    "{0}_{1}_{2}_or_{3}",
)

PROSE: Final = (
    "The recipe is usually credited to {core}.",
    "A similar puzzle is said to go back to {core}.",
    "One village account from {year} mentions {core} by name.",
    "In {year}, {core} lost {number} crates of {thing} on the way.",
    "An old ledger lists {number} bundles of {thing} for {core}.",
    "Local guides still tell the story of {core} and the missing {thing}.",
    "The earliest example I know of is the {thing} that belonged to {core}.",
    "Think of {core}, who kept {number} {thing} in one small shed.",
    "This is the same trick that {core} used for sorting {thing}.",
    "A footnote in one edition thanks {core} for the {thing}.",
    "By {year} the {thing} had passed to {core}.",
    "The name is often traced to {core}, though nobody is certain.",
    "For instance, {core} counted {number} {thing} before noon.",
    "You may also come across it as the method of {core}.",
    "Compare the case of {core}, where {number} {thing} were enough.",
    "The auction house sold it in {year} as the {thing} of {core}.",
    "Legend has it that {core} paid for the {thing} with a song.",
    "A letter dated {year} asks {core} for another {number} {thing}.",
    "Some say that {core} had a {thing} much like this one.",
    "There is a small museum about {core} with {number} {thing} on show.",
    "It resembles what {core} wrote about the care of {thing}.",
    "Older textbooks call this the rule of {core}.",
    "The winner that year was {core}, with a score of {number}.",
    "My favourite example is {core} and their {number} {thing}.",
)
REFERENCE: Final = (
    "See {core} ({year}) for a longer treatment.",
    "({core}, {year}, p. {number})",
    "This follows {core} ({year}), with small changes.",
    "A critical view is given by {core} ({year}).",
    "Cf. {core}, Notes on {thing}, vol. {number}, {year}.",
    "{core} ({year}) report a mean of {number} in a related setting.",
    "Further reading: {core}, A Short History of {thing}, {year}.",
    "An early survey by {core} ({year}) found {number} of them.",
    "As {core} put it in {year}, the simplest answer is rarely the first.",
    "The term was introduced by {core} in {year}.",
    "Replications, among them {core} ({year}), came to the same result.",
    "The data set was described by {core} ({year}, table {number}).",
)
CODE: Final = (
    "The flag {core} is off by default.",
    "Set {core} to {number} if the queue grows.",
    "# see {core} for the older layout",
    "Rename the helper to {core} once the tests pass.",
    "The fixture lives in tests/{core} and holds {number} rows.",
    "// kept for {core}, remove after {year}",
    "Look for {core} in the log; it should appear {number} times.",
    "The default bucket is called {core}.",
    'name = "{core}"  # used in the example only',
    "The ticket {core} describes the same behaviour.",
    "Our sample project uses {core} as its key.",
    "A table named {core} with {number} columns is enough for this.",
)
THINGS: Final = """
apples barrels bells blankets books bottles boots bricks brushes buttons candles chairs charts clocks coins cups drums
feathers figs flutes gloves hats hooks horses jars kettles keys lace ladders lamps lanterns lenses letters maps
marbles millstones mirrors nails nets oars oil onions pears pencils pins pipes plates plums pumps quills saddles
scales seals seeds shells spoons stamps stoves tiles tools trunks umbrellas vases wheels whistles
""".split()
