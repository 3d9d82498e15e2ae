"""What remains of signals once they have aged out? Sightings and weekly profiles, folded in batch by batch.

Only minimum, maximum and sum are used, so neither the order of the signals nor the cut into batches changes the result;
the cursor moves in the same transaction, so each signal counts once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.policy.querysets import current
from graph.signals.kinds import DAY_KINDS, Kind
from graph.signals.reading import Batch, next_batch
from graph.signals.touching import touch
from kycrisk.sketch import TRAIT_BIT, trait_mask

READER = "fold"

_BATCH = "(signal.xid, signal.id) > (%(after_xid)s, %(after_id)s) AND (signal.xid, signal.id) <= (%(xid)s, %(id)s)"
_SIGHTINGS = f"""
INSERT INTO signals_sighting AS known (account_id, identifier_id, day, first_at, last_at, count, disputed)
SELECT signal.account_id, identifier.id,
       CASE WHEN identifier.kind = ANY(%(day_kinds)s) THEN (signal.at AT TIME ZONE 'UTC')::date - DATE '1970-01-01'
            ELSE 0 END AS day,
       min(signal.at), max(signal.at), count(*),
       count(*) FILTER (WHERE identifier.kind = %(payment)s AND signal.data ->> 'outcome' = 'disputed')
  FROM signals_signal AS signal
 CROSS JOIN LATERAL unnest(signal.shown) AS shown (identifier_id)
  JOIN signals_identifier AS identifier ON identifier.id = shown.identifier_id
 WHERE {_BATCH}
 GROUP BY signal.account_id, identifier.id, day
 ORDER BY signal.account_id, identifier.id, day
    ON CONFLICT (account_id, identifier_id, day) DO UPDATE
   SET first_at = least(known.first_at, excluded.first_at),
       last_at = greatest(known.last_at, excluded.last_at),
       count = known.count + excluded.count,
       disputed = known.disputed + excluded.disputed
"""  # noqa: S608  # constants only
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
), total AS (
    SELECT account_id, week, count(*) AS exchanges, count(traits) AS sketched, sum(input_tokens) AS input_tokens,
           sum(output_tokens) AS output_tokens,
           count(*) FILTER (WHERE traits & %(elicitation)s <> 0) AS elicitation
      FROM exchange GROUP BY account_id, week
), by_trait AS (
    SELECT account_id, week, jsonb_object_agg(name, times) AS traits
      FROM (SELECT account_id, week, trait.name, count(*) AS times
              FROM exchange JOIN unnest(%(bits)s::integer[], %(names)s::text[]) AS trait (bit, name)
                ON exchange.traits & trait.bit <> 0
             GROUP BY account_id, week, trait.name) AS counted
     GROUP BY account_id, week
), by_hour AS (
    SELECT account_id, week, jsonb_object_agg(hour, times) AS hours
      FROM (SELECT account_id, week, hour, count(*) AS times FROM exchange GROUP BY account_id, week, hour) AS counted
     GROUP BY account_id, week
), by_model AS (
    SELECT account_id, week, jsonb_object_agg(model, times) AS models_used
      FROM (SELECT account_id, week, model, count(*) AS times FROM exchange GROUP BY account_id, week, model) AS counted
     GROUP BY account_id, week
)
INSERT INTO behavior_weekly_profile AS known (account_id, week, exchanges, sketched, input_tokens, output_tokens,
                                              elicitation, traits, hours, models_used)
SELECT account_id, week, exchanges, sketched, input_tokens, output_tokens, elicitation,
       coalesce(traits, '{{}}'), hours, models_used
  FROM total JOIN by_hour USING (account_id, week) JOIN by_model USING (account_id, week)
  LEFT JOIN by_trait USING (account_id, week)
 ORDER BY account_id, week
    ON CONFLICT (account_id, week) DO UPDATE
   SET exchanges = known.exchanges + excluded.exchanges,
       sketched = known.sketched + excluded.sketched,
       input_tokens = known.input_tokens + excluded.input_tokens,
       output_tokens = known.output_tokens + excluded.output_tokens,
       elicitation = known.elicitation + excluded.elicitation,
       traits = counts_added(known.traits, excluded.traits),
       hours = counts_added(known.hours, excluded.hours),
       models_used = counts_added(known.models_used, excluded.models_used)
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
        touch(batch.accounts)
        return Folded(batch.count, batch.accounts, batch.newest_at)


def _parameters(batch: Batch) -> dict[str, Any]:
    return {
        "after_xid": batch.after.xid,
        "after_id": batch.after.id,
        "xid": batch.until.xid,
        "id": batch.until.id,
        "day_kinds": sorted(DAY_KINDS),
        "payment": int(Kind.PAYMENT),
        "elicitation": trait_mask(current().numbers.conduct.elicitation_traits),
        "bits": list(TRAIT_BIT.values()),
        "names": list(TRAIT_BIT),
    }
