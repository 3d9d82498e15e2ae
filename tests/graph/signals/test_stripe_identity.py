"""Is what Stripe says of an identity check fetched, and never believed from the message?

In the room: Jörg Brandt, who signs for Harbour and shows his passport to Stripe.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from accounts.onboarding.models import VerifierSession
from graph.signals import receiving
from graph.signals.models_stripe import StripeObject, StripeWaiting
from tests.applicants import harbour_applies
from tests.graph.signals.stripe_events import SECRET, send, stripe_event
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stripe_is_set_up() -> Iterator[None]:
    receiving.backlog.forget()
    with override_settings(STRIPE_WEBHOOK_SECRETS=[SECRET]):
        yield


@pytest.fixture
def asked() -> VerifierSession:
    """Stripe was asked about Jörg, and would be asked again tomorrow."""
    made = harbour_applies(state="in_review", submitted_at=NOW)
    return VerifierSession.objects.create(
        application=made,
        party=made.parties.get(key="p1"),
        provider="stripe_identity",
        external_id="vs_joerg",
        created_at=NOW,
        due_at=timezone.now() + timedelta(days=1),
    )


def tell(state: str, session: str = "vs_joerg") -> int:
    """What Stripe sends, with what it read in the passport."""
    read = {"first_name": "Jörg", "last_name": "Brandt", "dob": {"year": 1979, "month": 8, "day": 2}}
    one = {"id": session, "object": "identity.verification_session", "status": state, "verified_outputs": read}
    now = int(timezone.now().timestamp())
    return int(send(stripe_event(f"identity.verification_session.{state}", one, at=now), at=now).status_code)


@pytest.mark.parametrize("state", ["verified", "requires_input", "canceled", "processing"])
def test_the_answer_is_fetched_now_and_proves_nothing_by_itself(asked: VerifierSession, state: str) -> None:
    assert tell(state) == 200
    asked.refresh_from_db()
    assert asked.due_at is not None
    assert asked.due_at <= timezone.now()
    assert (asked.result, asked.finished_at) == ("pending", None)


@pytest.mark.parametrize(("state", "session"), [("redacted", "vs_joerg"), ("verified", "vs_of_somebody_else")])
def test_what_concerns_no_question_of_ours_changes_nothing(asked: VerifierSession, state: str, session: str) -> None:
    assert tell(state, session) == 200
    asked.refresh_from_db()
    assert asked.due_at is not None
    assert asked.due_at > timezone.now()


def test_nothing_that_stripe_read_in_the_passport_is_kept(asked: VerifierSession) -> None:
    tell("verified")
    assert StripeObject.objects.count() == StripeWaiting.objects.count() == 0
