"""What does `simulate` do with what was asked for? It checks it, gathers texts, writes the world and measures it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.evaluation.worlds.bringing import brought_texts
from graph.evaluation.worlds.describing import describe
from graph.evaluation.worlds.plans import Row
from graph.evaluation.worlds.presets import UNTIL, preset_named
from graph.evaluation.worlds.tastes import Library
from graph.evaluation.worlds.writing import Order, check_folder, write_world
from kycrisk.lib.errors import Refused

LARGEST_SCALE = 1_000.0


@dataclass(frozen=True, slots=True)
class Wish:
    """The command's arguments as given."""

    preset: str
    seed: int
    out: Path
    prompts: Path | None = None
    until: str | None = None
    scale: float = 1.0
    gzip: bool = False
    prevalence: float | None = None


def simulate(wish: Wish, *, show: Callable[[int], None], complain: Callable[[str], None]) -> Row:
    """Write the world and return its `world.json`. `complain` is told what was left out of the texts brought along.

    Raises `Refused` with a sentence that says how to mend it.
    """
    preset = preset_named(wish.preset)
    if wish.prevalence is not None:
        preset = preset.with_prevalence(wish.prevalence)
    check_folder(wish.out)
    if not 0 < wish.scale <= LARGEST_SCALE:
        raise Refused(f"--scale {wish.scale}: write a number above 0 and at most {LARGEST_SCALE:.0f}.")
    texts = brought_texts(wish.prompts, complain) if wish.prompts else ()
    order = Order(preset, wish.seed, _until(wish.until), wish.scale, Library(texts), wish.gzip)
    return write_world(order, wish.out, measure=describe, show=show)


def _until(text: str | None) -> datetime:
    if text is None:
        return UNTIL
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"--until {text}: write a time such as 2026-11-01T00:00:00Z.") from None
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    if not datetime(2000, 1, 1, tzinfo=UTC) <= moment <= datetime(2100, 1, 1, tzinfo=UTC):
        raise Refused(f"--until {text}: name a time in this century.")
    return moment
