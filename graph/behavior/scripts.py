"""Which wordings belong to one script, and who works from it? Prompt families that the same accounts use together.

A single wording is shared by chance, a set of wordings is not: communities of families used by the same accounts are
the scripts to begin with. An account belongs to the *core* of the script that its families fit best, by

    log2(core / everybody)  +  sum over its families of that script of log2(rate in the core / rate outside · busy)

so that the rate outside is measured without the ring, however large it is, and who asks much meets wordings by chance
more often (`busy`). Core and rates are estimated in turn (a mixture fitted by hard assignment); scripts whose cores use
each other's families are one; a family that a core leads much more than others is the core's.

A script is no reproach. A class, an app and an agency have theirs: `standing` asks which of them stand out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from graph.behavior.co_use import co_use, communities
from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Bools, Float64s, Int32s, Int64s, first_of_each
from graph.behavior.thresholds import ConductPolicy

NONE = -1
_ONE_SCRIPT, _OF_ONE_MIND = 0.2, 0.1
"""Relative to their own use, how often two cores must use each other's families to be one, or to stay one."""
_INSIDE = 40
_SEED_SHARE = 0.25
"""The part of an account's shared families that lie in one community, for it to be counted in to begin with."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Scripts are numbered from 0; -1 is none."""

    of_family: Int64s
    bits: Float64s
    """By family: how much likelier the core leads with it than anybody else, capped."""
    prior: Float64s
    """By script: log2 of the core's part of everybody."""
    core: Int64s
    """By account: the script it works from."""
    busy: float
    """Prompts of the usual account; who asks more meets any wording more often."""

    @property
    def count(self) -> int:
        """How many there are."""
        return self.prior.size


@dataclass(frozen=True, slots=True)
class _Uses:
    """Who leads with which family: pairs, ascending by account, of families that enough accounts lead with."""

    account: Int32s
    family: Int32s
    asked: Int64s
    families: int

    @property
    def accounts(self) -> int:
        return self.asked.size

    @property
    def active(self) -> int:
        return int(np.count_nonzero(self.asked))


@dataclass(frozen=True, slots=True)
class _Fit:
    """One round: the core, each family's users inside it, and bits by family."""

    core: Int64s
    inside: Int64s
    bits: Float64s
    prior: Float64s


def busy(asked: Int64s, usual: float) -> Float64s:
    """How many times more than the usual account each one asks; 1 for those who ask less."""
    return np.maximum(1.0, asked / usual) if usual else np.ones(asked.size)


def find_scripts(counts: LeadCounts, policy: ConductPolicy) -> Scripts:
    """Find the scripts of a population."""
    uses = _uses(counts, policy)
    usual = float(np.median(uses.asked[uses.asked > 0])) if uses.active else 0.0
    if not uses.account.size:
        none = np.zeros(0)
        return Scripts(_no_family(uses), np.zeros(uses.families), none, np.full(uses.accounts, NONE), usual)
    graph = co_use(
        uses.account,
        uses.family,
        uses.families,
        neighbours=policy.script_neighbours,
        most_families=policy.script_most_families,
    )
    script = _no_family(uses)
    used = np.unique(uses.family)
    script[used] = np.unique(
        communities(csr_array(graph[used][:, used]), policy.script_resolution), return_inverse=True
    )[1]
    fit = _fitted(uses, script, usual, policy)
    for _ in range(policy.script_rounds - 1):
        same = _same(uses, script, fit)
        script = np.where(script >= 0, same[script], NONE)
        core = np.where(fit.core >= 0, same[fit.core], NONE)
        script, core = _apart(uses, script, core)
        script = _claimed(uses, script, core, policy)
        fit = _fitted(uses, script, usual, policy)
    return Scripts(script, fit.bits, fit.prior, fit.core, usual)


def _no_family(uses: _Uses) -> Int64s:
    return np.full(uses.families, NONE, np.int64)


def _uses(counts: LeadCounts, policy: ConductPolicy) -> _Uses:
    families = int(counts.family.max(initial=-1)) + 1
    users = np.bincount(counts.family, minlength=families)
    rows = users[counts.family] >= policy.script_family_accounts
    return _Uses(counts.account[rows], counts.family[rows], counts.asked, families)


# -- who belongs to it


def _fitted(uses: _Uses, script: Int64s, usual: float, policy: ConductPolicy) -> _Fit:
    """Core and rates in turn, for some rounds."""
    rows = np.flatnonzero(script[uses.family] >= 0)
    uses = _Uses(uses.account[rows], uses.family[rows], uses.asked, uses.families)
    scripts = int(script.max(initial=-1)) + 1
    pair = uses.account.astype(np.int64) * scripts + script[uses.family]
    pairs, place = np.unique(pair, return_inverse=True)
    account, of = pairs // max(scripts, 1), pairs % max(scripts, 1)
    core = _seeds(account, of, np.bincount(place), uses)
    chance = busy(uses.asked, usual)[uses.account]
    for _ in range(policy.script_rounds + 1):
        fit = _rates(uses, script, core, scripts, policy)
        bits = _bits(uses, script, fit, chance, policy)
        counting = np.bincount(place, bits >= 1.0, minlength=pairs.size)
        total = np.bincount(place, bits, minlength=pairs.size) + fit.prior[of]
        fits = (counting >= policy.in_step_families) & (total >= policy.script_bits)
        core = _best(account[fits], of[fits], total[fits], uses.accounts)
    return _rates(uses, script, core, scripts, policy)


def _seeds(account: Int64s, of: Int64s, families: Int64s, uses: _Uses) -> Int64s:
    all_of_them = np.bincount(uses.account, minlength=uses.accounts)
    fits = (families >= 2) & (families >= _SEED_SHARE * all_of_them[account])
    return _best(account[fits], of[fits], families[fits].astype(np.float64), uses.accounts)


def _best(account: Int64s, of: Int64s, worth: Float64s, accounts: int) -> Int64s:
    """By account the script that is worth most, the first of equals; -1 where there is none."""
    order = np.lexsort((of, -worth.round(9), account))
    first = order[first_of_each(account[order])] if order.size else order
    core = np.full(accounts, NONE, np.int64)
    core[account[first]] = of[first]
    return core


def _inside(uses: _Uses, script: Int64s, core: Int64s) -> Bools:
    own: Bools = core[uses.account] == script[uses.family]
    return own


def _rates(uses: _Uses, script: Int64s, core: Int64s, scripts: int, policy: ConductPolicy) -> _Fit:
    size = np.bincount(core[core >= 0], minlength=scripts)
    users = np.bincount(uses.family, minlength=uses.families)
    inside = np.bincount(uses.family[_inside(uses, script, core)], minlength=uses.families)
    own = np.where(script >= 0, size[script], 0)
    rate = (inside + policy.rate_smoothing) / (own + 2 * policy.rate_smoothing)
    outside = (users - inside + policy.rate_smoothing) / (uses.active - own + 2 * policy.rate_smoothing)
    bits = np.clip(np.log2(rate / outside), 0.0, policy.family_cap)
    told = (inside >= policy.in_step_families) & (script >= 0)
    prior = np.log2(np.maximum(size, 1) / max(uses.active, 1))
    return _Fit(core, inside, np.where(told, bits, 0.0), prior)


def _bits(uses: _Uses, script: Int64s, fit: _Fit, chance: Float64s, policy: ConductPolicy) -> Float64s:
    """By row: what the family says of the account, measured without the account itself."""
    core, inside = fit.core, fit.inside
    size = np.bincount(core[core >= 0], minlength=fit.prior.size)
    users = np.bincount(uses.family, minlength=uses.families)
    family, of = uses.family, script[uses.family]
    itself = _inside(uses, script, core)
    others = inside[family] - itself
    rate = (others + policy.rate_smoothing) / (np.maximum(size[of] - itself, 0) + 2 * policy.rate_smoothing)
    outside = (users[family] - inside[family] + policy.rate_smoothing) / (
        uses.active - size[of] + 2 * policy.rate_smoothing
    )
    bits = np.clip(np.log2(rate / np.minimum(outside * chance, 0.5)), 0.0, policy.family_cap)
    told = (inside[family] >= policy.in_step_families) & (others > 0)
    return np.where(told, bits, 0.0)


# -- which scripts are one, which are several, and which families are whose


def _same(uses: _Uses, script: Int64s, fit: _Fit) -> Int64s:
    """By script the first script that it is one with: their cores use each other's families nearly as their own."""
    told = np.where(fit.inside >= 2, script, NONE)
    size = np.bincount(fit.core[fit.core >= 0], minlength=fit.prior.size)
    families = np.bincount(told[told >= 0], minlength=fit.prior.size)
    known = np.flatnonzero((size >= 3) & (families >= 2))
    return _alike(_met(uses, fit.core, told, fit.prior.size), size, families, known, _ONE_SCRIPT)


def _apart(uses: _Uses, script: Int64s, core: Int64s) -> tuple[Int64s, Int64s]:
    """Scripts whose core is of two minds come apart: an app that members of a ring use too is not the ring's script.

    Communities of what each core leads, joined where their accounts use each other's families at all.
    """
    rows = np.flatnonzero(_inside(uses, script, core) & (core[uses.account] >= 0))
    account, family = uses.account[rows], uses.family[rows]
    led = np.unique(family)
    if not led.size:
        return script, core
    graph = co_use(
        account, np.searchsorted(led, family).astype(np.int32), led.size, neighbours=_INSIDE, most_families=led.size
    )
    parts = np.full(uses.families, NONE, np.int64)
    parts[led] = communities(graph, 1.0)
    count = int(parts.max()) + 1
    pair, many = np.unique(account.astype(np.int64) * count + parts[family], return_counts=True)
    mostly = _best(pair // count, pair % count, many.astype(np.float64), uses.accounts)
    size, families = np.bincount(mostly[mostly >= 0], minlength=count), np.bincount(parts[led], minlength=count)
    same = _alike(_met(uses, mostly, parts, count), size, families, np.flatnonzero(size > 0), _OF_ONE_MIND)
    return np.where(parts >= 0, same[parts], NONE), np.where(mostly >= 0, same[mostly], NONE)


def _met(uses: _Uses, whose: Int64s, of: Int64s, count: int) -> csr_array:
    """How often accounts of one group (row) lead with families of another (column)."""
    rows = (whose[uses.account] >= 0) & (of[uses.family] >= 0)
    ends = whose[uses.account[rows]], of[uses.family[rows]]
    return coo_array((np.ones(ends[0].size), ends), shape=(count, count)).tocsr()


def _alike(met: csr_array, size: Int64s, families: Int64s, known: Int64s, least: float) -> Int64s:
    """By group the first group that it is one with, among those known."""
    same = np.arange(size.size)
    if not known.size:
        return same
    table = csr_array(met[known][:, known])
    own = table.diagonal() / np.maximum(size[known] * families[known], 1)
    row, column = np.repeat(np.arange(known.size), np.diff(table.indptr)), table.indices
    rate = table.data / np.maximum(size[known][row] * families[known][column], 1)
    share = csr_array((rate / np.maximum(own[column], 1e-12), (row, column)), shape=table.shape)
    both = coo_array(share.minimum(share.T))
    there, back = table[both.row, both.col], table[both.col, both.row]
    alike = (both.data >= least) & (np.minimum(there, back) >= 2) & (there + back >= 5)
    edges = both.row[alike], both.col[alike]
    graph = coo_array((np.ones(edges[0].size), edges), shape=table.shape)
    group = connected_components(graph, directed=False)[1]
    first = np.full(known.size, size.size)
    np.minimum.at(first, group, known)
    same[known] = first[group]
    return same


def _claimed(uses: _Uses, script: Int64s, core: Int64s, policy: ConductPolicy) -> Int64s:
    """Families that a core leads at least eight times as often as everybody else belong to it."""
    scripts = int(max(script.max(initial=-1), core.max(initial=-1))) + 1
    size = np.bincount(core[core >= 0], minlength=scripts)
    users = np.bincount(uses.family, minlength=uses.families)
    rows = core[uses.account] >= 0
    pair, inside = np.unique(
        core[uses.account[rows]].astype(np.int64) * uses.families + uses.family[rows], return_counts=True
    )
    of, family = pair // uses.families, pair % uses.families
    rate = inside / (size[of] + 1)
    outside = (users[family] - inside + policy.rate_smoothing) / (uses.active - size[of] + 2 * policy.rate_smoothing)
    more = np.log2(rate / outside)
    claims = np.flatnonzero((inside >= 3) & (size[of] >= policy.family_min_accounts) & (more >= 3.0))
    claims = claims[np.lexsort((of[claims], -more[claims].round(9), family[claims]))]
    first = claims[first_of_each(family[claims])] if claims.size else claims
    claimed = script.copy()
    claimed[family[first]] = of[first]
    return claimed
