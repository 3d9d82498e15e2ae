"""What becomes of an event of Stripe? A signal of its account at once, or as soon as anything told says whose it is.

One event after the other under one lock, each in one transaction: its receipt, what it says of objects, and every event
that waited for just that. So nothing is released twice, and the order in which events arrive changes nothing.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from prometheus_client import Counter

from accounts.journal.actors import Actor
from accounts.onboarding.asking_verifiers import take_outcome
from accounts.onboarding.verifiers import Down
from accounts.onboarding.verifiers.stripe_identity import StripeIdentity, outcome_of
from accounts.policy.defaults import Intake
from graph.signals.accepting import Outcome, Rejected, claim, intake_actor, receipt_key, terms_of
from graph.signals.complaints import Unacceptable
from graph.signals.events import believable
from graph.signals.intake.stripe_learning import learn
from graph.signals.intake.stripe_objects import Told
from graph.signals.intake.stripe_releasing import NAME, SOURCE, release
from graph.signals.models_stripe import StripeWaiting
from kycrisk.lib.locks import wait_for_lock

TAKEN = Counter("kycrisk_stripe_events_total", "Events of Stripe, by what became of them.", ["became"])


def take(told: Told, numbers: Intake, received_at: datetime) -> Outcome:
    """Keep what the event tells; committed when this returns. What tells us nothing is counted and not kept."""
    try:
        believable(told.at, terms_of(numbers, received_at, any_past=False))
    except Unacceptable as error:
        return Outcome(rejected=(Rejected(0, told.id, str(error).replace("time:", "created:")),))
    if not told.says_something:
        return _counted("ignored", Outcome())
    with transaction.atomic(durable=True):
        wait_for_lock(f"intake {NAME}")
        if not claim([receipt_key(SOURCE, told.id)], received_at):
            return _counted("duplicate", Outcome(duplicates=1))
        _keep(told, received_at, intake_actor(NAME))
    return _counted("kept", Outcome(accepted=1))


def _counted(became: str, outcome: Outcome) -> Outcome:
    TAKEN.labels(became).inc()
    return outcome


def _keep(told: Told, received_at: datetime, by: Actor) -> None:
    if told.identity:
        _note_identity(*told.identity)
    changed = learn(told, received_at, by) if told.things else set()
    if one := told.claim:  # every claim waits, if only for a moment: so there is one way out
        StripeWaiting.objects.create(
            event_id=told.id,
            at=told.at,
            kind=one.what,
            about=one.about,
            card_of=one.card_of,
            outcome=one.outcome,
            amount=one.amount,
            currency=one.currency,
            received_at=received_at,
        )
    release(changed, by)


def _note_identity(session: str, state: str) -> None:
    """Have the answer of an identity check fetched. Nothing of what it says is read here, nor believed: it is asked."""
    with suppress(Down):  # a state that nobody knows
        take_outcome(StripeIdentity.name, session, outcome_of({"status": state}, whole=False))
