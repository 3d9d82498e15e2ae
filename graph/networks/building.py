"""Who belongs together, as of a moment? Sightings and counts in, cells and programmes out, for everybody at once.

Pure in what it was given: the same observations, facts, verdicts, policy, epoch and as-of time give the same networks,
whichever way the observations arrived.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accounts.policy.querysets import Numbered
from graph.behavior.counting import Counted, read_counted
from graph.behavior.in_step import Evidence, FamilyRates, evidence
from graph.links.observing import Observed, as_known
from graph.networks.cells import cells
from graph.networks.epochs import conduct_policy
from graph.networks.frozen import Frozen, numbered
from graph.networks.houses import houses
from graph.networks.programmes import Led, programmes
from graph.networks.verdicts import Verdicts


@dataclass(frozen=True, eq=False)
class Derived:
    """Everything known about everybody; arrays by dense account number."""

    observed: Observed
    counts: Counted
    rates: FamilyRates
    evidence: Evidence
    cell: NDArray[np.int32]
    network: NDArray[np.int32]
    frozen: Frozen
    verdicts: Verdicts

    @cached_property
    def leaders(self) -> NDArray[np.int64]:
        """By prompt family: how many accounts lead with it."""
        return np.bincount(self.counts.leads.family)

    def members_of(self, label: int) -> NDArray[np.int32]:
        """The accounts of a network."""
        return np.flatnonzero(self.network == label).astype(np.int32)


def derive(everybody: Observed, frozen: Frozen, policy: Numbered, verdicts: Verdicts) -> Derived:
    """Cells, accounts in step, and programmes, from everybody as observed now and what the epoch froze."""
    numbers = policy.numbers
    observed = as_known(everybody, frozen.known)
    walls = verdicts.walls_among(observed.accounts)
    counts = read_counted(frozen.families, observed.accounts)
    rates = replace(frozen.rates, first_account=numbered(frozen.rates.first_account, observed.accounts))
    tied = houses(observed.accounts, numbers.recommend).tied(observed)
    found = evidence(counts.leads, rates, tied, conduct_policy(numbers.conduct))
    cell = cells(observed.scene, walls).label
    speaking = rates.worth[counts.leads.family] > 0
    led = Led(counts.leads.account[speaking], counts.leads.family[speaking], counts.leads.prompts[speaking])
    joined = programmes(cell, found.in_step, led, numbers.conduct, walls, script=found.script)
    network = _large_enough(joined.network, numbers.recommend.watch_network_members)
    return Derived(observed, counts, rates, found, cell, network, frozen, verdicts)


def _large_enough(network: NDArray[np.int32], least: int) -> NDArray[np.int32]:
    """Two people who share a card are a household, not a network."""
    known = network >= 0
    sizes = np.bincount(network[known], minlength=len(network) or 1)
    return np.where(known & (sizes[np.maximum(network, 0)] >= least), network, -1).astype(np.int32)
