"""What if the inbox were a message sent after the commit? The usual way, which the kill test must catch.

The same HTTP, reading and receipts as the product; only the events are not stored with their receipts but handed to a
worker by `on_commit`, and the worker stores them. Imported by the web server (doorstep.py) and included by the worker.
"""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from accounts.journal.actors import Actor
from accounts.parties.introducing import known_or_introduced
from accounts.policy.querysets import current
from accounts.staff.models import ApiKey
from graph.signals import accepting, api
from graph.signals.events import parse
from kycrisk.celery import app


def accept(events: Sequence[bytes], *, key: ApiKey, received_at: datetime, first_index: int = 0) -> accepting.Outcome:
    """Claim the receipts, and send off what was new."""
    terms = accepting.terms_of(current().numbers.intake, received_at, any_past=False)
    written: dict[str, str] = {}
    for raw in events:
        event = parse(raw, terms)
        written[accepting.receipt_key(event.source, event.id)] = base64.b64encode(raw).decode()
    with transaction.atomic():
        claimed = accepting.claim(sorted(written), received_at)
        fresh = [body for receipt, body in written.items() if receipt in claimed]
        if fresh:
            transaction.on_commit(lambda: keep.delay(fresh))
    return accepting.Outcome(len(claimed), len(events) - len(claimed))


@app.task(name="tests.keep", ignore_result=True)
def keep(bodies: list[str]) -> None:
    """Store what the message holds."""
    terms = accepting.terms_of(current().numbers.intake, datetime.now(UTC), any_past=True)
    events = [parse(base64.b64decode(body), terms) for body in bodies]
    with transaction.atomic():
        seen = {event.subject: event.at for event in events}
        accounts = known_or_introduced(by=Actor.command("test"), seen=seen)
        accepting._keep_of(events, accounts)


view: Any = api
view.accept = accept
