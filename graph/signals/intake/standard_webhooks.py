"""A webhook signed as Standard Webhooks has it, around one CloudEvent or a list of them."""

from datetime import timedelta

from accounts.policy.defaults import Intake
from accounts.staff.models import IntakeSource
from graph.signals import bodies
from kycrisk.lib import signing
from kycrisk.lib.signing import Message

# An unknown source is checked against this, so that it takes as long to refuse as a known one.
NOBODYS = signing.new_secret()


def check(message: Message, source: IntakeSource | None, numbers: Intake) -> None:
    """Raises `Untrusted` unless the source signed the message just now."""
    secrets = signing.live_secrets(source, message.received_at) if source else [NOBODYS]
    signing.check(message, secrets, timedelta(seconds=numbers.webhook_tolerance_seconds))


def events_of(message: Message, numbers: Intake) -> list[bytes]:
    """The events, as the bytes of one CloudEvent each."""
    if message.body.lstrip()[:1] == b"[":
        return bodies.batch(message.body, numbers.batch_events)
    return [bodies.single(message.body)]
