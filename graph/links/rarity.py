"""How common is a value, counted once per controller and frozen for an epoch?

Pass 1 counts accounts. Pass 2 counts every network of pass 1 as one controller, so that a large ring can neither make
its own card look common nor hide as a hub.
"""

from dataclasses import dataclass

import numpy as np

from graph.links.sightings import Flags, Holdings, Ints, Times, Values
from graph.links.thresholds import TiePolicy
from kycrisk.lib.distinct import each_once


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """By value: `degree`, the controllers that show it, and `hub`, whether they are too many for it to tie anybody.

    `population` is N, never below the policy's floor. A degree of 0 means the value was not yet known in the epoch.
    """

    degree: Times
    hub: Flags
    population: int


def freeze(holdings: Holdings, values: Values, policy: TiePolicy, *, networks: Ints | None = None) -> Rarity:
    """Count controllers for everyone: accounts, or with `networks` (label by account, -1 alone) networks as one."""
    controller = np.arange(holdings.account_count)
    if networks is not None:
        controller = np.where(networks >= 0, networks + holdings.account_count, controller)
    width = 2 * holdings.account_count + 1
    shown = each_once(holdings.value.astype(np.int64) * width + controller[holdings.account]) // width
    degree = np.bincount(shown, minlength=len(values)).astype(np.int64)
    return of_degrees(degree, values, policy, controllers=int(np.count_nonzero(np.bincount(controller))))


def of_degrees(degree: Times, values: Values, policy: TiePolicy, *, controllers: int) -> Rarity:
    """The rarity that stored degrees amount to."""
    hub = degree > policy.hub_limit[values.kind]
    return Rarity(degree=degree, hub=hub, population=max(controllers, policy.population_floor))


def completed(epoch: Rarity, live_degree: Times, values: Values, policy: TiePolicy) -> Rarity:
    """The epoch's rarity, with the live degree for values that the epoch did not know yet.

    New values would otherwise tie nobody until the next epoch. `live_degree` counts accounts over everyone, also when
    only a part of the holdings is at hand.
    """
    degree = np.where(epoch.degree > 0, epoch.degree, live_degree)
    return of_degrees(degree, values, policy, controllers=epoch.population)
