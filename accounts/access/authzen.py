"""May this account invoke this model? The same access answer, asked in the words of a standard: AuthZEN.

OpenID Authorization API 1.0: a gateway that speaks it needs nothing written for us. A denial is a 200; what is no
request of the standard is a 400. One query for the doors, however many questions a call asks.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.answers import answers_for
from accounts.access.api import LimitsShown
from accounts.access.models import ReasonClass, State
from accounts.access.questions import (
    MOST,
    SEMANTICS,
    Malformed,
    Question,
    TooMany,
    boxcar_of,
    cut,
    decision_on,
    question_of,
)
from accounts.staff.authentication import ScopedView
from accounts.staff.permissions import public
from kycrisk.lib.api import problem

REQUEST_ID = OpenApiParameter(
    "X-Request-ID", str, OpenApiParameter.HEADER, description="Any text of yours; it comes back with the answer."
)
EVALUATION = "/access/v1/evaluation"
EVALUATIONS = "/access/v1/evaluations"
KEPT_SECONDS = 3_600


class EntityAsked(serializers.Serializer[Any]):
    """Somebody or something: here an `account`, or a `model`."""

    type = serializers.CharField()
    id = serializers.CharField()
    properties = serializers.DictField(required=False)


class ActionAsked(serializers.Serializer[Any]):
    """What is to be done: here `invoke`."""

    name = serializers.CharField()
    properties = serializers.DictField(required=False)


class EvaluationAsked(serializers.Serializer[Any]):
    """One question."""

    subject = EntityAsked()
    action = ActionAsked()
    resource = EntityAsked()
    context = serializers.DictField(required=False)  # type: ignore[assignment]  # the standard's word


class PartAsked(serializers.Serializer[Any]):
    """One of several questions; what it leaves out is taken from the top level."""

    subject = EntityAsked(required=False)
    action = ActionAsked(required=False)
    resource = EntityAsked(required=False)
    context = serializers.DictField(required=False)  # type: ignore[assignment]  # the standard's word


class OptionsAsked(serializers.Serializer[Any]):
    """When to stop answering."""

    evaluations_semantic = serializers.ChoiceField(SEMANTICS, required=False)


class EvaluationsAsked(PartAsked):
    """Several questions; without any it is a single one."""

    evaluations = PartAsked(many=True, required=False)
    options = OptionsAsked(required=False)


class ErrorShown(serializers.Serializer[Any]):
    """Why a question could not be answered."""

    status = serializers.IntegerField()
    message = serializers.CharField()


class ContextShown(serializers.Serializer[Any]):
    """How the account's door stands."""

    state = serializers.ChoiceField(State.choices, allow_null=True)
    reason = serializers.ChoiceField(ReasonClass.choices)
    limits = LimitsShown(allow_null=True)
    error = ErrorShown(required=False)


class EvaluationAnswer(serializers.Serializer[Any]):
    """May it be done?"""

    decision = serializers.BooleanField()
    context = ContextShown()  # type: ignore[assignment]  # the standard's word


class EvaluationsAnswer(serializers.Serializer[Any]):
    """The decisions, in the order of the questions."""

    evaluations = EvaluationAnswer(many=True)


class AskedView(ScopedView):
    """A call of the standard: bad requests become problems."""

    scopes: ClassVar[dict[str, str]] = {"POST": "access:read"}

    def handle_exception(self, exc: Exception) -> Response:
        """What the standard cannot read is a 400 that points at it."""
        if isinstance(exc, Malformed):
            return problem(400, str(exc), code="bad_input", errors=exc.errors)
        if isinstance(exc, TooMany):
            return problem(413, f"One call asks at most {MOST:,} questions; send them in parts.", code="too_large")
        return super().handle_exception(exc)


class EvaluationView(AskedView):
    """`POST /access/v1/evaluation`."""

    @extend_schema(
        operation_id="evaluation",
        parameters=[REQUEST_ID],
        request=EvaluationAsked,
        responses={200: EvaluationAnswer},
    )
    def post(self, request: Request) -> Response:
        """May this account (`subject`) `invoke` this model (`resource`)? An unknown account is a 200 that says no."""
        return Response(decided([question_of(request.data)])[0])


class EvaluationsView(AskedView):
    """`POST /access/v1/evaluations`."""

    @extend_schema(
        operation_id="evaluations",
        parameters=[REQUEST_ID],
        request=EvaluationsAsked,
        responses={
            200: PolymorphicProxySerializer(
                "EvaluationsOrOne", [EvaluationsAnswer, EvaluationAnswer], resource_type_field_name=None
            )
        },
    )
    def post(self, request: Request) -> Response:
        """Up to a thousand questions at once; what one leaves out is taken from the top level of the request."""
        boxcar = boxcar_of(request.data)
        if boxcar is None:
            return Response(decided([question_of(request.data)])[0])
        return Response({"evaluations": cut(decided(boxcar.questions), boxcar.semantic)})


def decided(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The decisions on questions, in their order: one query for all."""
    answers = answers_for({one.subject for one in questions if not one.objection()}, timezone.now())
    return [decision_on(one, answers.get(one.subject)) for one in questions]


@public("where to ask is no secret, and says nothing about anybody")
def configuration(_request: HttpRequest) -> JsonResponse:
    """`GET /.well-known/authzen-configuration`: where the standard's calls are."""
    here = settings.PUBLIC_URL.rstrip("/")
    answer = JsonResponse(
        {
            "policy_decision_point": here,
            "access_evaluation_endpoint": here + EVALUATION,
            "access_evaluations_endpoint": here + EVALUATIONS,
        }
    )
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer
