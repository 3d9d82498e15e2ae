"""What remains of signals once they have aged out? Sightings, weekly profiles and sums paid, folded in batch by batch.

Only minimum, maximum and sum are used, so neither the order of the signals nor the cut into batches changes the result;
the cursor moves in the same transaction, so each signal counts once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.policy.querysets import current
from graph.signals.kinds import DAY_KINDS, Kind
from graph.signals.payments import fold_payments
from graph.signals.reading import Batch, next_batch
from graph.signals.touching import touch
from kycrisk.sketch import TRAIT_BIT, trait_mask

READER = "fold"

_BATCH = "(signal.xid, signal.id) > (%(after_xid)s, %(after_id)s) AND (signal.xid, signal.id) <= (%(xid)s, %(id)s)"
# Materialized: the planner takes any range of pairs for a ninth of the table, and would walk all signals ever accepted
# in the order of their accounts rather than sort so many.
_SIGHTINGS = f"""
WITH signal AS MATERIALIZED (
    SELECT signal.account_id, signal.at, signal.shown,
           CASE WHEN signal.data ->> 'outcome' = 'disputed' THEN 1
                WHEN signal.type = 'dispute.withdrawn' THEN -1 ELSE 0 END AS disputed
      FROM signals_signal AS signal WHERE {_BATCH}
     ORDER BY signal.xid, signal.id LIMIT %(count)s
)
INSERT INTO signals_sighting AS known (account_id, identifier_id, day, first_at, last_at, count, disputed)
SELECT signal.account_id, identifier.id,
       CASE WHEN identifier.kind = ANY(%(day_kinds)s) THEN (signal.at AT TIME ZONE 'UTC')::date - DATE '1970-01-01'
            ELSE 0 END AS day,
       min(signal.at), max(signal.at), count(*),
       coalesce(sum(signal.disputed) FILTER (WHERE identifier.kind = %(payment)s), 0)
  FROM signal
 CROSS JOIN LATERAL unnest(signal.shown) AS shown (identifier_id)
  JOIN signals_identifier AS identifier ON identifier.id = shown.identifier_id
 GROUP BY signal.account_id, identifier.id, day
 ORDER BY signal.account_id, identifier.id, day
    ON CONFLICT (account_id, identifier_id, day) DO UPDATE
   SET first_at = least(known.first_at, excluded.first_at),
       last_at = greatest(known.last_at, excluded.last_at),
       count = known.count + excluded.count,
       disputed = known.disputed + excluded.disputed
"""  # noqa: S608  # constants only
# Everything that is counted becomes a row, what was known before as well, and one grouping adds it all up. Joins by
# account and week would do too, until the planner takes them for a handful of rows and loops over all of each for each.
_PROFILES = f"""
WITH exchange AS MATERIALIZED (
    SELECT signal.account_id, date_trunc('week', signal.at AT TIME ZONE 'UTC')::date AS week,
           ((extract(isodow FROM signal.at AT TIME ZONE 'UTC') - 1) * 24
            + extract(hour FROM signal.at AT TIME ZONE 'UTC'))::integer AS hour,
           signal.data ->> 'model' AS model, signal.traits,
           coalesce((signal.data ->> 'input_tokens')::bigint, 0) AS input_tokens,
           coalesce((signal.data ->> 'output_tokens')::bigint, 0) AS output_tokens
      FROM signals_signal AS signal
     WHERE {_BATCH} AND signal.type = 'exchange.made'
), known AS MATERIALIZED (
    SELECT profile.* FROM behavior_weekly_profile AS profile
      JOIN (SELECT DISTINCT account_id, week FROM exchange) AS told USING (account_id, week)
     ORDER BY account_id, week FOR UPDATE OF profile
), counted (account_id, week, what, name, times, sketched, input_tokens, output_tokens, elicitation) AS (
    SELECT account_id, week, 'hour', hour::text, 1, (traits IS NOT NULL)::integer, input_tokens, output_tokens,
           (coalesce(traits, 0) & %(elicitation)s <> 0)::integer
      FROM exchange
    UNION ALL
    SELECT account_id, week, 'model', model, 1, 0, 0, 0, 0 FROM exchange
    UNION ALL
    SELECT account_id, week, 'trait', trait.name, 1, 0, 0, 0, 0
      FROM exchange JOIN unnest(%(bits)s::integer[], %(names)s::text[]) AS trait (bit, name)
        ON exchange.traits & trait.bit <> 0
    UNION ALL
    SELECT account_id, week, '', '', 0, sketched, input_tokens, output_tokens, elicitation FROM known
    UNION ALL
    SELECT account_id, week, before.what, before.name, before.times::bigint, 0, 0, 0, 0
      FROM known
     CROSS JOIN LATERAL (SELECT 'hour', * FROM jsonb_each_text(hours)
                         UNION ALL SELECT 'model', * FROM jsonb_each_text(models_used)
                         UNION ALL SELECT 'trait', * FROM jsonb_each_text(traits)) AS before (what, name, times)
), added AS (
    SELECT account_id, week, what, name, sum(times) AS times, sum(sketched) AS sketched,
           sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(elicitation) AS elicitation
      FROM counted GROUP BY account_id, week, what, name
)
INSERT INTO behavior_weekly_profile (account_id, week, exchanges, sketched, input_tokens, output_tokens, elicitation,
                                     traits, hours, models_used)
SELECT account_id, week, sum(times) FILTER (WHERE what = 'hour'), sum(sketched), sum(input_tokens), sum(output_tokens),
       sum(elicitation), coalesce(jsonb_object_agg(name, times) FILTER (WHERE what = 'trait'), '{{}}'),
       jsonb_object_agg(name, times) FILTER (WHERE what = 'hour'),
       jsonb_object_agg(name, times) FILTER (WHERE what = 'model')
  FROM added GROUP BY account_id, week ORDER BY account_id, week
    ON CONFLICT (account_id, week) DO UPDATE
   SET (exchanges, sketched, input_tokens, output_tokens, elicitation, traits, hours, models_used)
     = (excluded.exchanges, excluded.sketched, excluded.input_tokens, excluded.output_tokens, excluded.elicitation,
        excluded.traits, excluded.hours, excluded.models_used)
"""  # noqa: S608  # constants only


@dataclass(frozen=True, slots=True)
class Folded:
    """How many signals were folded in, which accounts they touch, and the newest event time among them."""

    count: int = 0
    accounts: frozenset[int] = frozenset()
    newest_at: datetime | None = None


def fold(limit: int) -> Folded:
    """Fold in the next signals, at most `limit`; a count of 0 means that nothing is left to do here just now."""
    with next_batch(READER, limit) as batch:
        if batch is None:
            return Folded()
        parameters = _parameters(batch)
        with connection.cursor() as cursor:
            cursor.execute(_SIGHTINGS, parameters)
            cursor.execute(_PROFILES, parameters)
        fold_payments(parameters)
        touch(batch.accounts)
        return Folded(batch.count, batch.accounts, batch.newest_at)


def _parameters(batch: Batch) -> dict[str, Any]:
    return {
        "after_xid": batch.after.xid,
        "after_id": batch.after.id,
        "xid": batch.until.xid,
        "id": batch.until.id,
        "count": batch.count,
        "day_kinds": sorted(DAY_KINDS),
        "payment": int(Kind.PAYMENT),
        "elicitation": trait_mask(current().numbers.conduct.elicitation_traits),
        "bits": list(TRAIT_BIT.values()),
        "names": list(TRAIT_BIT),
    }
