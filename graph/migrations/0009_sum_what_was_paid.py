from django.db import migrations

# Signals that were folded in before sums were kept: everything up to the reader's place.
SUMMED = """
INSERT INTO signals_daily_payment (account_id, day, currency, amount, payments)
SELECT signal.account_id, (signal.at AT TIME ZONE 'UTC')::date AS day, upper(signal.data ->> 'currency') AS currency,
       sum(CASE WHEN signal.data ->> 'outcome' IN ('refunded', 'disputed') THEN -abs((signal.data ->> 'amount')::bigint)
                ELSE (signal.data ->> 'amount')::bigint END),
       count(*)
  FROM signals_signal AS signal
  JOIN signals_cursor AS place
    ON place.name = 'fold' AND (signal.xid, signal.id) <= (place.xid, nullif(place.last_id, '')::uuid)
 WHERE signal.type = 'payment.used' AND signal.data ->> 'amount' IS NOT NULL
   AND signal.data ->> 'currency' <> '' AND signal.data ->> 'outcome' IS DISTINCT FROM 'failed'
 GROUP BY signal.account_id, (signal.at AT TIME ZONE 'UTC')::date, upper(signal.data ->> 'currency')
"""


class Migration(migrations.Migration):
    dependencies = [("graph", "0008_keep_what_accounts_paid")]

    operations = [migrations.RunSQL(SUMMED, migrations.RunSQL.noop)]
