"""What is kept of sources that nobody believes? The same observations in tables of their own, there and back set-wise.

Since rows move, whoever reads observations need not know of revocations. Whoever moves them holds the reader's cursor,
so that no batch is folded in meanwhile under what was believed before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Model, Q

from graph.signals.events import may_speak_for
from graph.signals.models import DailyPayment, Sighting, Source, WeeklyProfile
from graph.signals.models_sources import Revocation, WithheldPayment, WithheldProfile, WithheldSighting

_MOVE = """
WITH moved AS (DELETE FROM {start} WHERE source_id = ANY(%s) RETURNING {columns}),
     put AS (INSERT INTO {end} ({columns}) SELECT {columns} FROM moved RETURNING account_id)
SELECT DISTINCT account_id FROM put
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where observations lie: what is believed on one, what is not on another."""

    sightings: type[Model]
    profiles: type[Model]
    payments: type[Model]

    @property
    def models(self) -> tuple[type[Model], ...]:
        """All three, in the same order on every shelf."""
        return self.sightings, self.profiles, self.payments


BELIEVED = Shelf(Sighting, WeeklyProfile, DailyPayment)
WITHHELD = Shelf(WithheldSighting, WithheldProfile, WithheldPayment)


def table(model: type[Model]) -> str:
    """Its name in the database."""
    return model._meta.db_table  # noqa: SLF001  # Django's own name for what a model is


def revoked() -> list[int]:
    """The sources that nobody believes, by key."""
    return list(Source.objects.exclude(revoked_at=None).order_by("pk").values_list("pk", flat=True))


def standing_prefixes() -> list[str]:
    """What is revoked at the moment, by prefix."""
    return list(Revocation.objects.filter(withdrawn_at=None).order_by("pk").values_list("prefix", flat=True))


def changed_after(moment: datetime) -> bool:
    """Was any revocation made or withdrawn after a moment?"""
    return Revocation.objects.filter(Q(revoked_at__gt=moment) | Q(withdrawn_at__gt=moment)).exists()


def let_nobody_new_speak() -> None:
    """Wait for those who are naming new sources, and let none be named until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE signals_source IN SHARE ROW EXCLUSIVE MODE")


def settled_prefixes() -> list[str]:
    """The same for whoever names a new source: no revocation begins or ends until the transaction does."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE signals_source IN ROW EXCLUSIVE MODE")
    return standing_prefixes()


def under(prefixes: list[str]) -> list[Source]:
    """Every source that one of the prefixes covers, as with the prefixes of a key."""
    return [source for source in Source.objects.order_by("pk") if may_speak_for(prefixes, source.uri)]


def move(sources: Collection[int], start: Shelf, end: Shelf) -> frozenset[int]:
    """Move what sources said from shelf to shelf; the accounts it was said of."""
    accounts: set[int] = set()
    with connection.cursor() as cursor:
        for here, there in zip(start.models, end.models, strict=True):
            statement = _MOVE.format(start=table(here), end=table(there), columns=", ".join(_columns(here)))
            cursor.execute(statement, [sorted(sources)])
            accounts.update(account for (account,) in cursor.fetchall())
    return frozenset(accounts)


def _columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
