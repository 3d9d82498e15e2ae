"""How are varied sentences made quickly? Patterns whose slots are filled from tables of words.

A pattern is parsed once; filling it costs a fraction of a microsecond a slot, because a large world holds millions of
prompts. Fixed runs are kept below five words, so that two strangers do not share shingles by the generator's own doing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

type Fill = Callable[[Random], str]

TABLES: dict[str, tuple[str, ...]] = {
    "thing": tuple(
        "kettle orchard ledger bicycle violin greenhouse contract lantern glacier pantry harbour telescope blanket "
        "invoice meadow staircase compass bakery saddle mosaic furnace library pendulum terrace notebook canal quilt "
        "workshop beacon cellar trellis anchor ladder mirror basin chimney garden turbine scarf pottery viaduct hedge "
        "hammock spindle granary windmill archive barometer cupboard ferry lighthouse loom marble pavilion quarry "
        "reservoir satchel tapestry urn vestibule wardrobe yarn zither apron bridge cabinet drawer easel".split()
    ),
    "quality": tuple(
        "quiet rusty generous crooked amber portable seasonal northern wooden fragile borrowed ancient crowded "
        "polished uneven bright narrow patient cheap local folded rented damp woven hollow sturdy faded printed crisp "
        "modest secondhand upright coastal spare gentle weekly hidden mended silver frozen dusty careful early "
        "shared".split()
    ),
    "doing": tuple(
        "repair describe compare paint measure store translate plan clean explain sell photograph insulate teach "
        "carry catalogue restore decorate rent schedule estimate label replace summarise draw weigh assemble "
        "sharpen".split()
    ),
    "person": tuple(
        "neighbour teacher landlord cousin supplier colleague daughter committee tenant cook driver nurse curator "
        "apprentice editor farmer tailor plumber violinist pharmacist grandmother client choir captain "
        "translator".split()
    ),
    "place": tuple(
        "Bergen Porto Leeds Kyoto Lagos Valencia Gdansk Halifax Cusco Bologna Tartu Dakar Ghent Hobart Izmir Malmo "
        "Pune Quito Riga Salta Tampere Utrecht Varna Winnipeg Xalapa York Zadar Accra Basel Cork".split()
    ),
    "part": tuple(
        "parser queue cache scheduler router encoder validator index mailer sampler buffer registry planner renderer "
        "watcher tokenizer allocator logger migrator importer exporter balancer resolver decoder monitor".split()
    ),
    "tongue": tuple("Python Go Rust TypeScript Kotlin SQL Ruby Swift Scala Elixir Java C++".split()),
    "fault": tuple(
        "deadlock timeout overflow leak race rounding regression duplicate stall mismatch truncation".split()
    ),
    "topic": tuple(
        "photosynthesis inflation erosion recursion magnetism migration probability fermentation tides diplomacy "
        "genetics rhetoric entropy taxation symmetry nutrition navigation urbanism acoustics crystallisation".split()
    ),
    "number": tuple(str(number) for number in range(2, 98)),
}
_SLOT = re.compile(r"\{(\w+)\}")


def pattern(text: str, tables: Mapping[str, Sequence[str]] = TABLES) -> Fill:
    """A function that fills the pattern's `{slots}` anew each time."""
    parts: list[str | Sequence[str]] = []
    for index, piece in enumerate(_SLOT.split(text)):
        parts.append(tables[piece] if index % 2 else piece)

    def fill(rng: Random) -> str:
        random = rng.random
        return "".join([part if isinstance(part, str) else part[int(random() * len(part))] for part in parts])

    return fill


def patterns(texts: str) -> tuple[Fill, ...]:
    """One pattern a line."""
    return tuple(pattern(line.strip()) for line in texts.strip().splitlines())


def any_of(fills: Sequence[Fill], rng: Random) -> str:
    """One of the patterns, filled."""
    return fills[int(rng.random() * len(fills))](rng)
