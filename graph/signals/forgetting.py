"""How do observations of an account end? Its sightings, signals and conduct go; others' values stay readable to them.

A value is kept once, sealed under the key of the account that showed it first. Before that key is destroyed, what
others have shown too is sealed anew under the key of one of them; what nobody else has shown goes altogether.
"""

from django.db import connection

from accounts.parties.models import Account
from graph.signals.models import DailyPayment, Identifier, Sighting, Signal, WeeklyProfile
from graph.signals.sealing import opened, sealed
from graph.signals.touching import touch

AT_ONCE = 1_000
# Of the values this account showed or keeps: those that no sighting names any more.
_UNSEEN = """
DELETE FROM signals_identifier AS value WHERE value.id = ANY(%s)
   AND NOT EXISTS (SELECT FROM signals_sighting AS seen WHERE seen.identifier_id = value.id)
"""


def forget_observations(account: Account) -> None:
    """Take away what was observed of an account, while its key still opens; inside the caller's transaction."""
    shown = set(Sighting.objects.filter(account=account).values_list("identifier", flat=True))
    shown |= set(Identifier.objects.filter(kept_by=account).values_list("pk", flat=True))
    for observed in (Sighting, WeeklyProfile, DailyPayment, Signal):
        observed.objects.filter(account=account).delete()
    with connection.cursor() as cursor:
        cursor.execute(_UNSEEN, [sorted(shown)])
    _hand_over(account)
    touch([account.pk])


def _hand_over(account: Account) -> None:
    """What others have shown too is kept by one of them, the one who showed it first."""
    kept = Identifier.objects.filter(kept_by=account).select_related("kept_by").order_by("pk")
    for identifier in kept.iterator(chunk_size=AT_ONCE):
        value = opened(identifier)
        keeper = _another(identifier)
        identifier.kept_by = keeper
        key = None if keeper is None or keeper.wrapped_key is None else bytes(keeper.wrapped_key)
        identifier.sealed = None if value is None else sealed(value, key)
        identifier.save(update_fields=["kept_by", "sealed"])


def _another(identifier: Identifier) -> Account | None:
    seen = identifier.sightings.filter(account__erased_at=None).order_by("first_at", "id").select_related("account")
    first = seen.first()
    return first.account if first else None
