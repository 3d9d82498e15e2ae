"""Whose is each object of Stripe? What its metadata say, else what the objects say that it names, however they come."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

import msgspec
from django.db import connection

from accounts.journal.actors import Actor
from accounts.parties.introducing import known_or_introduced
from graph.signals.intake.stripe_objects import Card, Told
from graph.signals.models_stripe import StripeObject
from kycrisk.lib.vault import seal, unseal

CONTEXT = "stripe.card"
MOST_NAMES = 20
# How often the age of an object that is still spoken of is written down.
FRESH = timedelta(days=1)
WRITTEN = ["account", "names", "wrapped_key", "sealed", "seen_at"]
_INHERIT = """
WITH found AS (
    SELECT DISTINCT ON (heir.object_id) heir.object_id, known.account_id
      FROM signals_stripe_object AS heir
     CROSS JOIN LATERAL unnest(heir.names) WITH ORDINALITY AS lead (id, place)
      JOIN signals_stripe_object AS known ON known.object_id = lead.id AND known.account_id IS NOT NULL
     WHERE heir.account_id IS NULL AND (heir.object_id = ANY(%(ids)s) OR heir.names && %(ids)s::varchar[])
     ORDER BY heir.object_id, lead.place
)
UPDATE signals_stripe_object AS heir SET account_id = found.account_id
  FROM found WHERE heir.object_id = found.object_id
RETURNING heir.object_id
"""


def learn(told: Told, received_at: datetime, by: Actor) -> set[str]:
    """Keep what is told of objects; answers all of whom more may be known than before. In the caller's transaction.

    Accounts that nobody registered become parties without access, as with any signal.
    """
    accounts = known_or_introduced(by=by, seen={thing.account: told.at for thing in told.things if thing.account})
    rows = StripeObject.objects.in_bulk([thing.id for thing in told.things])
    for thing in told.things:
        row = rows.setdefault(thing.id, StripeObject(object_id=thing.id))
        row.names = list(dict.fromkeys((*thing.names, *row.names)))[:MOST_NAMES]
        row.seen_at = received_at
        if thing.account:
            row.account_id = accounts[thing.account].id
        if thing.card:
            row.sealed = _sealed(row, thing.card)
    StripeObject.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["object_id"], update_fields=WRITTEN
    )
    _refresh({name for row in rows.values() for name in row.names}, received_at)
    return rows.keys() | _inherited(rows)


def opened(row: StripeObject) -> Card | None:
    """The card behind an object, once it was told."""
    if row.sealed is None:
        return None
    return msgspec.json.decode(unseal(bytes(row.wrapped_key), bytes(row.sealed), context=CONTEXT), type=Card)


def _sealed(row: StripeObject, card: Card) -> bytes:
    return seal(bytes(row.wrapped_key), msgspec.json.encode(card).decode(), context=CONTEXT)


def _inherited(ids: Iterable[str]) -> set[str]:
    """Hand accounts on to whoever names one that has it, and so on; each object inherits once, so this ends."""
    heirs: set[str] = set()
    newest = list(ids)
    while newest:
        with connection.cursor() as cursor:
            cursor.execute(_INHERIT, {"ids": newest})
            newest = [name for (name,) in cursor.fetchall()]
        heirs.update(newest)
    return heirs


def _refresh(names: Collection[str], at: datetime) -> None:
    """Who is still spoken of is not forgotten."""
    StripeObject.objects.filter(object_id__in=names, seen_at__lt=at - FRESH).update(seen_at=at)
