"""How loud is a pool beside honest ones of the same size? Drawn from accounts that were cleared or never flagged. Pure.

Two comparisons, and the milder one counts: pools of that many honest accounts drawn together (a bootstrap: Efron,
1979), and the honest networks of like size, which know each other, as a campus or an agency does. The draws are fixed
by the size alone, so the same honest accounts give the same reference.
"""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from graph.behavior.prompts import Float64s, Int32s
from graph.risk.pool_measures import MEASURES, Ground, measured

SIZES = (5, 10, 20, 40, 80, 160, 320)
_LIKE = 2.0
"""A network is of like size up to so many times larger or smaller."""
_SEED = 20_261_124


@dataclass(frozen=True, eq=False)
class Reference:
    """`drawn`: sizes × measures × pools, ascending in the last; `networks`: honest ones × measures, `members` each."""

    sizes: NDArray[np.int64]
    drawn: Float64s
    members: NDArray[np.int64]
    networks: Float64s

    def standing(self, measure: str, value: float, size: int) -> "Standing":
        """Where a value of a pool of so many accounts stands."""
        column = MEASURES.index(measure)
        # A pool larger than any that was drawn is held against the largest: these vary more, so it is the milder test.
        row = max(0, int(np.searchsorted(self.sizes, size, "right")) - 1)
        pools = self.drawn[row, column]
        like = (self.members * _LIKE >= size) & (self.members <= size * _LIKE)
        networks = self.networks[like, column]
        return Standing(
            usual=float(pools[len(pools) // 2]),
            louder=len(pools) - int(np.searchsorted(pools, value, "left")),
            pools=len(pools),
            size=int(self.sizes[row]),
            louder_networks=int(np.count_nonzero(networks >= value)),
            networks=len(networks),
        )

    @property
    def known(self) -> bool:
        """Were there enough honest accounts to draw from?"""
        return bool(len(self.sizes))


@dataclass(frozen=True, slots=True)
class Standing:
    """Of `pools` pools of `size` honest accounts so many are as loud or louder, and of so many like honest networks."""

    usual: float
    louder: int
    pools: int
    size: int
    louder_networks: int
    networks: int

    @property
    def share(self) -> float:
        """How often honest pools are as loud: the larger of the two rates; "none of n" is one in n + 1, not never."""
        among_networks = self.louder_networks / self.networks if self.networks else 0.0
        return max((self.louder + 1) / (self.pools + 1), among_networks)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of a pool of so many active accounts, and where it stands; `detail` names what it is about."""

    measure: str
    value: float
    accounts: int
    standing: Standing
    detail: str = ""


def refer_to(ground: Ground, honest: Int32s, networks: list[Int32s]) -> Reference:
    """Measure pools of honest accounts (active ones, ascending) and the honest networks."""
    sizes = [size for size in SIZES if 2 * size <= honest.size]
    drawn = np.array([_drawn(ground, honest, size) for size in sizes]).reshape(
        len(sizes), len(MEASURES), ground.rules.drawn
    )
    found = [measured(ground, members) for members in networks]
    return Reference(
        sizes=np.array(sizes, np.int64),
        drawn=drawn,
        members=np.array([members.size for members in networks], np.int64),
        networks=np.array(found).reshape(-1, len(MEASURES)),
    )


def _drawn(ground: Ground, honest: Int32s, size: int) -> Float64s:
    chance = np.random.default_rng(_SEED + size)
    pools = [np.sort(chance.choice(honest, size, replace=False)) for _ in range(ground.rules.drawn)]
    return np.sort(np.array([measured(ground, pool) for pool in pools]).T, axis=1)


def packed(reference: Reference) -> bytes:
    """As bytes for the database."""
    buffer = BytesIO()
    fields = {name: getattr(reference, name) for name in ("sizes", "drawn", "members", "networks")}
    np.savez_compressed(buffer, allow_pickle=False, **fields)
    return buffer.getvalue()


def unpacked(stored: bytes | memoryview) -> Reference:
    """Back from bytes."""
    with np.load(BytesIO(bytes(stored)), allow_pickle=False) as arrays:
        return Reference(**{name: arrays[name] for name in ("sizes", "drawn", "members", "networks")})
