"""How well does one number alone tell the hostile accounts from the others?"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]


def separation(values: Floats, hostile: Flags) -> float:
    """The area under the ROC curve of a feature, whichever direction is better: 0.5 says nothing, 1.0 everything.

    It is the chance that a hostile account and another one, drawn at random, are in the better order; ties count half
    (Mann and Whitney's U over the product of the sizes). 0.5 when either side is empty.
    """
    positives = int(hostile.sum())
    negatives = len(hostile) - positives
    if not positives or not negatives:
        return 0.5
    distinct, group = np.unique(values, return_inverse=True)
    of_all, of_hostile = np.bincount(group), np.bincount(group, weights=hostile, minlength=len(distinct))
    middle = np.cumsum(of_all) - (of_all - 1) / 2
    area = (float((middle * of_hostile).sum()) - positives * (positives + 1) / 2) / (positives * negatives)
    return max(area, 1.0 - area)


def rate_elsewhere(labels: NDArray[np.int64], hostile: Flags) -> Floats:
    """A category as a number: the share of hostile among those of the same label in the other half of the accounts.

    Learned in one half and used in the other, or a rare label would betray its only account.
    """
    half = np.arange(len(labels)) % 2 == 0
    found = np.zeros(len(labels))
    overall = float(hostile.mean()) if len(hostile) else 0.0
    for learned, used in ((half, ~half), (~half, half)):
        size = int(labels.max(initial=0)) + 1
        of_all = np.bincount(labels[learned], minlength=size)
        of_hostile = np.bincount(labels[learned], weights=hostile[learned], minlength=size)
        rates = (of_hostile + overall) / (of_all + 1)
        found[used] = rates[labels[used]]
    return found
