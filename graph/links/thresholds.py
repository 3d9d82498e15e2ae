"""With what limits does each kind of value tie two accounts?

The numbers come from the policy version in force (`accounts.policy.detection.Ties`); what a kind *is* (who could have
written it, whether sharing it makes one cell) is said here. Both are laid out by the number of the kind, for rules
that work on millions of values at once.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from accounts.policy.detection import TieNumbers, Ties
from graph.signals.kinds import FAMILY_OF_KIND, Kind

DAY = 86_400
FAMILIES = ("payment", "document", "owner", "device", "tls", "email", "ip", "declared", "prompts", "rhythm", "canary")
"""The keys under which ties are summed; the position of one is its number in arrays, stored nowhere."""

# Sharing one of these puts two accounts in one cell; an address makes neighbours, a mail domain never joins alone.
JOINS_CELLS = frozenset({Kind.PAYMENT, Kind.DEVICE, Kind.OWNER, Kind.DIRECTOR, Kind.LEGAL_ENTITY, Kind.DOCUMENT})
# Others cannot write these onto somebody.
TRUSTED = JOINS_CELLS | {Kind.EMAIL_DOMAIN, Kind.EMAIL}
# Two accounts that both show one of a kind, and none in common, speak against a tie.
DISAGREES = frozenset({Kind.PAYMENT, Kind.OWNER, Kind.DIRECTOR, Kind.DOCUMENT})


def numbers_of(kind: Kind, ties: Ties) -> TieNumbers:
    """The policy's numbers for a kind; kinds without their own share those of their family."""
    family = FAMILY_OF_KIND[kind]
    numbers: TieNumbers = getattr(ties, kind.name.lower(), None) or getattr(ties, family)
    if family != "declared":
        return numbers
    # All declared facts together are one family, of which the strongest counts: its cap is the cap of their total.
    return TieNumbers(
        min(numbers.cap, ties.declared_total_cap), numbers.half_life_days, numbers.hub_limit, numbers.match_rate
    )


@dataclass(frozen=True, slots=True, eq=False)
class TiePolicy:
    """Columns by kind number: `half_life` in seconds (inf: never fades), `hub_limit` in controllers, `cap` in bits.

    `shared_network_cap` bounds an address in a hosting, VPN, Tor or carrier network; `population_floor` keeps a small
    installation from taking everything for common; `join_min_bits` is what a fading tie must still be worth to hold
    two accounts in one cell; `bridge_min_half` is how many accounts make a half that one value alone cannot hold to
    another, `bridge_max_share` the largest part of a half whose holding it is still a thread; `meetings_limit` bounds
    the pairs that one case may unfold into.
    """

    family: NDArray[np.int8]
    cap: NDArray[np.float64]
    half_life: NDArray[np.float64]
    hub_limit: NDArray[np.int64]
    match: NDArray[np.float64]
    joins_cells: NDArray[np.bool_]
    trusted: NDArray[np.bool_]
    disagrees: NDArray[np.bool_]
    shared_network_cap: float
    population_floor: int
    join_min_bits: float
    bridge_min_half: int
    bridge_max_share: float
    meetings_limit: int

    @classmethod
    def of(cls, ties: Ties) -> Self:
        """Lay the numbers out; a number that is no kind ties nothing."""
        kinds = [Kind(number) if number in set(Kind) else None for number in range(max(Kind) + 1)]
        rules = [numbers_of(kind, ties) if kind else TieNumbers(0) for kind in kinds]
        never = np.iinfo(np.int64).max
        return cls(
            family=np.array([FAMILIES.index(FAMILY_OF_KIND[kind]) if kind else -1 for kind in kinds], np.int8),
            cap=np.array([rule.cap for rule in rules]),
            half_life=np.array(
                [np.inf if rule.half_life_days is None else rule.half_life_days * DAY for rule in rules]
            ),
            hub_limit=np.array([never if rule.hub_limit is None else rule.hub_limit for rule in rules], np.int64),
            match=np.array([rule.match_rate for rule in rules]),
            joins_cells=np.array([kind in JOINS_CELLS for kind in kinds]),
            trusted=np.array([kind in TRUSTED for kind in kinds]),
            disagrees=np.array([kind in DISAGREES for kind in kinds]),
            shared_network_cap=ties.ip_shared_network.cap,
            population_floor=ties.population_floor,
            join_min_bits=ties.join_min_bits,
            bridge_min_half=ties.bridge_min_half,
            bridge_max_share=ties.bridge_max_share,
            meetings_limit=ties.meetings_limit,
        )
