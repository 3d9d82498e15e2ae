"""How does a world become a dataset folder? One unit at a time, in one pass, sorted by spools on disk.

The files are written beside and moved into place when all are whole, `world.json` last: a folder without it is no
world. The same order writes the same bytes.
"""

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import BinaryIO, cast

from msgspec.json import encode

from graph.evaluation.worlds.activity import Diary
from graph.evaluation.worlds.parts import Preset
from graph.evaluation.worlds.plans import AccountPlan, Row, Unit
from graph.evaluation.worlds.presets import UNTIL
from graph.evaluation.worlds.room import Commons, Room
from graph.evaluation.worlds.rows import account_row, stamp, truth_row
from graph.evaluation.worlds.spooling import Spool
from graph.evaluation.worlds.tastes import NOTHING_BROUGHT, Library
from kycrisk.lib.errors import Refused

WORLD, TRUTH = "world.json", "truth.json"
LINES = ("accounts.jsonl", "entities.jsonl", "persons.jsonl", "signals.ndjson", "verdicts.jsonl")
UNFINISHED = ".unfinished"
type Show = Callable[[int], None]
type Measure = Callable[[Path], Row]


@dataclass(frozen=True, slots=True)
class Order:
    """Which world is wanted. The same order is the same world, byte for byte."""

    preset: Preset
    seed: int
    until: datetime = UNTIL
    scale: float = 1.0
    library: Library = NOTHING_BROUGHT
    gzipped: bool = False

    @property
    def since(self) -> datetime:
        """The first moment of observation."""
        return self.until - timedelta(days=self.preset.days)

    @property
    def root(self) -> str:
        """What every random number descends from."""
        return f"{self.preset.name}/{self.seed}"

    def units(self) -> Iterator[tuple[str, Unit]]:
        """The name of its part, and every unit, planned when its turn comes."""
        commons = Commons.of(self.root, self.preset.accounts(self.scale), self.library)
        for part in self.preset.parts:
            sizes = part.sizes(self.scale, self._random(part.name))
            for number, size in enumerate(sizes):
                rng = self._random(f"{part.name}/{number}")
                yield part.name, part.population(Room(rng, self.since, self.until, commons, number), size)

    def diary(self, plan: AccountPlan) -> Diary:
        """What the account does."""
        return Diary(plan, self.since, self.until, self._random(plan.account), self.preset.pace, self.preset.prompts)

    def _random(self, name: str) -> Random:
        return Random(f"{self.root}/{name}")  # noqa: S311 - a simulated world, nothing secret


def write_world(order: Order, folder: Path, *, measure: Measure | None = None, show: Show = lambda _count: None) -> Row:
    """Write the dataset folder of an order, replacing an earlier world in it; returns what `world.json` says.

    `measure` is given the written files and adds what it finds. Raises `Refused` for a folder with other files in it.
    """
    with _beside(folder) as unfinished:
        summary = _Writer(order, unfinished, show).write()
        if measure:
            summary |= measure(unfinished)
        text = json.dumps(summary, indent=1, ensure_ascii=False) + "\n"
        (unfinished / WORLD).write_text(text, encoding="utf-8")
    return summary


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to write in; what is in it takes the place of the old world when all went well, else it goes."""
    check_folder(folder)
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        for name in (WORLD, TRUTH, *LINES, *(f"{name}.gz" for name in LINES)):
            (folder / name).unlink(missing_ok=True)
        for file in sorted(unfinished.iterdir(), key=lambda file: file.name == WORLD):
            file.rename(folder / file.name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def check_folder(folder: Path) -> None:
    """May a world be written there? Refused for what is no folder, and for a folder with files of somebody else."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file; name a folder that is empty or not there yet.", code="not_a_folder")
    ours = (folder / WORLD).exists() or (folder / UNFINISHED).exists()
    if not ours and folder.exists() and any(folder.iterdir()):
        raise Refused(
            f"{folder} holds files but no world of ours (no {WORLD}); name a folder that is empty or not there yet.",
            code="folder_not_empty",
        )


@dataclass(slots=True)
class _Writer:
    order: Order
    folder: Path
    show: Show
    counts: Counter[str] = field(default_factory=Counter)
    victims: dict[str, Row] = field(default_factory=dict)

    def write(self) -> Row:
        with ExitStack() as stack:
            names = (*LINES, TRUTH)
            spools = {name: stack.enter_context(Spool(self.folder / f".{name}")) for name in names}
            for shape, unit in self.order.units():
                self._unit(shape, unit, spools)
            for name in LINES:
                if spools[name].count or name != "verdicts.jsonl":
                    self._file(name, spools[name].drained())
            self._truth(spools[TRUTH].drained())
        return self._summary({name: spools[name].count for name in LINES})

    def _unit(self, shape: str, unit: Unit, spools: dict[str, Spool]) -> None:
        for plan in unit.accounts:
            row = account_row(plan)
            spools["accounts.jsonl"].add(row["created_at"][:7], _line(row))
            label = encode(truth_row(plan, shape))
            spools[TRUTH].add(plan.account[5:6], f'"{plan.account}": '.encode() + label + b"\n")
            spools["signals.ndjson"].add_all(self.order.diary(plan).lines())
            self._count(plan)
            if plan.victim:
                self.victims[plan.account] = plan.victim
        for name, rows in (("entities.jsonl", unit.entities), ("persons.jsonl", unit.persons)):
            for row in rows:
                spools[name].add(row["id"][4:5], _line(row))
        for row in unit.verdicts:
            spools["verdicts.jsonl"].add("all", _line(row))
        self.show(self.counts["accounts"])

    def _count(self, plan: AccountPlan) -> None:
        self.counts["accounts"] += 1
        self.counts["hostile"] += bool(plan.operator)
        self.counts[f"kind {plan.kind}"] += 1

    def _file(self, name: str, lines: Iterable[bytes]) -> None:
        path = self.folder / (f"{name}.gz" if self.order.gzipped else name)
        with path.open("wb") as raw:
            if not self.order.gzipped:
                raw.writelines(lines)
                return
            with gzip.GzipFile("", "wb", compresslevel=3, fileobj=raw, mtime=0) as packed:
                cast("BinaryIO", packed).writelines(lines)

    def _truth(self, lines: Iterable[bytes]) -> None:
        with (self.folder / TRUTH).open("wb") as file:
            file.write(b'{"accounts": {')
            for number, line in enumerate(lines):
                file.write((b",\n" if number else b"\n") + line.rstrip())
            file.write(b'\n},\n"victims": ' + encode(dict(sorted(self.victims.items()))) + b"}\n")

    def _summary(self, lines: dict[str, int]) -> Row:
        order, counts = self.order, self.counts
        kinds = {name.removeprefix("kind "): counts[name] for name in sorted(counts) if name.startswith("kind ")}
        return {
            "preset": order.preset.name,
            "about": order.preset.about,
            "seed": order.seed,
            "scale": order.scale,
            "since": stamp(order.since),
            "until": stamp(order.until),
            "share_with_prompt": order.preset.prompts,
            "texts_brought": len(order.library.brought),
            "accounts": counts["accounts"],
            "hostile": counts["hostile"],
            "share_hostile": round(counts["hostile"] / counts["accounts"], 4),
            "kinds": kinds,
            "lines": {name: count for name, count in lines.items() if count},
        }


def _line(row: Row) -> bytes:
    return encode(row) + b"\n"
