"""What goes when it is old? Raw signals, a month at a time, and receipts; what was observed stays.

Signals are told apart by when they came, so a month is dropped as a table. A month that holds anything unread stays.
"""

from datetime import datetime

from django.db import connection
from django.db.utils import OperationalError

from accounts.policy.defaults import Policy
from kycrisk.lib.errors import Refused

AT_ONCE = 50_000
_FORGET = """
DELETE FROM signals_receipt
 WHERE key = ANY(ARRAY(SELECT key FROM signals_receipt WHERE received_at < %s LIMIT %s))
"""


def days_kept(numbers: Policy) -> int:
    """How long signals are kept: by policy, but never less than the derivation looks back, and a day for its epoch."""
    return max(numbers.intake.signal_days, numbers.derivation.sketch_days + 1 + numbers.derivation.epoch_hours // 24)


def drop_months(keep_days: int) -> int:
    """Drop the months of signals that ended so many days ago and are read to the last; how many.

    Raises `Refused` (409) when somebody reads or writes signals for longer than we wait: nothing is dropped then.
    """
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT signals_drop_partitions(%s)", [keep_days])
        except OperationalError:
            raise Refused("Signals are in use; nothing was dropped. Try again later.", code="in_use") from None
        (dropped,) = cursor.fetchone()
    return int(dropped)


def forget_receipts(before: datetime) -> int:
    """Forget the receipts of events that came before a moment, part by part, each committed; how many."""
    forgotten: int = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_FORGET, [before, AT_ONCE])
            forgotten += int(cursor.rowcount)
            if cursor.rowcount < AT_ONCE:
                return forgotten
