"""What do we know of many prompts at once? Sketches as arrays, one row a prompt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Uint64s = npt.NDArray[np.uint64]
Float64s = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prompts of any number of accounts, in any order, sketched under **one** key.

    The shingles of prompt i are `shingles[indptr[i]:indptr[i + 1]]`, each once. Sketches under two keys cannot be
    compared: mixed together, every template would be found twice and count twice.
    """

    account: Int32s
    """Dense index of who asked."""
    at: Int64s
    """When, in Unix seconds."""
    indptr: Int64s
    shingles: Uint64s
    traits: Int32s
    """Trait masks, see `kycrisk.sketch.TRAITS`."""

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together: everything downstream would be silently wrong."""
        count = self.account.size
        if self.at.size != count or self.traits.size != count or self.indptr.size != count + 1:
            raise ValueError("account, at and traits must have one entry for each prompt, indptr one more")
        if self.indptr[0] != 0 or self.indptr[-1] != self.shingles.size or (np.diff(self.indptr) < 0).any():
            raise ValueError("indptr must rise from 0 to the number of shingles")

    def __len__(self) -> int:
        return self.account.size

    def asked_by(self, accounts: int) -> Int64s:
        """How many prompts each of the accounts 0 … accounts - 1 asked, short ones included."""
        return np.bincount(self.account, minlength=accounts)

    def where(self, chosen: Bools) -> "Prompts":
        """Only the chosen prompts; accounts keep their index."""
        sizes = np.diff(self.indptr)
        return Prompts(
            account=self.account[chosen],
            at=self.at[chosen],
            indptr=np.concatenate([[0], np.cumsum(sizes[chosen])]),
            shingles=self.shingles[np.repeat(chosen, sizes)],
            traits=self.traits[chosen],
        )


def first_of_each(keys: Int64s | Int32s) -> Bools:
    """Mark the first entry of each key, in sorted keys."""
    first = np.ones(keys.size, dtype=np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return first
