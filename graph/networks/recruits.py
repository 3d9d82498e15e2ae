"""Which programme's script does an account outside follow? The one under which its lead prompts are most likely.

A programme's script is the multinomial over families of its cells' lead prompts, smoothed by half a prompt a family
(Jeffreys' prior). A unit joins the programme under which its own lead prompts are likeliest, among those whose families
lead at least `programme_join_share` of them. Scripts are not relearnt from those who join, so no order of joining
matters; only where a wall stands between two who would join the same one does the likelier go first.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.networks.scripts import Numbers, Units, pooled
from graph.networks.walls import Sides, apart

_PRIOR = 0.5
_ROWS = 4_096


def recruited(found: Units, programme: Numbers, least_share: float) -> Numbers:
    """The programme of each unit after those outside (-1) joined where they fit. Programmes are 0 … without a gap."""
    count = int(programme.max(initial=-1)) + 1
    outside = np.flatnonzero((programme < 0) & (found.prompts > 0))
    if not count or not len(outside):
        return programme
    scripts = pooled(found.counts, programme, count)
    joined = programme.copy()
    sides = _sides_of_programmes(found, programme)
    for start in range(0, len(outside), _ROWS):
        rows = outside[start : start + _ROWS]
        fit = fits(csr_array(found.counts[rows]), scripts, least_share)
        best = fit.argmax(axis=1)
        joined[rows] = np.where(np.isfinite(fit.max(axis=1)), best, -1)
        _mind_walls(found, rows, fit, joined, sides)
    return joined


def fits(counts: csr_array, scripts: csr_array, least_share: float) -> NDArray[np.float64]:
    """Mean log-likelihood of each row's prompts under each script; -inf where the script leads too few of them."""
    total = counts.sum(axis=1)[:, None]
    families = scripts.shape[1]
    told = scripts.copy()
    told.data = np.log1p(told.data / _PRIOR)
    base = np.log(_PRIOR / (scripts.sum(axis=1) + _PRIOR * families))
    likelihood = (counts @ told.T).toarray() / total + base[None, :]
    led = scripts.copy()
    led.data = np.ones_like(led.data)
    share = (counts @ led.T).toarray() / total
    return np.where(share >= least_share, likelihood, -np.inf)


def _sides_of_programmes(found: Units, programme: Numbers) -> dict[int, Sides]:
    sides: dict[int, Sides] = {}
    for unit, stands in found.sides.items():
        if programme[unit] >= 0:
            sides[int(programme[unit])] = sides.get(int(programme[unit]), frozenset()) | stands
    return sides


def _mind_walls(
    found: Units, rows: Numbers, fit: NDArray[np.float64], joined: Numbers, sides: dict[int, Sides]
) -> None:
    """Let units that a wall names join the best programme in which nobody stands on the other side."""
    named = [place for place, unit in enumerate(rows.tolist()) if found.stands(unit)]
    for place in sorted(named, key=lambda place: (-float(fit[place].max()), place)):
        unit = int(rows[place])
        joined[unit] = -1
        for choice in np.argsort(-fit[place], kind="stable").tolist():
            stands = sides.get(choice, frozenset())
            if np.isfinite(fit[place, choice]) and not apart(found.stands(unit), stands):
                joined[unit] = choice
                sides[choice] = stands | found.stands(unit)
                break
