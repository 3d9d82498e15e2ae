"""What does looking at a file cost at most? The whole corpus, hostile and honest, and the largest that policy allows.

Seconds are those of the wall, from the file in hand to its pages in hand, one file after the other; megabytes are the
most that the inspecting process held. A file that the limits ended has no such figure; it is counted, and held less.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from PIL import Image

from accounts.onboarding.inspecting import asked
from accounts.policy.defaults import Files
from tests.accounts.onboarding.corpus import honest, hostile
from tests.accounts.onboarding.files import Given, saved
from tests.bench.figures import Figure

LIMITS = Files()
SIDE = 7_071  # squared, the most pixels there may be


class Cost(NamedTuple):
    """Of one file."""

    about: str
    seconds: float
    megabytes: float
    outcome: str


def measure(scale: float) -> Iterator[Figure]:
    """The dearest of each kind, and how many the limits ended."""
    for name, files in (("hostile", hostile()), ("honest", honest()), ("large", list(large()))):
        costs = [cost_of(given) for given in files[:: max(1, round(1 / scale))] if given.raw]
        slowest = max(costs, key=lambda cost: cost.seconds)
        largest = max(costs, key=lambda cost: cost.megabytes)
        ended = sum(cost.outcome == "too_costly" for cost in costs)
        yield Figure(f"documents, {len(costs)} {name}: slowest ({slowest.about})", slowest.seconds, "s", "<= 10")
        yield Figure(f"documents, {name}: most memory ({largest.about})", largest.megabytes, "MB", "<= 512")
        yield Figure(f"documents, {name}: ended by the limits", ended, "files", "")


def cost_of(given: Given) -> Cost:
    """Look at it as an upload is looked at."""
    started = perf_counter()
    report, _ = asked(given.raw, LIMITS)
    return Cost(given.about, perf_counter() - started, report.memory / 1_000_000, report.refused)


def large() -> Iterator[Given]:
    """Pictures of as many pixels as may be in every mode, and forty pages of scan."""
    noise = Image.effect_noise((700, 700), 60).resize((SIDE, SIDE), Image.Resampling.NEAREST)
    for mode in ("1", "L", "P", "RGB", "RGBA", "LA"):
        yield Given(f"a PNG of 50 million pixels in {mode}", saved(noise.convert(mode), "PNG", compress_level=1))
    for mode in ("L", "RGB", "CMYK"):
        yield Given(f"a JPEG of 50 million pixels in {mode}", saved(noise.convert(mode), "JPEG", quality=60))
    yield Given("a progressive JPEG of 50 million pixels", saved(noise.convert("RGB"), "JPEG", progressive=True))
    page = Image.effect_noise((300, 420), 40).resize((1_654, 2_339))  # A4 at 200 dots per inch
    yield Given("forty pages of scan", saved(page, "PDF", save_all=True, append_images=[page] * 39, quality=35))
