"""What did accounts pay? Sums by day and currency: observations, folded in like sightings, that survive the signals.

Money that came back (refunded, disputed) is taken off again, and put back when the dispute is withdrawn; what failed
never counted.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Sum

from graph.signals.kinds import Kind
from graph.signals.models import DailyPayment, Sighting

_FOLD = """
INSERT INTO signals_daily_payment AS known (account_id, day, currency, amount, payments)
SELECT signal.account_id, (signal.at AT TIME ZONE 'UTC')::date AS day, upper(signal.data ->> 'currency') AS currency,
       sum(CASE WHEN signal.data ->> 'outcome' IN ('refunded', 'disputed') THEN -abs((signal.data ->> 'amount')::bigint)
                ELSE (signal.data ->> 'amount')::bigint END),
       count(*)
  FROM signals_signal AS signal
 WHERE (signal.xid, signal.id) > (%(after_xid)s, %(after_id)s) AND (signal.xid, signal.id) <= (%(xid)s, %(id)s)
   AND signal.type IN ('payment.used', 'dispute.withdrawn') AND signal.data ->> 'amount' IS NOT NULL
   AND signal.data ->> 'currency' <> '' AND signal.data ->> 'outcome' IS DISTINCT FROM 'failed'
 GROUP BY signal.account_id, day, upper(signal.data ->> 'currency')
 ORDER BY signal.account_id, day, currency
    ON CONFLICT (account_id, day, currency) DO UPDATE
   SET amount = known.amount + excluded.amount,
       payments = known.payments + excluded.payments
"""


def fold_payments(batch: dict[str, Any]) -> None:
    """Add the batch between two places (`after_xid`, `after_id`, `xid`, `id`), in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, batch)


def paid_by(accounts: Collection[int], as_of: datetime, days: int) -> dict[int, dict[str, int]]:
    """By account and currency, minor units, over so many days up to the moment; who paid nothing is not named."""
    since = (as_of - timedelta(days=days)).date()
    rows = DailyPayment.objects.filter(account__in=accounts, day__gt=since, day__lte=as_of.date())
    paid: dict[int, dict[str, int]] = {}
    for account, currency, amount in rows.values_list("account_id", "currency").annotate(Sum("amount")):
        paid.setdefault(account, {})[currency] = amount
    return paid


def payers_of(accounts: Collection[int], as_of: datetime) -> dict[int, list[int]]:
    """By account: the identifiers it paid with, but for payments that the card's owner disputed."""
    rows = Sighting.objects.filter(account__in=accounts, identifier__kind=Kind.PAYMENT, first_at__lte=as_of, disputed=0)
    payers: dict[int, list[int]] = {}
    for account, identifier in rows.order_by("account_id", "identifier_id").values_list("account_id", "identifier_id"):
        payers.setdefault(account, []).append(identifier)
    return payers


def disowned_by_holders(accounts: Collection[int]) -> dict[int, int]:
    """By account: how many of its payments the holder of the card disputed; whoever has none is not named."""
    rows = Sighting.objects.filter(account__in=accounts, identifier__kind=Kind.PAYMENT, disputed__gt=0)
    return dict(rows.values_list("account_id").annotate(Sum("disputed")))
