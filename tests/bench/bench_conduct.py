"""How long does a whole population's conduct take? Families, leads and rates of a million sketched prompts."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from graph.behavior.families import mine_families
from graph.behavior.in_step import evidence, freeze_rates
from graph.behavior.leads import count_leads, eliciting_share
from graph.behavior.profiles import profile
from graph.behavior.prompts import Prompts
from graph.behavior.standing import Population
from graph.behavior.thresholds import ConductPolicy
from tests.bench.figures import Figure

PROMPTS = 1_000_000
PROMPTS_EACH_TEMPLATE = 75
SHINGLES = 12
TEMPLATE_SHINGLES = 5


def measure(scale: float) -> Iterator[Figure]:
    """Ten prompts an account; three accounts in a hundred fill templates in half of what they ask."""
    prompts, ring = _population(int(PROMPTS * scale))
    policy = ConductPolicy()
    started = perf_counter()
    families = mine_families(prompts, policy)
    mined = perf_counter()
    counts = count_leads(prompts, families, ring.size)
    eliciting = eliciting_share(prompts, families, policy.elicitation_traits)
    population = Population.strangers(ring, profile(prompts, ring.size, policy).elicitation, eliciting)
    rates = freeze_rates(counts, families.first_account, population, policy)
    found = evidence(counts, rates, ring, policy).in_step
    ended = perf_counter()
    yield Figure(f"prompt families of {len(prompts):,} prompts", mined - started, "s", "near linear")
    yield Figure(f"leads, rates and evidence of {len(prompts):,} prompts", ended - mined, "s", "near linear")
    yield Figure("accounts in step that are hostile", float(ring[found].mean()) if found.any() else 0.0, "part", "1")
    yield Figure("hostile accounts in step", float(found[ring].mean()), "part", ">= 0.9")


def _population(count: int) -> tuple[Prompts, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]:
    rng = np.random.default_rng(1)
    account = rng.integers(0, max(count // 10, 100), count).astype(np.int32)
    ring = rng.random(max(count // 10, 100)) < 0.03
    shingles = rng.integers(0, 2**61, (count, SHINGLES), dtype=np.uint64)
    filled = np.flatnonzero(ring[account] & (rng.random(count) < 0.5))
    templates = rng.integers(0, 2**61, (filled.size // PROMPTS_EACH_TEMPLATE, TEMPLATE_SHINGLES), dtype=np.uint64)
    shingles[filled, :TEMPLATE_SHINGLES] = templates[rng.integers(0, len(templates), filled.size)]
    traits = np.full(count, 256, dtype=np.int32)
    traits[filled] = 1
    at = rng.integers(1_790_000_000, 1_793_000_000, count)
    return Prompts(account, at, np.arange(count + 1) * SHINGLES, shingles.ravel(), traits), ring
