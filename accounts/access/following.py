"""What has changed since I last asked? Every change of every door in one order, for a gateway that keeps its own copy.

The order is that of the transactions that wrote them, and an account's own changes never stand in another order than
their `sequence`. A page stays below the oldest transaction still open: what a reader has passed is final, and a late
commit comes out behind its cursor, never before it.
"""

from typing import Any, ClassVar

from django.db import connection
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.answers import answer_of
from accounts.access.api import AccessShown
from accounts.access.models import AccessChange
from accounts.access.querysets import BEFORE_ALL, Place
from accounts.staff.authentication import ScopedView
from kycrisk.lib.paging import PAGE_PARAMETERS, address_with, cursor_of, limit_of, place_of

AFTER = OpenApiParameter(
    "after", str, description="The `cursor` of the page before; without one from the very first change on."
)
OURS = "SELECT %s < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


class ChangesPage(serializers.Serializer[Any]):
    """Changes, oldest first; `next` is null when there is nothing more just now, `cursor` is always where to go on."""

    results = AccessShown(many=True)
    next = serializers.URLField(allow_null=True)
    cursor = serializers.CharField()


class ChangesView(ScopedView):
    """`GET access-changes`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "access:read"}

    @extend_schema(operation_id="access_changes", parameters=[AFTER, PAGE_PARAMETERS[0]], responses={200: ChangesPage})
    def get(self, request: Request) -> Response:
        """Every change of access since the cursor; keep the newest `sequence` of each account and you have a copy."""
        limit, place = limit_of(request), _place(request.query_params.get("after"))
        found = list(AccessChange.objects.after(place).settled().select_related("account")[: limit + 1])
        if not found and not _ours(place):
            raise _foreign()
        shown, now = found[:limit], timezone.now()
        cursor = cursor_of(shown[-1].place if shown else place)
        return Response(
            {
                "results": [answer_of(row, row.account.account, now) for row in shown],
                "next": address_with(request, after=cursor) if len(found) > limit else None,
                "cursor": cursor,
            }
        )


def _place(cursor: str | None) -> Place:
    if cursor is None:
        return BEFORE_ALL
    try:
        xid, change = place_of(cursor, 2)
    except ValueError:
        raise _foreign() from None
    if not all(type(part) is int and 0 <= part < 2**63 for part in (xid, change)):
        raise _foreign()
    return Place(xid, change)


def _ours(place: Place) -> bool:
    """Could we have handed it out? A place ahead of us comes from another database, and would skip what is to come."""
    with connection.cursor() as cursor:
        cursor.execute(OURS, [place.xid])
        return bool(cursor.fetchone()[0])


def _foreign() -> ValidationError:
    told = "This cursor is none of ours; take it from the page before, or begin without one."
    return ValidationError({"after": told})
