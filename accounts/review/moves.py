"""How is it said that an account is not as it was? One sentence for what somebody decided, one for what happened.

Pure.
"""

from dataclasses import dataclass
from datetime import datetime

from accounts.access.doors import Door
from accounts.review.measures import MEASURES


@dataclass(frozen=True, slots=True)
class Move:
    """The change of access that came last: the door it made, and the decision behind it (empty: none).

    `ended`: when the door before it ran out; None if it had no end or did not live to see it.
    """

    door: Door
    decision: str = ""
    measure: str = ""
    ended: datetime | None = None


def decided(decision: str, measure: str, who: str) -> str:
    """`decided meanwhile: limited in rate by dec_… (Noor Haddad)`."""
    return f"decided meanwhile: {MEASURES[measure].past} by {decision} ({who})"[:200]


def moved(move: Move) -> str:
    """Why a change that is taken back is not what stands now."""
    if move.measure:
        return f"access has moved since: {MEASURES[move.measure].past} by {move.decision}"
    if move.door.reason == "customer_request":
        return "access has moved since: closed at the customer’s wish"
    if move.ended is not None:
        return f"access has moved since: the measure ran out on {move.ended.day} {move.ended:%b}"
    return f"access has moved since: it is {move.door.state} now"
