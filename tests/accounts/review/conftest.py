"""The room: the Larkspur ring and the café with their doors open, and a case about the ring."""

import pytest

from accounts.parties.models import Account
from accounts.review.actions import refer
from accounts.review.choices import Choice
from accounts.review.models import Case
from tests import world


@pytest.fixture
def ring(db: None) -> list[Account]:
    return world.let_in(world.larkspur())


@pytest.fixture
def guests(db: None) -> list[Account]:
    return world.let_in(world.cafe())


@pytest.fixture
def case(ring: list[Account]) -> Case:
    return refer(by=world.GRAPH, referral=world.ring_referral(ring))


def choice(measure: str, **changes: object) -> Choice:
    """A choice with everything that it needs."""
    reason = "coordinated_use" if measure in {"treat", "limit_rate", "limit_models", "suspend"} else "none"
    reason = "verification_pending" if measure == "verify" else reason
    fields: dict[str, object] = {"measure": measure, "note": "one card, one conduct", "seen": 1, "reason": reason}
    return Choice(**{**fields, **changes})  # type: ignore[arg-type]  # a test names the fields it changes
