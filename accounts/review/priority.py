"""How urgent is a case, and why? Four levels, each with the sentences that led to it.

Pure. Whoever refers fills what it knows; nothing here is an opinion about guilt: urgency is what waiting would cost.
"""

from dataclasses import dataclass
from typing import NamedTuple

LOW, NORMAL, HIGH, URGENT = range(4)
WORDS = ("low", "normal", "high", "urgent")


@dataclass(frozen=True, slots=True)
class Stakes:
    """What waiting would cost. Counts are accounts; `requests_per_day` is what the whole subject asks for."""

    recommendation: str = "clear"
    members: int = 1
    in_step: int = 0
    requests_per_day: float = 0.0
    growing: bool = False
    second_pool: bool = False
    customer_waits: bool = False
    established_customer: bool = False


class Priority(NamedTuple):
    """0 low, 1 normal, 2 high, 3 urgent, and why."""

    level: int
    reasons: list[str]

    @property
    def word(self) -> str:
        """`low`, `normal`, `high` or `urgent`."""
        return WORDS[self.level]


BASE = {"clear": LOW, "watch": LOW, "review": NORMAL, "limit": HIGH}


def priority(stakes: Stakes) -> Priority:
    """The level: the suggestion sets it; each thing that makes waiting dearer raises it by one, once, up to urgent.

    Growth, a second pool after a suspension, and a customer who waits each raise it.
    """
    raising = [sentence for holds, sentence in _raising(stakes) if holds]
    level = min(URGENT, BASE[stakes.recommendation] + len(raising))
    return Priority(level, [*_standing(stakes), *raising])


def join(first: Priority, second: Priority) -> Priority:
    """Two questions about one subject: the more urgent one sets the level, both keep their sentences."""
    reasons = [*first.reasons, *(reason for reason in second.reasons if reason not in first.reasons)]
    return Priority(max(first.level, second.level), reasons)


def _standing(stakes: Stakes) -> list[str]:
    said = []
    if stakes.in_step > 1:
        said.append(f"{stakes.in_step:,} of {stakes.members:,} accounts are in step")
    if stakes.requests_per_day >= 1:
        said.append(f"{stakes.requests_per_day:,.0f} requests a day")
    if stakes.established_customer:
        said.append("paid for a long time without a dispute")
    return said


def _raising(stakes: Stakes) -> list[tuple[bool, str]]:
    return [
        (stakes.growing, "it is growing"),
        (stakes.second_pool, "a second pool after a suspension"),
        (stakes.customer_waits, "the customer waits"),
    ]
