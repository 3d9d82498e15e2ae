"""How are a million different texts made cheaply? Frames: sentences with slots, each slot a table of words.

A slot `{thing}` draws from the table `thing`, `{Thing}` the same with a capital letter. A frame costs about a tenth of
a microsecond for each slot, because whole phrases stand in the tables.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

Words = tuple[str, ...]
Tables = Mapping[str, Words]

_SLOT = re.compile(r"\{(\w+)\}")
_REPEATABLE = 20_260_701
"""Tables are combined the same way in every world; what differs from world to world is drawn from its own seed."""


def listed(text: str) -> Words:
    """Words and phrases as they are written here: separated by commas or the ends of lines."""
    return tuple(phrase for line in text.splitlines() for phrase in map(str.strip, line.split(",")) if phrase)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots."""

    form: str
    slots: tuple[tuple[Words, int], ...]

    def draw(self, rng: Random) -> str:
        """The sentence with every slot filled by chance."""
        uniform = rng.random
        return self.form % tuple([words[int(uniform() * size)] for words, size in self.slots])


Frames = tuple[Frame, ...]


def frame(text: str, tables: Tables) -> Frame:
    """Read one sentence; KeyError names a slot that no table fills."""
    slots = [_table(name, tables) for name in _SLOT.findall(text)]
    return Frame(_SLOT.sub("%s", text.replace("%", "%%")), tuple((words, len(words)) for words in slots))


def frames(text: str, tables: Tables) -> Frames:
    """One sentence a line."""
    return tuple(frame(line.strip(), tables) for line in text.splitlines() if line.strip())


def combined(text: str, tables: Tables, count: int) -> Words:
    """A table of so many phrases drawn from frames, the same in every run."""
    rng = Random(f"{_REPEATABLE}/{text}")  # noqa: S311 - words, nothing secret
    patterns = frames(text, tables)
    return tuple(rng.choice(patterns).draw(rng) for _ in range(count))


def one_of(patterns: Frames, rng: Random) -> str:
    """A sentence by any of the frames."""
    return patterns[int(rng.random() * len(patterns))].draw(rng)


def told(patterns: Frames, count: int, rng: Random) -> str:
    """So many sentences, one after the other."""
    return " ".join([one_of(patterns, rng) for _ in range(count)])


def _table(name: str, tables: Tables) -> Words:
    if name in tables:
        return tables[name]
    return tuple(word[:1].upper() + word[1:] for word in tables[name.lower()])


def merged(*several: Mapping[str, Iterable[str]]) -> dict[str, Words]:
    """One set of tables from several; a later one wins."""
    return {name: tuple(words) for tables in several for name, words in tables.items()}
