"""How are arrays of one length, kept together in a frozen dataclass, cut and joined as rows?"""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def kept[T: "DataclassInstance"](rows: T, which: NDArray[Any] | slice) -> T:
    """The rows under a mask, at positions or in a slice."""
    return replace(rows, **{field.name: getattr(rows, field.name)[which] for field in fields(rows)})


def joined[T: "DataclassInstance"](one: T, other: T) -> T:
    """All rows of one, then all of the other."""
    columns = {
        field.name: np.concatenate([getattr(one, field.name), getattr(other, field.name)]) for field in fields(one)
    }
    return replace(one, **columns)


def runs(start: NDArray[Any], length: NDArray[Any]) -> NDArray[np.intp]:
    """All positions of the runs that begin at `start` and go on for `length`, one run after the other."""
    ahead = start - (np.cumsum(length) - length)
    return (np.repeat(ahead, length) + np.arange(int(length.sum()))).astype(np.intp)
