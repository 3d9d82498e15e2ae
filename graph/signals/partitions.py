"""Is there a place for next month's signals? One partition of the table a month (migration `partition_signals`)."""

from django.db import connection

MONTHS_AHEAD = 3


def make_ahead(months: int = MONTHS_AHEAD) -> int:
    """Make the partitions of this month and the coming ones that are missing; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signals_make_partitions(%s)", [months])
        (made,) = cursor.fetchone()
    return int(made)
