"""How quickly are prompts sketched? On one core, in batches as intake does it, beside an HMAC for each shingle."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from time import perf_counter

from graph.evaluation.worlds.texts import hostile_kit, letter
from kycrisk.sketch import SHINGLE_WORDS, SketchKey, sketch_prompts
from tests.bench.figures import Figure

PROMPTS = 20_000
KEY = SketchKey("bench", bytes(32))


def measure(scale: float) -> Iterator[Figure]:
    """Prompts of 30 to 130 words, four of five everyday ones."""
    rng = Random(1)
    kit, when = hostile_kit(rng), datetime(2026, 11, 1, tzinfo=UTC)
    prompts = [letter(rng) if rng.random() < 0.8 else kit.ask(rng, when) for _ in range(max(500, int(PROMPTS * scale)))]
    yield Figure(
        name=f"sketching, {sum(map(len, prompts)) // len(prompts)} characters a prompt",
        value=len(prompts) / _seconds(lambda: sketch_prompts(prompts, KEY)),
        unit="prompts/s",
        goal=">= 25,000 per core",
        baseline=len(prompts) / _seconds(lambda: [_one_hmac_each(text) for text in prompts]),
    )


def _seconds(work: Callable[[], object]) -> float:
    """The median of three runs."""
    taken = []
    for _ in range(3):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return sorted(taken)[1]


def _one_hmac_each(text: str) -> list[bytes]:
    words = text.lower().split()
    return [
        hmac.digest(KEY.secret, " ".join(words[start : start + SHINGLE_WORDS]).encode(), hashlib.sha256)[:8]
        for start in range(len(words) - SHINGLE_WORDS + 1)
    ]
