"""How is an epoch kept? Named arrays in one compressed column: what was counted once and holds until the next epoch."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from graph.behavior.families import FamilySet
from graph.behavior.in_step import FamilyRates
from graph.behavior.standing import Standing
from graph.links.observing import Known


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """Rarity of values, prompt families and what they are worth, and what is usual.

    Inside `families` and `rates`, `first_account` holds account keys (64 bits wide), not dense numbers.
    """

    known: Known
    families: FamilySet
    rates: FamilyRates
    usual_elicitation: float


FAMILY_FIELDS = (
    "shingles",
    "family",
    "key",
    "prompts",
    "filling",
    "is_template",
    "accounts",
    "first_account",
    "first_at",
)
RATE_FIELDS = ("bits", "rarity", "among_all", "among_others", "accounts", "first_account")
SCRIPT_FIELDS = ("script", "bits", "prior", "open", "ordinary", "elicitation")


def packed(frozen: Frozen) -> bytes:
    """As bytes for the database."""
    arrays = {f"family_{name}": getattr(frozen.families, name) for name in FAMILY_FIELDS}
    arrays |= {f"rate_{name}": getattr(frozen.rates, name) for name in RATE_FIELDS}
    arrays |= {f"script_{name}": getattr(frozen.rates.scripts, name) for name in SCRIPT_FIELDS}
    arrays |= {"identifier": frozen.known.identifier, "degree": frozen.known.degree}
    arrays |= {"scalars": np.array([frozen.known.population, frozen.usual_elicitation, frozen.rates.scripts.usual])}
    buffer = BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpacked(stored: bytes | memoryview) -> Frozen:
    """Back from bytes."""
    with np.load(BytesIO(bytes(stored)), allow_pickle=False) as arrays:
        population, usual, usual_prompts = arrays["scalars"].tolist()
        scripts = Standing(**{name: arrays[f"script_{name}"] for name in SCRIPT_FIELDS}, usual=usual_prompts)
        return Frozen(
            known=Known(arrays["identifier"], arrays["degree"], int(population)),
            families=FamilySet(**{name: arrays[f"family_{name}"] for name in FAMILY_FIELDS}),
            rates=FamilyRates(**{name: arrays[f"rate_{name}"] for name in RATE_FIELDS}, scripts=scripts),
            usual_elicitation=usual,
        )


def numbered(keys: NDArray[np.int32], accounts: NDArray[np.int64]) -> NDArray[np.int32]:
    """Dense numbers of account keys, -1 for those that are gone."""
    place = np.minimum(np.searchsorted(accounts, keys), max(len(accounts) - 1, 0))
    return np.where(accounts[place] == keys, place, -1).astype(np.int32) if len(accounts) else place.astype(np.int32)
