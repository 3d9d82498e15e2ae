"""A ring with sixty wordings of which each account uses nine, an app with three that everybody's cousin uses, a firm.

Built as counts, without prompts: the first 400 accounts are strangers with habits of their own.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from graph.behavior.in_step import Evidence, evidence, freeze_rates
from graph.behavior.leads import LeadCounts
from graph.behavior.scripts import find_scripts
from graph.behavior.standing import Population
from graph.behavior.thresholds import ConductPolicy

POLICY = ConductPolicy()
STRANGERS = 400


@dataclass
class World:
    """Who leads with what, who shares which value, who belongs to which company."""

    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))
    rows: dict[tuple[int, int], int] = field(default_factory=dict)
    accounts: int = 0
    families: int = 0
    eliciting: dict[int, float] = field(default_factory=dict)
    held: list[tuple[int, int]] = field(default_factory=list)
    company: dict[int, int] = field(default_factory=dict)

    def strangers(self, count: int) -> range:
        """People who use a few of three hundred common wordings each."""
        common, people = range(self.families, self.families + 300), self._people(count)
        self.families += 300
        for account in people:
            self._lead(account, self.rng.choice(common, self.rng.integers(2, 9), replace=False))
        return people

    def group(self, count: int, wordings: int, each: int, *, elicits: float = 0.0, who: range | None = None) -> range:
        """Accounts that each use some of a set of wordings, among ordinary questions."""
        script = range(self.families, self.families + wordings)
        self.families += wordings
        self.eliciting |= dict.fromkeys(script, elicits)
        people = who or self._people(count)
        for account in people:
            self._lead(account, self.rng.choice(script, each, replace=False))
        return people

    def cards(self, people: range, size: int = 3) -> range:
        """One card for so many accounts each."""
        self.held += [(account, 1_000 + account // size) for account in people]
        return people

    def _people(self, count: int) -> range:
        self.accounts += count
        return range(self.accounts - count, self.accounts)

    def _lead(self, account: int, families: np.ndarray) -> None:
        for family in families.tolist():
            self.rows[account, family] = self.rows.get((account, family), 0) + int(self.rng.integers(1, 4))

    def evidence(self, policy: ConductPolicy = POLICY) -> Evidence:
        """Who is in step."""
        pairs = sorted(self.rows)
        zeros = np.zeros(len(pairs), np.int64)
        counts = LeadCounts(
            account=np.array([account for account, _ in pairs], np.int32),
            family=np.array([family for _, family in pairs], np.int32),
            prompts=np.array([self.rows[pair] for pair in pairs], np.int64),
            first_at=zeros,
            last_at=zeros,
            asked=np.full(self.accounts, 40, np.int64),
        )
        tied = np.isin(np.arange(self.accounts), [account for account, _ in self.held])
        company = np.array([self.company.get(n, n) for n in range(self.accounts)], np.int32)
        holders = np.array([account for account, _ in self.held], np.int32)
        eliciting = np.array([self.eliciting.get(n, 0.0) for n in range(self.families)])
        held = np.array([value for _, value in self.held], np.int64)
        asking = np.full(self.accounts, 0.1)
        population = Population(tied, asking, company, company, company, holders, held, eliciting)
        nobody = np.full(self.families, -1, np.int32)
        self.found = find_scripts(counts, policy)
        rates = freeze_rates(counts, nobody, population, policy)
        return evidence(counts, rates, tied, policy)


def in_step(found: Evidence, people: range) -> float:
    """The part of these accounts that is in step."""
    return float(found.in_step[people.start : people.stop].mean())


def test_a_ring_is_found_by_a_script_of_which_nobody_uses_much() -> None:
    """Each of sixty wordings is used by nine accounts: too few to say anything by itself."""
    world = World()
    world.strangers(STRANGERS)
    ring = world.cards(world.group(60, 60, 9))
    found = world.evidence()
    assert in_step(found, ring) >= 0.95
    assert in_step(found, range(STRANGERS)) == 0
    assert len({int(script) for script in found.script[ring.start : ring.stop] if script >= 0}) == 1
    assert in_step(world.evidence(replace(POLICY, script_tied_share=1.0, family_min_lift=1e9)), ring) == 0


@pytest.mark.parametrize("elicits", [0.0, 1.0])
def test_the_users_of_an_app_have_a_script_and_are_left_alone(elicits: float) -> None:
    world = World()
    world.strangers(STRANGERS)
    users = world.group(50, 3, 3, elicits=elicits)
    found = world.evidence()
    assert len({int(script) for script in world.found.core[users.start : users.stop]}) == 1
    assert in_step(found, users) == 0


def test_a_ring_that_uses_an_app_drags_none_of_its_users_along() -> None:
    world = World()
    world.strangers(STRANGERS)
    ring = world.cards(world.group(40, 30, 8))
    users = world.group(40, 3, 3)
    world.rows |= {
        (account, family): 2 for account in ring[:15] for family in range(world.families - 3, world.families)
    }
    found = world.evidence()
    assert in_step(found, ring) >= 0.95
    assert in_step(found, users) == 0


def test_a_firm_has_a_way_of_asking() -> None:
    """Fifteen desks of one company share machines and eight forms; across companies they share nothing."""
    world = World()
    world.strangers(STRANGERS)
    firm = world.cards(world.group(15, 8, 6), size=15)
    world.company = dict.fromkeys(firm, firm[0])
    assert in_step(world.evidence(), firm) == 0
    world.company = {}
    assert in_step(world.evidence(), firm) == 1, "as fifteen customers they would be a ring"


def test_a_ring_that_shares_nothing_is_found_by_a_broad_script_that_extracts() -> None:
    world = World()
    world.strangers(STRANGERS)
    ring = world.group(80, 60, 9, elicits=0.5)
    assert in_step(world.evidence(), ring) >= 0.9
    world.eliciting = {}
    assert in_step(world.evidence(), ring) == 0, "a writing assistant with sixty buttons"


def test_two_rings_have_two_scripts() -> None:
    world = World()
    world.strangers(STRANGERS)
    one, other = world.cards(world.group(40, 40, 9)), world.cards(world.group(40, 40, 9))
    found = world.evidence()
    scripts = [set(found.script[people.start : people.stop].tolist()) - {-1} for people in (one, other)]
    assert len(scripts[0]) == len(scripts[1]) == 1
    assert scripts[0] != scripts[1]
    assert min(in_step(found, one), in_step(found, other)) >= 0.95
