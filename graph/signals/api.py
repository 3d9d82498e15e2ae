"""How do gateways and billing systems hand in signals? `POST /api/v1/signals`, in three content types."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.policy.defaults import Intake
from accounts.policy.querysets import current
from accounts.staff.authentication import ScopedView
from accounts.staff.models import ApiKey
from graph.signals import bodies
from graph.signals.accepting import Outcome, accept, as_answer
from graph.signals.receiving import backlog, busy, received
from kycrisk.lib.api import problem

SINGLE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"
AGAIN = "sending the body again is safe, what was accepted counts once"
SIGNALS_ANSWER = inline_serializer(
    "SignalsAnswer",
    {
        "accepted": serializers.IntegerField(),
        "duplicates": serializers.IntegerField(),
        "rejected": inline_serializer(
            "RejectedSignal",
            {
                "index": serializers.IntegerField(),
                "id": serializers.CharField(allow_null=True),
                "error": serializers.CharField(),
            },
            many=True,
        ),
    },
)


class SignalsView(ScopedView):
    """Hand in signals as CloudEvents 1.0: one, a batch, or one a line."""

    scopes: ClassVar[dict[str, str]] = {"POST": "signals:write"}

    @extend_schema(
        request={
            SINGLE: OpenApiTypes.OBJECT,
            BATCH: {"type": "array", "items": {"type": "object"}},
            LINES: OpenApiTypes.STR,
        },
        responses={202: SIGNALS_ANSWER},
    )
    def post(self, request: Request) -> Response:
        """Accepted events are committed before the answer; what cannot be taken is named with how to mend it."""
        numbers = current().numbers.intake
        kind = _content_type(request._request)  # noqa: SLF001  # the stream below DRF's parsers
        if backlog.exceeds(numbers.backlog_limit):
            return busy(numbers)
        assert isinstance(request.auth, ApiKey)
        delivery = _Delivery(request.auth, numbers)
        try:
            outcome = delivery.take(kind, _chunks(request._request, numbers.body_bytes))  # noqa: SLF001
        except bodies.Unreadable as error:
            return problem(400, delivery.told(str(error)), code="unreadable")
        except bodies.TooLarge as error:
            return problem(413, delivery.told(str(error)), code="too_large")
        return Response(as_answer(outcome), status=202)


class _Delivery:
    """One request's events on their way in; keeps count, so that a stream that breaks off can say how far it came."""

    def __init__(self, key: ApiKey, numbers: Intake) -> None:
        self.key = key
        self.numbers = numbers
        self.received_at = timezone.now()
        self.outcome = Outcome()
        self.index = 0

    def take(self, kind: str, chunks: Iterable[bytes]) -> Outcome:
        """Commit everything that can be taken; a stream part by part."""
        if kind == LINES:
            stream = bodies.lines(chunks, self.numbers.event_bytes)
            for part in bodies.in_chunks(stream, self.numbers.chunk_events):
                self._accept(part)
                if len(self.outcome.rejected) > self.numbers.batch_events:
                    raise bodies.Unreadable(f"more than {self.numbers.batch_events} lines cannot be taken; look at one")
        else:
            body = b"".join(chunks)
            self._accept([bodies.single(body)] if kind == SINGLE else bodies.batch(body, self.numbers.batch_events))
        return self.outcome

    def told(self, error: str) -> str:
        """The sentence for a body that broke off, with what was kept of it."""
        kept = self.outcome.accepted + self.outcome.duplicates
        return f"{error} ({kept} events before were kept; {AGAIN})" if kept else error

    def _accept(self, events: list[bytes]) -> None:
        self.outcome += accept(events, key=self.key, received_at=self.received_at, first_index=self.index)
        self.index += len(events)


def _content_type(request: HttpRequest) -> str:
    kind = request.content_type or ""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if kind not in {SINGLE, BATCH, LINES} or charset not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(kind, detail=f"Send {SINGLE}, {BATCH} or {LINES}, in UTF-8.")
    if request.headers.get("Content-Encoding", "identity").lower() not in {"identity", "gzip"}:
        raise UnsupportedMediaType(kind, detail="Send the body as it is, or with Content-Encoding: gzip.")
    return kind


def _chunks(request: HttpRequest, most: int) -> Iterator[bytes]:
    """The body, unpacked, a piece at a time and never more than `most` bytes."""
    chunks = bodies.bounded(received(request), most)
    if request.headers.get("Content-Encoding", "").lower() == "gzip":
        chunks = bodies.bounded(bodies.opened(chunks), most)
    return chunks
