"""What do we know of many prompts at once? Sketches as arrays, one row a prompt."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Uint64s = npt.NDArray[np.uint64]
Float64s = npt.NDArray[np.float64]
Int16s = npt.NDArray[np.int16]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prompts of any number of accounts, in any order.

    The shingles of prompt i are `shingles[indptr[i]:indptr[i + 1]]`, each once. To be mined they must be under **one**
    key (`Sketches.under`): mixed together, every template would be found twice and count twice.
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


@dataclass(frozen=True, slots=True)
class Sketches:
    """Prompts and the keys they were sketched under, by number: the later a key came into use, the higher.

    The first `own[i]` shingles of prompt i are under `key[i]`, the others under `before[i]` (0: under no other).
    """

    prompts: Prompts
    key: Int16s
    before: Int16s
    own: Int32s

    def covered(self) -> dict[int, int]:
        """How many prompts were sketched under each key."""
        counts = np.bincount(self.key) if self.key.size else np.zeros(1, np.int64)
        older = np.bincount(self.before[self.before > 0], minlength=counts.size)
        counts = older + np.pad(counts, (0, older.size - counts.size))
        return {key: count for key, count in enumerate(counts.tolist()) if count}

    def under(self, key: int) -> Prompts:
        """The same prompts with the shingles of one key only; a prompt not sketched under it keeps none."""
        newer, older = self.key == key, self.before == key
        if newer.all() and not self.before.any():
            return self.prompts
        prompts, sizes = self.prompts, np.diff(self.prompts.indptr)
        place = np.arange(prompts.shingles.size) - np.repeat(prompts.indptr[:-1], sizes)
        chosen = np.where(place < np.repeat(self.own, sizes), np.repeat(newer, sizes), np.repeat(older, sizes))
        kept = np.where(newer, self.own, 0) + np.where(older, sizes - self.own, 0)
        return replace(
            prompts, indptr=np.concatenate([[0], np.cumsum(kept)]).astype(np.int64), shingles=prompts.shingles[chosen]
        )


def first_of_each(keys: Int64s | Int32s) -> Bools:
    """Mark the first entry of each key, in sorted keys."""
    first = np.ones(keys.size, dtype=np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return first
