"""How many bits is a shared value worth?

A value of family f that d of N controllers show ties two of them by log2(m_f / (d / N)) bits: the log-likelihood
ratio of agreement (Fellegi and Sunter, 1969), with m_f the chance that one operator's accounts agree in it and d / N
the chance that strangers do. It halves with every half-life between the two nearest sightings, and never exceeds its
cap nor falls below nothing.
"""

import numpy as np
from numpy.typing import NDArray

from graph.links.rarity import Rarity
from graph.links.sightings import Times, Values
from graph.links.thresholds import TiePolicy
from graph.signals.kinds import NetworkClass

type Bits = NDArray[np.float64]


def rarity_bits(values: Values, rarity: Rarity, policy: TiePolicy) -> Bits:
    """Bits of each value before fading and cap, shape (values,); may be negative for what nearly everybody shows."""
    return np.log2(policy.match[values.kind] * one_in(rarity))


def one_in(rarity: Rarity) -> Bits:
    """How rare each value is: one controller in so many shows it, shape (values,)."""
    return rarity.population / np.maximum(rarity.degree, 1)


def caps(values: Values, policy: TiePolicy) -> Bits:
    """The most each value can be worth, in bits, shape (values,); nothing if dead."""
    cap = policy.cap[values.kind]
    shared = values.network_class != NetworkClass.UNKNOWN
    cap = np.where(shared, np.minimum(cap, policy.shared_network_cap), cap)
    return np.where(values.dead, 0.0, cap)


def faded(bits: Bits, gap: Times, half_life: Bits) -> Bits:
    """What is left of the bits after a gap in seconds; a half-life of infinity never fades."""
    return bits * np.exp2(-gap / half_life)


def longest_gap(values: Values, rarity: Rarity, policy: TiePolicy) -> Bits:
    """The longest gap, in seconds, over which each value can hold two accounts in one cell; negative if it never can.

    Beyond it a fading value is worth less than `join_min_bits`; what never fades has no such gap.
    """
    half_life = policy.half_life[values.kind]
    fades = np.isfinite(half_life)
    ratio = np.maximum(rarity_bits(values, rarity, policy), 1e-9) / max(policy.join_min_bits, 1e-9)
    gap = np.where(fades, np.where(fades, half_life, 0.0) * np.log2(ratio), np.inf)
    return np.where(caps(values, policy) < policy.join_min_bits, -1.0, gap)
