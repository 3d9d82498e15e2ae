"""Does the process live, can it work, and how much is waiting? For whoever keeps the product running.

`/healthz` asks nothing of anybody. `/readyz` is 503 while the database is away, older than the code, or restored in a
way that would make cursors skip. What waits is told, but is no reason to take a web server out: it would wait longer.
Nor is advice about sketch keys that are too old or no longer needed.
"""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from accounts.journal.models import Entry, Link
from accounts.journal.querysets import BEFORE_ALL
from accounts.staff.permissions import public
from accounts.webhooks.models import Delivery, DeliveryState
from graph.signals.folding import READER
from graph.signals.models import Cursor, Signal
from graph.signals.sketching import advice_about_keys

COUNTED = 10_000  # enough to see that something is stuck; a full count would only make it worse
CLOCK = """
SELECT greatest((SELECT max(xid) FROM journal_entry), (SELECT max(xid) FROM signals_cursor))
       >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""
_migrated: set[str] = set()


@public("a load balancer has no key; it learns that the process lives")
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@public("a load balancer has no key; it learns states and counts")
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when requests can be served, with what waits; 503 with the reason when not."""
    try:
        if reason := trouble():
            return JsonResponse({"status": "not ready", "reason": reason}, status=503)
        advice = advice_about_keys(timezone.now())
        return JsonResponse({"status": "ready", "waiting": waiting()} | ({"advice": advice} if advice else {}))
    except DatabaseError:
        return JsonResponse({"status": "not ready", "reason": "the database does not answer"}, status=503)


def trouble() -> str:
    """What keeps this process from working; empty when nothing does."""
    if missing := missing_migrations():
        return f"{missing} migrations are missing; run manage.py migrate"
    if transaction_ids_start_anew():
        return "the database was restored without its transaction ids; set them forward with pg_resetwal --epoch"
    return ""


def missing_migrations() -> int:
    """How many migrations of this code the database lacks; asked until there are none, then never again."""
    name = connection.settings_dict["NAME"]
    if name in _migrated:
        return 0
    loader = MigrationLoader(connection)
    missing = len(set(loader.graph.nodes) - set(loader.applied_migrations or ()))
    if not missing:
        _migrated.add(name)
    return missing


def transaction_ids_start_anew() -> bool:
    """Do rows carry transaction ids that this server has not reached? Cursors would then skip what comes next."""
    with connection.cursor() as cursor:
        cursor.execute(CLOCK)
        return bool(cursor.fetchone()[0])


def waiting() -> dict[str, int]:
    """How much each background job has before it, counted to ten thousand."""
    head = Link.objects.head()
    reached = Cursor.objects.filter(name=READER).values_list("xid", flat=True).first() or 0
    return {
        "journal entries to chain": _count(Entry.objects.after(head.entry.place if head else BEFORE_ALL)),
        "signals to fold": _count(Signal.objects.filter(xid__gt=reached)),
        "webhooks to deliver": _count(Delivery.objects.filter(state=DeliveryState.PENDING)),
    }


def _count(rows: QuerySet[Any, Any]) -> int:
    return rows.order_by()[:COUNTED].count()
