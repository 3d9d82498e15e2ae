"""Which shingles repeat together, and how much of the prompts around them is filling? Sparse products tell.

Everything is counted over distinct prompts: two prompts are the same when their sketches are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from graph.behavior.prompts import Float64s, Int64s, Prompts, Uint64s, first_of_each
from kycrisk.lib.distinct import each_once

_AT_ONCE = 20_000_000
"""Pairs held in memory at a time, about half a gigabyte."""
_PARTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """Distinct prompts: the columns of prompt i are `column[indptr[i]:indptr[i + 1]]`."""

    indptr: Int64s
    column: Int64s
    shingles: Uint64s
    """What a column stands for, ascending."""
    counts: Int64s
    """Distinct prompts of each column."""


def distinct_prompts(prompts: Prompts) -> Corpus:
    """One row for each different sketch that has shingles."""
    sketched = np.flatnonzero(np.diff(prompts.indptr))
    one_of_each = np.zeros(len(prompts), dtype=np.bool_)
    if sketched.size:
        sums = np.add.reduceat(_spread_bits(prompts.shingles), prompts.indptr[sketched])
        one_of_each[sketched[np.unique(sums, return_index=True)[1]]] = True
    chosen = prompts.where(one_of_each)
    shingles, column, counts = np.unique(chosen.shingles, return_inverse=True, return_counts=True)
    return Corpus(chosen.indptr, column.astype(np.int64), shingles, counts)


def group_columns(corpus: Corpus, columns: Int64s, jaccard: float) -> Int64s:
    """Number the columns by group: two are joined if their prompt sets have at least this Jaccard index.

    `columns` ascend; groups are numbered by their first column.
    """
    if not columns.size:
        return np.empty(0, dtype=np.int64)
    patterns, weights = _patterns(corpus, columns)
    counts = corpus.counts[columns]
    left, right = [], []
    for rows, together in _together(patterns, weights):
        similar = together.data >= jaccard * (counts[rows[together.row]] + counts[together.col] - together.data)
        left.append(rows[together.row[similar]])
        right.append(together.col[similar].astype(np.int64))
    ends = np.concatenate(left), np.concatenate(right)
    joined = coo_array((np.ones(ends[0].size, dtype=np.bool_), ends), shape=(columns.size, columns.size))
    label = connected_components(joined, directed=False)[1]
    _, first, number = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number].astype(np.int64)


def _patterns(corpus: Corpus, columns: Int64s) -> tuple[csr_array, Int64s]:
    """The different sets of these columns that prompts show, and how many prompts show each.

    Prompts of one template have few such sets, which is what keeps the number of pairs small.
    """
    position = np.full(corpus.shingles.size, -1, dtype=np.int64)
    position[columns] = np.arange(columns.size)
    kept = np.flatnonzero(position[corpus.column] >= 0)
    row = np.searchsorted(corpus.indptr, kept, side="right") - 1
    starts = np.flatnonzero(first_of_each(row))
    sums = np.add.reduceat(_spread_bits(corpus.shingles)[corpus.column[kept]], starts)
    _, one, weights = np.unique(sums, return_index=True, return_counts=True)
    sizes = np.diff(np.append(starts, kept.size))[one]
    column = position[corpus.column[kept[spread(starts[one], sizes)]]]
    indptr = np.concatenate([[0], np.cumsum(sizes)])
    shape = (one.size, columns.size)
    return csr_array((np.ones(column.size, dtype=np.int64), column, indptr), shape=shape), weights


def _together(patterns: csr_array, weights: Int64s) -> Iterator[tuple[Int64s, coo_array]]:
    """How many prompts hold both columns, for a block of first columns at a time."""
    by_column = csr_array(patterns.T)
    weighted = csr_array((weights[by_column.indices], by_column.indices, by_column.indptr), shape=by_column.shape)
    effort = by_column @ np.diff(patterns.indptr)
    block = np.cumsum(effort) // _AT_ONCE
    for number in np.unique(block):
        rows = np.flatnonzero(block == number)
        yield rows, coo_array(weighted[rows[0] : rows[-1] + 1] @ patterns)


def filling_of(corpus: Corpus, group_of: Int64s, groups: int, rarity: float) -> tuple[Int64s, Float64s]:
    """Each group's distinct prompts, and the average part of them that is `rarity` times rarer than the group.

    `group_of` gives every column's group, -1 for none. A prompt belongs to a group when it holds one of its columns.
    """
    kept = np.flatnonzero(group_of[corpus.column] >= 0)
    row = np.searchsorted(corpus.indptr, kept, side="right") - 1
    pair = each_once(row * max(groups, 1) + group_of[corpus.column[kept]])
    row, group = pair // max(groups, 1), pair % max(groups, 1)
    prompts = np.bincount(group, minlength=groups)
    sizes = np.diff(corpus.indptr)[row]
    parts = np.zeros(groups, dtype=np.int64)
    block = np.cumsum(sizes) // _AT_ONCE
    for number in np.unique(block):
        some = np.flatnonzero(block == number)
        entries = spread(corpus.indptr[row[some]], sizes[some])
        rare = corpus.counts[corpus.column[entries]] * rarity <= np.repeat(prompts[group[some]], sizes[some])
        rare_each = np.add.reduceat(rare.astype(np.int64), np.cumsum(sizes[some]) - sizes[some])
        # Whole millionths, so that the order of the prompts cannot change the sum.
        np.add.at(parts, group[some], rare_each * _PARTS // sizes[some])
    return prompts, parts / np.maximum(prompts, 1) / _PARTS


def _spread_bits(shingles: Uint64s) -> Uint64s:
    """Numbers whose sum names a set of shingles, whatever a gateway calls a shingle (a multiply-xorshift)."""
    mixed = (shingles ^ (shingles >> np.uint64(31)) ^ np.uint64(0x632BE59BD9B4E019)) * np.uint64(0x9FB21C651E98DF25)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xD1B54A32D192ED03)
    return mixed ^ (mixed >> np.uint64(32))


def spread(starts: Int64s, sizes: Int64s) -> Int64s:
    """The positions start, start + 1, … of each stretch, one stretch after the other."""
    return np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
