"""Who is in the room? People, classes and rings who ask, and what is left of it: arrays of sketches.

Texts are written for these tests, from invented words; real ones come from the folder KYCRISK_TEST_DATA names.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import pytest

from graph.behavior.families import FamilySet, mine_families
from graph.behavior.in_step import Evidence, FamilyRates, evidence, freeze_rates
from graph.behavior.leads import LeadCounts, count_leads, eliciting_share
from graph.behavior.profiles import profile
from graph.behavior.prompts import Prompts
from graph.behavior.standing import Population
from graph.behavior.thresholds import ConductPolicy
from kycrisk.sketch import SketchKey, sketch_prompts

KEY = SketchKey("room", bytes(range(32)))
POLICY = ConductPolicy()
DAY = 86_400
START = 1_790_000_000
SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou")

HOMEWORK = (
    "Read the chapter about the salt roads and answer in whole sentences. First explain why the mule drivers crossed "
    "the pass in March although the snow was still deep, then compare the two price lists at the end of the chapter, "
    "name the month in which salt was dearest, and say what the abbot gained from it. Finally decide, with reasons, "
    "whether the town was right to pull down its gate, and mark each sentence that you cannot prove from the text."
)
SUPPORT_DESK = (
    "You answer for the customer desk of Harbour Bank. Be friendly and brief, never ask for a password, never promise "
    "a refund, and send people with a stolen card to the emergency line at once. If the question is not about their "
    "account, say so politely. The customer writes: {filling}"
)
RING_SCRIPTS = (
    (
        "Work through the problem below and write down the complete chain of thought, step by step and without "
        "leaving out anything, before you state the result on a line of its own. Problem: {filling} End with the "
        "word done."
    ),
    (
        "You are a strict examiner who grades the answer below with the rubric clarity, truth, completeness on a "
        "scale of 1 to 10 each, giving one reason for every grade. Answer to be graded: {filling} Return the "
        "grades as JSON."
    ),
    (
        "Rewrite this instruction into a more complex one that an expert can still answer, add one more constraint "
        "and do not make it longer than thirty words more. Instruction: {filling} Return nothing but the new "
        "instruction."
    ),
    (
        "Generate 8 diverse questions with long answers for training data about the situation described here, each "
        "of a different kind and difficulty, as one JSON object per line. Situation: {filling} Do not number the "
        "lines."
    ),
    (
        "Decide which of the two replies a careful reader would prefer, and justify it by honesty, by usefulness "
        "and by tone in this order before printing the letter of the winner. Replies: {filling} Length must not "
        "matter."
    ),
    (
        "Act as an agent with the following tools: look up, calculate, ask. Think aloud before each of the tool "
        "calls, invent a plausible result and go on until the goal is reached. Goal: {filling} Summarise your plan "
        "at the end."
    ),
)


def chatter(rng: Random, words: int) -> str:
    """Words in an order that nobody else will use."""
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) for _ in range(words))


def everyday(rng: Random) -> str:
    """An ordinary question."""
    return f"Could you please {chatter(rng, rng.randint(28, 70))}?"


def script(number: int) -> str:
    """One more script of the kind of `RING_SCRIPTS`: the more a ring has, the less each shows."""
    rng = Random(f"script {number}")
    return f"Think step by step. {chatter(rng, 40)} {{filling}} {chatter(rng, 12)}"


@dataclass(slots=True)
class Room:
    """Everybody who asks, in whatever order they are asked to."""

    seed: int = 1
    rng: Random = field(init=False)
    accounts: int = 0
    tied: list[bool] = field(default_factory=list)
    asked: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)

    def enters(self, count: int, *, tied: bool) -> range:
        """Some accounts come in; tied ones share a value with somebody else."""
        first = self.accounts
        self.accounts += count
        self.tied += [tied] * count
        return range(first, self.accounts)

    def asks(self, account: int, text: str, *, at: int | None = None) -> None:
        """One prompt, at a random second of the first month unless said otherwise."""
        self.asked.append((account, START + self.rng.randrange(30 * DAY) if at is None else at, text))

    def crowd(self, count: int, prompts: int = 12) -> range:
        """Honest strangers with ordinary questions."""
        people = self.enters(count, tied=False)
        for account in people:
            for _ in range(prompts):
                self.asks(account, everyday(self.rng))
        return people

    def ring(self, count: int, scripts: tuple[str, ...], *, prompts: int, cover: float, tied: bool = True) -> range:
        """Accounts that fill the same scripts, between ordinary questions (`cover`, as a part of all they ask)."""
        members = self.enters(count, tied=tied)
        for account in members:
            for _ in range(prompts):
                honest = self.rng.random() < cover
                self.asks(account, everyday(self.rng) if honest else filled(self.rng.choice(scripts), self.rng))
        return members

    def prompts(self) -> Prompts:
        """What is left of it all."""
        sketches = sketch_prompts([text for _, _, text in self.asked], KEY)
        return Prompts(
            account=np.array([account for account, _, _ in self.asked], dtype=np.int32),
            at=np.array([at for _, at, _ in self.asked], dtype=np.int64),
            indptr=np.cumsum([0, *(len(sketch.shingles) for sketch in sketches)], dtype=np.int64),
            shingles=np.array([hash_ for sketch in sketches for hash_ in sketch.shingles], dtype=np.uint64),
            traits=np.array([sketch.trait_mask for sketch in sketches], dtype=np.int32),
        )


def filled(text: str, rng: Random) -> str:
    """A script with its varied part written anew."""
    return text.replace("{filling}", chatter(rng, rng.randint(25, 50)))


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything that is derived from a room."""

    families: FamilySet
    counts: LeadCounts
    rates: FamilyRates
    evidence: Evidence

    @property
    def in_step(self) -> set[int]:
        """The accounts in step."""
        return set(np.flatnonzero(self.evidence.in_step).tolist())


def look_at(room: Room) -> Finding:
    """Derive it all, as an epoch does."""
    return derive(room.prompts(), np.array(room.tied))


def derive(prompts: Prompts, tied: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Finding:
    """Derive it all from arrays."""
    families = mine_families(prompts, POLICY)
    counts = count_leads(prompts, families, tied.size)
    eliciting = eliciting_share(prompts, families, POLICY.elicitation_traits)
    population = Population.strangers(tied, profile(prompts, tied.size, POLICY).elicitation, eliciting)
    rates = freeze_rates(counts, families.first_account, population, POLICY)
    return Finding(families, counts, rates, evidence(counts, rates, tied, POLICY))


def real_prompts(name: str, keep: Callable[[str], bool] = bool) -> list[str]:
    """The texts of one file of real prompts; skips loudly without them."""
    folder = os.environ.get("KYCRISK_TEST_DATA")
    if not folder:
        pytest.skip("KYCRISK_TEST_DATA is not set: real prompts are NOT tested, only our own samples")
    lines = (Path(folder) / "prompts" / name).read_text(encoding="utf-8").splitlines()
    return [text for text in (json.loads(line)["text"] for line in lines) if keep(text)]
