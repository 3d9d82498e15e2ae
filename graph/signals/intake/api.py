"""How does a service that can only send webhooks hand in signals? `POST /api/v1/intake/{source}`, or `/stripe`."""

from abc import abstractmethod

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
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
from graph.signals.intake import standard_webhooks, stripe
from graph.signals.intake.stripe_taking import take
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


STRIPE_SIGNED = OpenApiParameter(
    stripe.SIGNATURE, str, OpenApiParameter.HEADER, required=True, description="`t=…,v1=…`, as Stripe makes it."
)


# What of an event of Stripe is looked at; anything else may be there.
STRIPE_EVENT = inline_serializer(
    "StripeEvent",
    {
        "id": serializers.CharField(),
        "type": serializers.CharField(),
        "created": serializers.IntegerField(help_text="Whole seconds since 1970."),
        "data": serializers.DictField(help_text="`object`, and `previous_attributes` of what changed."),
    },
)


class _Signed(APIView):
    """Messages of a service that signs them; whatever it sends, its sender learns what became of it."""

    authentication_classes = ()
    permission_classes = ()
    read: tuple[str, ...] = READ

    @abstractmethod
    def taken(self, message: Message, source: str, numbers: Intake) -> Outcome:
        """Check the message and keep what is in it."""

    def _answered(self, request: Request, source: str) -> Response:
        numbers = current().numbers.intake
        if backlog.exceeds(numbers.backlog_limit):
            return busy(numbers)
        try:
            return _answer(self.taken(_message(request, self.read, numbers), source, numbers))
        except Untrusted as error:
            return problem(400, str(error), code="bad_signature")
        except bodies.Unreadable as error:
            return problem(400, str(error), code="unreadable")
        except bodies.TooLarge as error:
            return problem(413, str(error), code="too_large")


class IntakeView(_Signed):
    """Signed webhooks with signals in them."""

    @extend_schema(
        operation_id="intake",
        auth=[],
        parameters=SIGNED,
        request={SINGLE: OpenApiTypes.OBJECT, BATCH: {"type": "array", "items": {"type": "object"}}},
        responses={200: SIGNALS_ANSWER},
    )
    def post(self, request: Request, source: str) -> Response:
        """One CloudEvent or a list, signed as Standard Webhooks has it; `application/json` will do as its type."""
        return self._answered(request, source)

    def taken(self, message: Message, source: str, numbers: Intake) -> Outcome:
        """Every event stands under the source; an unknown source is nowhere, whatever was signed."""
        known = IntakeSource.objects.kept().filter(name=source).first()
        try:
            standard_webhooks.check(message, known, numbers)
        except Untrusted:
            if known is None:
                raise Http404 from None
            raise
        events = standard_webhooks.events_of(message, numbers)
        return accept_from_intake(events, intake=source, received_at=message.received_at)


class StripeView(_Signed):
    """Stripe's own webhooks."""

    read = ("application/json",)

    @extend_schema(
        operation_id="intake_stripe",
        auth=[],
        parameters=[STRIPE_SIGNED],
        request={"application/json": STRIPE_EVENT},
        responses={200: SIGNALS_ANSWER, 404: OpenApiResponse(description="Stripe is not set up here.")},
    )
    def post(self, request: Request) -> Response:
        """An event of Stripe as Stripe sends it. Events that tell us nothing are answered the same and not kept."""
        if not settings.STRIPE_WEBHOOK_SECRETS:
            words = "Stripe is not set up here; set KYCRISK_STRIPE_WEBHOOK_SECRET to the endpoint's signing secret."
            return problem(404, words, code="not_configured")
        return self._answered(request, "stripe")

    def taken(self, message: Message, source: str, numbers: Intake) -> Outcome:
        """What the event tells, at once or when its account is known."""
        stripe.check(message, settings.STRIPE_WEBHOOK_SECRETS, numbers)
        return take(stripe.event_of(message), numbers, message.received_at)


def _message(request: Request, read: tuple[str, ...], numbers: Intake) -> Message:
    plain = request._request  # noqa: SLF001  # the stream below DRF's parsers
    kind = plain.content_type or ""
    if kind not in read or plain.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(kind, detail=f"Send {', '.join(read)}, as it is: what is packed is not read here.")
    body = b"".join(bodies.bounded(received(plain), numbers.webhook_bytes))
    return Message(body, plain.headers, timezone.now())


def _answer(outcome: Outcome) -> Response:
    """200 once anything is stored; a message of which nothing can be taken is a 400, so that its sender sees it."""
    if outcome.rejected and not (outcome.accepted or outcome.duplicates):
        errors = [{"pointer": f"/{one.index}", "error": one.error} for one in outcome.rejected]
        return problem(400, "None of these events can be taken; nothing was kept.", code="bad_input", errors=errors)
    return Response(as_answer(outcome))


intake = public("whoever sends is known by their signature")(IntakeView.as_view())
stripe_intake = public("Stripe is known by its signature")(StripeView.as_view())
