"""How does a long list come out? In pages `{"results": […], "next": url|null}` that cost the same at any depth.

The cursor holds the last row's place in the order (keyset paging): rows that arrive meanwhile neither repeat nor skip.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError as BadValue
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

LARGEST: Final = 200
USUAL: Final = 50
PAGE_PARAMETERS: Final = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": LARGEST},
        description=f"Results on a page, 1 to {LARGEST}; {USUAL} unless said.",
    ),
    OpenApiParameter("cursor", str, description="Where to go on; take it from `next`."),
]


def page[Row: Model](
    request: Request, rows: QuerySet[Row], show: Callable[[Row], dict[str, Any]], *, order: Sequence[str] = ("-pk",)
) -> Response:
    """One page of `rows`, each as `show` has it. `order` names plain non-null fields and must be unique as a whole.

    Raises `ValidationError` (400) for a limit or cursor that makes no sense.
    """
    limit = limit_of(request)
    cursor = request.query_params.get("cursor")
    try:
        if cursor is not None:
            rows = rows.filter(_beyond(order, place_of(cursor, len(order))))
        found = list(rows.order_by(*order)[: limit + 1])
    except (BadValue, DataError, ValueError, TypeError, OverflowError):
        raise ValidationError(
            {"cursor": "This cursor is none of ours; take it from `next` of the page before."}
        ) from None
    following = _url(request, found[limit - 1], order) if len(found) > limit else None
    return Response({"results": [show(row) for row in found[:limit]], "next": following})


def limit_of(request: Request) -> int:
    """How many results a page shall hold. Raises `ValidationError` (400)."""
    given = request.query_params.get("limit")
    if given is None:
        return USUAL
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= LARGEST):
        raise ValidationError({"limit": f"Write a number from 1 to {LARGEST}."})
    return int(given)


def cursor_of(place: Sequence[Any]) -> str:
    """A place in an order as a caller carries it: opaque, and safe in an address."""
    written = json.dumps(list(place), default=lambda value: value.isoformat())
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def place_of(cursor: str, length: int) -> list[Any]:
    """The place that a cursor stands for. Raises `ValueError` for what is none of ours."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=="))
    except (binascii.Error, UnicodeError, RecursionError) as error:
        raise ValueError from error
    if not isinstance(place, list) or len(place) != length or any(isinstance(one, list | dict | None) for one in place):
        raise ValueError
    return place


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Later in the order: larger (or smaller) in one field and equal in those before it."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, place, strict=True):
        field = name.removeprefix("-")
        beyond |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    return beyond


def _url(request: Request, last: Model, order: Sequence[str]) -> str:
    return address_with(request, cursor=cursor_of([getattr(last, name.removeprefix("-")) for name in order]))


def address_with(request: Request, **changed: str) -> str:
    """The address of this request with other parameters."""
    query = request.query_params.copy()
    for name, value in changed.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
