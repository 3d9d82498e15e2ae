"""What waits, how old is it, and did the clock's work run? Asked of the database when somebody looks.

Every question is bounded: it counts to ten thousand along an index and gives up after two seconds, so that watching an
installation in trouble does not add to its trouble.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db import DatabaseError, InterfaceError, connection, transaction
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from graph.signals.folding import READER
from kycrisk.health import COUNTED, waiting

PATIENCE: Final = "SET LOCAL statement_timeout = '2s'"


class Question(NamedTuple):
    """A gauge: its name, what it says, the labels that its rows begin with, and the query whose last column it is."""

    name: str
    words: str
    labels: tuple[str, ...]
    query: str


QUESTIONS: Final = (
    Question(
        "kycrisk_oldest_signal_seconds",
        "Age of the oldest signal that waits to be folded in; 0 when none waits.",
        (),
        f"""
        WITH reached AS (
            SELECT coalesce(max(xid), 0) AS xid, coalesce(max(nullif(last_id, '')), '{"0" * 32}')::uuid AS id
              FROM signals_cursor WHERE name = '{READER}'
        ), oldest AS (
            SELECT id FROM signals_signal
             WHERE (xid, id) > ((SELECT xid FROM reached), (SELECT id FROM reached)) ORDER BY xid, id LIMIT 1
        )
        SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - uuid_extract_timestamp(id)) FROM oldest), 0)
        """,  # noqa: S608  # constants only
    ),
    Question(
        "kycrisk_cases",
        f"Cases that are not closed, counted to {COUNTED}.",
        ("kind", "state", "overdue"),
        f"""
        SELECT kind, state, CASE WHEN late THEN 'yes' ELSE 'no' END, count(*)
          FROM (SELECT kind, state, due_at < now() AND paused_at IS NULL AS late
                  FROM review_case WHERE state <> 'closed' LIMIT {COUNTED}) AS unfinished
         GROUP BY kind, state, late
        """,  # noqa: S608  # constants only
    ),
    Question(
        "kycrisk_failed_deliveries",
        f"Webhooks given up during the last day, counted to {COUNTED}.",
        (),
        f"""
        SELECT count(*) FROM (SELECT FROM webhooks_delivery
                               WHERE state = 'failed' AND last_attempt_at > now() - interval '1 day'
                               LIMIT {COUNTED}) AS failed
        """,  # noqa: S608  # constants only
    ),
    Question(
        "kycrisk_decisions_applying",
        "Decisions that have not reached everybody.",
        (),
        f"""
        SELECT count(DISTINCT decision_id) FROM (SELECT decision_id FROM review_decision_member
                                                  WHERE state = 'pending' LIMIT {COUNTED}) AS pending
        """,  # noqa: S608  # constants only
    ),
    Question(
        "kycrisk_last_advance_timestamp_seconds",
        "When the clock last advanced the derivation (Unix time).",
        (),
        "SELECT extract(epoch FROM ended_at) FROM pipeline_last_advance",
    ),
    Question(
        "kycrisk_last_advance_seconds",
        "How long the last advance took that had anything to do.",
        (),
        "SELECT seconds FROM pipeline_last_advance",
    ),
)


class DatabaseGauges(Collector):
    """The gauges; while the database is away, only that it is."""

    def collect(self) -> Iterator[Metric]:
        """Ask every question in one short transaction."""
        found: list[Metric] = []
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(PATIENCE)
                found.append(_waiting())
                for question in QUESTIONS:
                    cursor.execute(question.query)
                    found.append(_gauge(question, cursor.fetchall()))
        except (DatabaseError, InterfaceError):
            found = []
        yield GaugeMetricFamily("kycrisk_database_up", "1 while the database answers.", value=1.0 if found else 0.0)
        yield from found


def _waiting() -> Metric:
    words = f"How much each background job has before it, counted to {COUNTED}."
    gauge = GaugeMetricFamily("kycrisk_waiting", words, labels=["work"])
    for work, count in waiting().items():
        gauge.add_metric([work], count)
    return gauge


def _gauge(question: Question, rows: list[tuple[object, ...]]) -> Metric:
    gauge = GaugeMetricFamily(question.name, question.words, labels=question.labels)
    for *labels, value in rows:
        gauge.add_metric([str(label) for label in labels], float(str(value)))
    return gauge
