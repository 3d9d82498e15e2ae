"""Which prompt families do the same accounts use? A sparse graph of families, and its communities.

Two families that many accounts share because both are common say nothing; the weight of a pair is what accounts with
few families share, relative to how much either is shared at all. Each family keeps its strongest neighbours only, so
that time and memory grow with the number of families.

Nothing depends on the order of rows; families are numbered by their keys.
"""

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array

from graph.behavior.prompts import Float64s, Int32s, Int64s

_ROUNDING = 1e-9


def co_use(account: Int32s, family: Int32s, families: int, *, neighbours: int, most_families: int) -> csr_array:
    """A symmetric graph of families from pairs (account, family), each pair once.

    An account of k families gives each pair among them 1 / (k - 1) (Newman 2001: who takes part in much says little of
    each part); one of more than `most_families` is left out. The weight of a pair is divided by the geometric mean of
    the two families' sums. Each family keeps its `neighbours` strongest.
    """
    accounts = int(account.max(initial=-1)) + 1
    sizes = np.bincount(account, minlength=accounts)
    kept = (sizes[account] > 1) & (sizes[account] <= most_families)
    ends = account[kept], family[kept]
    uses = coo_array((np.ones(ends[0].size), ends), shape=(accounts, families)).tocsr()
    shared = csr_array(uses.T @ diags_array(1.0 / np.maximum(sizes - 1, 1)) @ uses)
    shared.setdiag(0.0)
    shared.eliminate_zeros()
    sums: Float64s = np.asarray(shared.sum(axis=1)).ravel()
    inverse = diags_array(1.0 / np.sqrt(np.where(sums > 0, sums, 1.0)))
    strongest = _strongest(csr_array(inverse @ shared @ inverse), neighbours)
    return csr_array(strongest.maximum(strongest.T))


def _strongest(graph: csr_array, count: int) -> csr_array:
    """Each row's strongest entries; the first columns of equals."""
    rows = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    order = np.lexsort((graph.indices, -graph.data.round(12), rows))
    place = np.arange(rows.size) - graph.indptr[rows]
    chosen = order[place < count]
    return coo_array((graph.data[chosen], (rows[chosen], graph.indices[chosen])), shape=graph.shape).tocsr()


def communities(graph: csr_array, resolution: float) -> Int64s:
    """A community number for each node of a symmetric weighted graph, in the order of their first nodes.

    Modularity is raised by moving single nodes, then the communities are taken for nodes, until nothing moves (Louvain:
    Blondel and others 2008; resolution: Reichardt and Bornholdt 2006). Nodes are visited in their order, so the same
    graph gives the same communities.
    """
    label = np.arange(graph.shape[0])
    while graph.shape[0]:
        moved = _moved(graph, resolution)
        numbers = np.unique(moved, return_inverse=True)[1]
        label = numbers[label]
        count = int(numbers.max()) + 1
        if count == graph.shape[0]:
            break
        gather = coo_array((np.ones(numbers.size), (numbers, np.arange(numbers.size))), shape=(count, numbers.size))
        graph = csr_array(gather @ graph @ gather.T)
    first = np.unique(label, return_index=True)[1]
    return np.argsort(np.argsort(first))[label].astype(np.int64)


def _moved(graph: csr_array, resolution: float) -> Int64s:
    """Each node's community once no single node gains by leaving its own."""
    degree: Float64s = np.asarray(graph.sum(axis=1)).ravel()
    whole = float(degree.sum())
    if whole == 0.0:
        return np.arange(graph.shape[0])
    # Plain lists: one node at a time, which is what arrays are slow at.
    starts, ends, weights = graph.indptr.tolist(), graph.indices.tolist(), graph.data.tolist()
    degrees, total, label = degree.tolist(), degree.tolist(), list(range(graph.shape[0]))
    moving = True
    while moving:
        moving = False
        for node, own in enumerate(degrees):
            here = label[node]
            near = {here: 0.0}
            for at in range(starts[node], starts[node + 1]):
                if (other := ends[at]) != node:
                    near[label[other]] = near.get(label[other], 0.0) + weights[at]
            total[here] -= own
            scale = resolution * own / whole
            best, most = here, near[here] - scale * total[here]
            for there, weight in near.items():
                gain = weight - scale * total[there]
                if gain > most + _ROUNDING:
                    best, most = there, gain
            total[best] += own
            if best != here:
                label[node], moving = best, True
    return np.array(label, np.int64)
