"""Which accounts in step, that no cell's script explains, work from one script of their own?

A ring that shares no value has no cells to begin with; what its accounts share is the templates. So the families are
gathered first, by who uses them together (average linkage over units), and a unit goes to the gathering that leads most
of its prompts: a *kit*. Kits whose pooled profiles are alike are one. A kit of too few accounts is a coincidence.
"""

import numpy as np
from scipy.sparse import coo_array, csr_array

from accounts.policy.detection import Conduct
from graph.networks.linkage import contrasted, gathered
from graph.networks.scripts import Frequency, Numbers, Units, of_length_one, pooled
from graph.networks.walls import NO_SIDE, Sides, apart


def with_kits(found: Units, programme: Numbers, frequency: Frequency, policy: Conduct) -> Numbers:
    """The programme of each unit after those still outside (-1) were gathered in kits, numbered on from the last."""
    outside = np.flatnonzero((programme < 0) & (found.prompts > 0))
    if not len(outside):
        return programme
    counts = csr_array(found.counts[outside])
    kit = _by_families(counts, policy)
    same = gathered(pooled(counts, kit, int(kit.max()) + 1), frequency, policy.programme_cosine)
    kit = by_sides(found, outside, same[kit])
    accounts = np.bincount(kit, found.in_step[outside])
    enough = accounts[kit] >= policy.programme_min_accounts
    joined = programme.copy()
    joined[outside[enough]] = int(programme.max(initial=-1)) + 1 + np.unique(kit[enough], return_inverse=True)[1]
    return joined


def _by_families(counts: csr_array, policy: Conduct) -> Numbers:
    """For each unit, the gathering of families that leads most of its prompts, the first of equals."""
    used = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]))
    by_family = of_length_one(csr_array(counts[:, used].T).sqrt())
    gathering = contrasted(by_family, policy.script_cosine, policy.script_contrast)
    sort = coo_array((np.ones(len(used)), (np.arange(len(used)), gathering))).tocsr()
    led = csr_array(counts[:, used] @ sort)
    led.sort_indices()
    units = np.repeat(np.arange(led.shape[0]), np.diff(led.indptr))
    order = np.lexsort((led.indices, -led.data, units))
    first = np.unique(units[order], return_index=True)[1]
    return led.indices[order][first].astype(np.intp)


def by_sides(found: Units, outside: Numbers, kit: Numbers) -> Numbers:
    """Kits with two sides of a wall in them come apart: each unit a wall names goes where nobody opposes it.

    Units are taken in their order; those that no wall names stay with the first.
    """
    stands: dict[int, list[tuple[int, Sides]]] = {}
    last = int(kit.max())
    kit = kit.copy()
    for place, unit in enumerate(outside.tolist()):
        if not found.stands(unit):
            continue
        groups = stands.setdefault(int(kit[place]), [(int(kit[place]), NO_SIDE)])
        open_to = (n for n, (_, sides) in enumerate(groups) if not apart(sides, found.stands(unit)))
        number = next(open_to, len(groups))
        if number == len(groups):
            last += 1
            groups.append((last, NO_SIDE))
        name, sides = groups[number]
        groups[number] = (name, sides | found.stands(unit))
        kit[place] = name
    return kit
