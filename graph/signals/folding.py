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
from graph.signals.payments import PAYMENTS
from graph.signals.reading import Batch, next_batch
from graph.signals.touching import touch
from graph.signals.withholding import BELIEVED, WITHHELD, revoked, table
from kycrisk.sketch import TRAIT_BIT, trait_mask

READER = "fold"

_BELIEVED = "signal.source_id <> ALL(%(revoked)s)"
_WITHHELD = "signal.source_id = ANY(%(revoked)s)"
_BATCH = "(signal.xid, signal.id) > (%(after_xid)s, %(after_id)s) AND (signal.xid, signal.id) <= (%(xid)s, %(id)s)"
# Materialized: the planner takes any range of pairs for a ninth of the table, and would walk all signals ever accepted
# in the order of their accounts rather than sort so many.
_SIGHTINGS = f"""
WITH signal AS MATERIALIZED (
    SELECT signal.account_id, signal.source_id, signal.at, signal.shown,
           CASE WHEN signal.data ->> 'outcome' = 'disputed' THEN 1
                WHEN signal.type = 'dispute.withdrawn' THEN -1 ELSE 0 END AS disputed
      FROM signals_signal AS signal WHERE {_BATCH}
     ORDER BY signal.xid, signal.id LIMIT %(count)s
)
INSERT INTO {{table}} AS known (account_id, identifier_id, source_id, day, first_at, last_at, count, disputed)
SELECT signal.account_id, identifier.id, signal.source_id,
       CASE WHEN identifier.kind = ANY(%(day_kinds)s) THEN (signal.at AT TIME ZONE 'UTC')::date - DATE '1970-01-01'
            ELSE 0 END AS day,
       min(signal.at), max(signal.at), count(*),
       coalesce(sum(signal.disputed) FILTER (WHERE identifier.kind = %(payment)s), 0)
  FROM signal
 CROSS JOIN LATERAL unnest(signal.shown) AS shown (identifier_id)
  JOIN signals_identifier AS identifier ON identifier.id = shown.identifier_id
 WHERE {{whose}}
 GROUP BY signal.account_id, identifier.id, day, signal.source_id
 ORDER BY signal.account_id, identifier.id, day, signal.source_id
    ON CONFLICT (account_id, identifier_id, day, source_id) DO UPDATE
   SET first_at = least(known.first_at, excluded.first_at),
       last_at = greatest(known.last_at, excluded.last_at),
       count = known.count + excluded.count,
       disputed = known.disputed + excluded.disputed
"""  # noqa: S608  # constants only
# Everything that is counted becomes a row, what was known before as well, and one grouping adds it all up. Joins by
# account and week would do too, until the planner takes them for a handful of rows and loops over all of each for each.
_PROFILES = f"""
WITH exchange AS MATERIALIZED (
    SELECT signal.account_id, signal.source_id, date_trunc('week', signal.at AT TIME ZONE 'UTC')::date AS week,
           ((extract(isodow FROM signal.at AT TIME ZONE 'UTC') - 1) * 24
            + extract(hour FROM signal.at AT TIME ZONE 'UTC'))::integer AS hour,
           signal.data ->> 'model' AS model, signal.traits,
           coalesce((signal.data ->> 'input_tokens')::bigint, 0) AS input_tokens,
           coalesce((signal.data ->> 'output_tokens')::bigint, 0) AS output_tokens
      FROM signals_signal AS signal
     WHERE {_BATCH} AND signal.type = 'exchange.made' AND {{whose}}
), known AS MATERIALIZED (
    SELECT profile.* FROM {{table}} AS profile
      JOIN (SELECT DISTINCT account_id, week, source_id FROM exchange) AS told USING (account_id, week, source_id)
     ORDER BY account_id, week, source_id FOR UPDATE OF profile
), counted (account_id, week, source_id, what, name, times, sketched, input_tokens, output_tokens, elicitation) AS (
    SELECT account_id, week, source_id, 'hour', hour::text, 1, (traits IS NOT NULL)::integer, input_tokens,
           output_tokens, (coalesce(traits, 0) & %(elicitation)s <> 0)::integer
      FROM exchange
    UNION ALL
    SELECT account_id, week, source_id, 'model', model, 1, 0, 0, 0, 0 FROM exchange
    UNION ALL
    SELECT account_id, week, source_id, 'trait', trait.name, 1, 0, 0, 0, 0
      FROM exchange JOIN unnest(%(bits)s::integer[], %(names)s::text[]) AS trait (bit, name)
        ON exchange.traits & trait.bit <> 0
    UNION ALL
    SELECT account_id, week, source_id, '', '', 0, sketched, input_tokens, output_tokens, elicitation FROM known
    UNION ALL
    SELECT account_id, week, source_id, before.what, before.name, before.times::bigint, 0, 0, 0, 0
      FROM known
     CROSS JOIN LATERAL (SELECT 'hour', * FROM jsonb_each_text(hours)
                         UNION ALL SELECT 'model', * FROM jsonb_each_text(models_used)
                         UNION ALL SELECT 'trait', * FROM jsonb_each_text(traits)) AS before (what, name, times)
), added AS (
    SELECT account_id, week, source_id, what, name, sum(times) AS times, sum(sketched) AS sketched,
           sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(elicitation) AS elicitation
      FROM counted GROUP BY account_id, week, source_id, what, name
)
INSERT INTO {{table}} (account_id, week, source_id, exchanges, sketched, input_tokens, output_tokens, elicitation,
                     traits, hours, models_used)
SELECT account_id, week, source_id, sum(times) FILTER (WHERE what = 'hour'), sum(sketched), sum(input_tokens),
       sum(output_tokens), sum(elicitation),
       coalesce(jsonb_object_agg(name, times) FILTER (WHERE what = 'trait'), '{{{{}}}}'),
       jsonb_object_agg(name, times) FILTER (WHERE what = 'hour'),
       jsonb_object_agg(name, times) FILTER (WHERE what = 'model')
  FROM added GROUP BY account_id, week, source_id ORDER BY account_id, week, source_id
    ON CONFLICT (account_id, week, source_id) DO UPDATE
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
        _write(_parameters(batch))
        touch(batch.accounts)
        return Folded(batch.count, batch.accounts, batch.newest_at)


def _write(parameters: dict[str, Any]) -> None:
    """Into what is believed, and what revoked sources said into what is withheld."""
    with connection.cursor() as cursor:
        for shelf, whose in ((BELIEVED, _BELIEVED), (WITHHELD, _WITHHELD)):
            if shelf is BELIEVED or parameters["revoked"]:
                for statement, model in zip((_SIGHTINGS, _PROFILES, PAYMENTS), shelf.models, strict=True):
                    cursor.execute(statement.format(table=table(model), whose=whose), parameters)


def _parameters(batch: Batch) -> dict[str, Any]:
    return {
        "after_xid": batch.after.xid,
        "after_id": batch.after.id,
        "xid": batch.until.xid,
        "id": batch.until.id,
        "count": batch.count,
        "revoked": revoked(),
        "day_kinds": sorted(DAY_KINDS),
        "payment": int(Kind.PAYMENT),
        "elicitation": trait_mask(current().numbers.conduct.elicitation_traits),
        "bits": list(TRAIT_BIT.values()),
        "names": list(TRAIT_BIT),
    }
