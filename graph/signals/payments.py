"""What did accounts pay? Sums by day and currency: observations, folded in like sightings, that survive the signals.

Money that came back (refunded, disputed) is taken off again, and put back when the dispute is withdrawn; what failed
never counted.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Sum

from graph.signals.kinds import Kind
from graph.signals.models import DailyPayment, Sighting

# To be filled in by `folding`: into which table, and which signals of the batch.
PAYMENTS = """
INSERT INTO {table} AS known (account_id, source_id, day, currency, amount, payments)
SELECT signal.account_id, signal.source_id, (signal.at AT TIME ZONE 'UTC')::date AS day,
       upper(signal.data ->> 'currency') AS currency,
       sum(CASE WHEN signal.data ->> 'outcome' IN ('refunded', 'disputed') THEN -abs((signal.data ->> 'amount')::bigint)
                ELSE (signal.data ->> 'amount')::bigint END),
       count(*)
  FROM signals_signal AS signal
 WHERE (signal.xid, signal.id) > (%(after_xid)s, %(after_id)s) AND (signal.xid, signal.id) <= (%(xid)s, %(id)s)
   AND signal.type IN ('payment.used', 'dispute.withdrawn') AND signal.data ->> 'amount' IS NOT NULL
   AND signal.data ->> 'currency' <> '' AND signal.data ->> 'outcome' IS DISTINCT FROM 'failed'
   AND {whose}
 GROUP BY signal.account_id, signal.source_id, day, upper(signal.data ->> 'currency')
 ORDER BY signal.account_id, day, currency, signal.source_id
    ON CONFLICT (account_id, day, currency, source_id) DO UPDATE
   SET amount = known.amount + excluded.amount,
       payments = known.payments + excluded.payments
"""


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
    rows = Sighting.objects.filter(account__in=accounts, identifier__kind=Kind.PAYMENT, first_at__lte=as_of)
    summed = rows.values_list("account_id", "identifier_id").annotate(disowned=Sum("disputed"))
    payers: dict[int, list[int]] = {}
    for account, identifier, _disowned in summed.filter(disowned__lte=0).order_by("account_id", "identifier_id"):
        payers.setdefault(account, []).append(identifier)
    return payers


def disowned_by_holders(accounts: Collection[int]) -> dict[int, int]:
    """By account: how many of its payments the holder of the card disputed; whoever has none is not named."""
    rows = Sighting.objects.filter(account__in=accounts, identifier__kind=Kind.PAYMENT).exclude(disputed=0)
    disowned: dict[int, int] = {}
    for account, _card, count in rows.values_list("account_id", "identifier_id").annotate(Sum("disputed")):
        if count > 0:
            disowned[account] = disowned.get(account, 0) + count
    return disowned
