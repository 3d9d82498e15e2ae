"""How does a service that can only send webhooks hand in signals? `POST /api/v1/intake/{source}`."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.policy.defaults import Intake
from accounts.policy.querysets import current
from accounts.staff.models import IntakeSource
from accounts.staff.permissions import public
from graph.signals import bodies
from graph.signals.accepting import Outcome, accept_from_intake, as_answer
from graph.signals.api import BATCH, SIGNALS_ANSWER, SINGLE
from graph.signals.intake import standard_webhooks
from graph.signals.receiving import backlog, busy, received
from kycrisk.lib.api import problem
from kycrisk.lib.signing import AT, ID, SIGNATURE, Message, Untrusted

READ = ("application/json", SINGLE, BATCH)
SIGNED = [
    OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=words)
    for name, words in (
        (ID, "The message's own id."),
        (AT, "When it was sent: whole seconds since 1970."),
        (SIGNATURE, "`v1,` and the signature in base64; several with spaces between."),
    )
]


class IntakeView(APIView):
    """Signed webhooks with signals in them."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        operation_id="intake",
        auth=[],
        parameters=SIGNED,
        request={SINGLE: OpenApiTypes.OBJECT, BATCH: {"type": "array", "items": {"type": "object"}}},
        responses={200: SIGNALS_ANSWER},
    )
    def post(self, request: Request, source: str) -> Response:
        """One CloudEvent or a list, signed as Standard Webhooks has it; `application/json` will do as its type."""
        numbers = current().numbers.intake
        if backlog.exceeds(numbers.backlog_limit):
            return busy(numbers)
        try:
            return _answer(_taken(request, source, numbers))
        except Untrusted as error:
            return problem(400, str(error), code="bad_signature")
        except bodies.Unreadable as error:
            return problem(400, str(error), code="unreadable")
        except bodies.TooLarge as error:
            return problem(413, str(error), code="too_large")


def _taken(request: Request, source: str, numbers: Intake) -> Outcome:
    message = _message(request, numbers)
    known = IntakeSource.objects.kept().filter(name=source).first()
    try:
        standard_webhooks.check(message, known, numbers)
    except Untrusted:
        if known is None:
            raise Http404 from None
        raise
    events = standard_webhooks.events_of(message, numbers)
    return accept_from_intake(events, intake=source, received_at=message.received_at)


def _message(request: Request, numbers: Intake) -> Message:
    plain = request._request  # noqa: SLF001  # the stream below DRF's parsers
    kind = plain.content_type or ""
    if kind not in READ or plain.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(kind, detail=f"Send {', '.join(READ)}, as it is: what is packed is not read here.")
    body = b"".join(bodies.bounded(received(plain), numbers.webhook_bytes))
    return Message(body, plain.headers, timezone.now())


def _answer(outcome: Outcome) -> Response:
    """200 once anything is stored; a message of which nothing can be taken is a 400, so that its sender sees it."""
    if outcome.rejected and not (outcome.accepted or outcome.duplicates):
        errors = [{"pointer": f"/{one.index}", "error": one.error} for one in outcome.rejected]
        return problem(400, "None of these events can be taken; nothing was kept.", code="bad_input", errors=errors)
    return Response(as_answer(outcome))


intake = public("whoever sends is known by their signature")(IntakeView.as_view())
