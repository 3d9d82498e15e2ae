"""Who is told, with which secret, and did it arrive? Endpoints and their deliveries for machines."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.staff.authentication import ScopedView
from accounts.staff.idempotency import idempotent
from accounts.webhooks.actions import (
    EVENT_TYPES,
    add_endpoint,
    change_endpoint,
    redeliver,
    remove_endpoint,
    rotate_secret,
)
from accounts.webhooks.models import Delivery, DeliveryState, Endpoint
from kycrisk.lib.http import Forbidden, understood
from kycrisk.lib.paging import PAGE_PARAMETERS, page


class ManagedView(ScopedView):
    """Endpoints and deliveries are one permission."""

    scopes: ClassVar[dict[str, str]] = dict.fromkeys(("GET", "POST", "PATCH", "DELETE"), "webhooks:manage")


class EndpointTold(serializers.Serializer[Any]):
    """What a caller says of an endpoint."""

    url = serializers.CharField(max_length=1000)
    event_types = serializers.ListField(child=serializers.ChoiceField(EVENT_TYPES), required=False, max_length=20)
    enabled = serializers.BooleanField(required=False)

    def validate_url(self, url: str) -> str:
        """Only an address on the public internet that we would call."""
        try:
            understood(url, loopback_allowed=settings.ALLOW_PRIVATE_WEBHOOKS)
        except Forbidden as error:
            raise serializers.ValidationError(str(error)) from error
        return url

    def validate_event_types(self, event_types: list[str]) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(event_types))


class EndpointShown(serializers.Serializer[Any]):
    """An endpoint; without its secret."""

    endpoint = serializers.CharField()
    url = serializers.CharField()
    event_types = serializers.ListField(child=serializers.CharField(), help_text="Empty: all types.")
    enabled = serializers.BooleanField()
    disabled_reason = serializers.CharField()
    previous_secret_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class EndpointWithSecret(EndpointShown):
    """An endpoint with its new signing secret (Standard Webhooks), which is shown this once."""

    secret = serializers.CharField()


class EndpointPage(serializers.Serializer[Any]):
    """A page of endpoints."""

    results = EndpointShown(many=True)
    next = serializers.CharField(allow_null=True)


class EndpointListView(ManagedView):
    """`webhook-endpoints`."""

    @extend_schema(operation_id="webhook_endpoints", parameters=PAGE_PARAMETERS, responses=EndpointPage)
    def get(self, request: Request) -> Response:
        """The endpoints, newest first."""
        return page(request, Endpoint.objects.kept(), shown)

    @extend_schema(operation_id="webhook_endpoint_add", request=EndpointTold, responses={201: EndpointWithSecret})
    @idempotent
    def post(self, request: Request) -> Response:
        """Add an endpoint. The answer holds its secret, once."""
        told = validated(EndpointTold(data=request.data))
        told.pop("enabled", None)
        endpoint, secret = add_endpoint(by=self.actor(), **told)
        return Response({**shown(endpoint), "secret": secret}, status=201)


class EndpointView(ManagedView):
    """`webhook-endpoints/{endpoint}`."""

    @extend_schema(operation_id="webhook_endpoint", responses=EndpointShown)
    def get(self, request: Request, endpoint: str) -> Response:
        """One endpoint."""
        return Response(shown(kept(endpoint)))

    @extend_schema(operation_id="webhook_endpoint_change", request=EndpointTold, responses=EndpointShown)
    def patch(self, request: Request, endpoint: str) -> Response:
        """Another address, other event types, on or off."""
        told = validated(EndpointTold(data=request.data, partial=True))
        return Response(shown(change_endpoint(by=self.actor(), endpoint=kept(endpoint), **told)))

    @extend_schema(operation_id="webhook_endpoint_remove", responses={204: None})
    def delete(self, request: Request, endpoint: str) -> Response:
        """Tell it nothing more; its delivery log stays."""
        remove_endpoint(by=self.actor(), endpoint=kept(endpoint))
        return Response(status=204)


class EndpointSecretView(ManagedView):
    """`webhook-endpoints/{endpoint}/secret`."""

    @extend_schema(operation_id="webhook_endpoint_rotate", request=None, responses={201: EndpointWithSecret})
    @idempotent
    def post(self, request: Request, endpoint: str) -> Response:
        """Make a new secret, shown this once. The one before signs as well until `previous_secret_until`."""
        row, secret = rotate_secret(by=self.actor(), endpoint=kept(endpoint))
        return Response({**shown(row), "secret": secret}, status=201)


class DeliveryShown(serializers.Serializer[Any]):
    """One event on its way to one endpoint."""

    delivery = serializers.CharField()
    event = serializers.CharField(help_text="The header `webhook-id`.")
    type = serializers.CharField()
    endpoint = serializers.CharField()
    sequence = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(DeliveryState.choices)
    attempts = serializers.IntegerField()
    due_at = serializers.DateTimeField(allow_null=True)
    last_status = serializers.IntegerField(allow_null=True)
    last_error = serializers.CharField()
    last_attempt_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class DeliveryPage(serializers.Serializer[Any]):
    """A page of deliveries."""

    results = DeliveryShown(many=True)
    next = serializers.CharField(allow_null=True)


class DeliveryListView(ManagedView):
    """`webhook-deliveries`."""

    class Wanted(serializers.Serializer[Any]):
        """Filters."""

        endpoint = serializers.CharField(required=False)
        state = serializers.ChoiceField(DeliveryState.choices, required=False)

    @extend_schema(
        operation_id="webhook_deliveries",
        parameters=[OpenApiParameter("endpoint", str), OpenApiParameter("state", str), *PAGE_PARAMETERS],
        responses=DeliveryPage,
    )
    def get(self, request: Request) -> Response:
        """The delivery log, newest first."""
        wanted = validated(self.Wanted(data=request.query_params))
        rows = Delivery.objects.select_related("event", "endpoint")
        if "endpoint" in wanted:
            rows = rows.filter(endpoint__endpoint=wanted["endpoint"])
        if "state" in wanted:
            rows = rows.filter(state=wanted["state"])
        return page(request, rows, delivery_shown)


class RedeliverView(ManagedView):
    """`webhook-deliveries/{delivery}/redeliver`."""

    @extend_schema(operation_id="webhook_redeliver", request=None, responses={202: DeliveryShown})
    @idempotent
    def post(self, request: Request, delivery: str) -> Response:
        """Send it once more, now. 409 when a newer `access.changed` has overtaken it."""
        row = Delivery.objects.filter(delivery=delivery).first()
        if row is None:
            raise Http404
        return Response(delivery_shown(redeliver(by=self.actor(), delivery=row)), status=202)


def validated(told: serializers.Serializer[Any]) -> dict[str, Any]:
    """What the caller said, or a 400 that names each wrong field."""
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)


def kept(endpoint: str) -> Endpoint:
    """The endpoint of this id; 404 when there is none or it was removed."""
    row = Endpoint.objects.kept().filter(endpoint=endpoint).first()
    if row is None:
        raise Http404
    return row


def shown(endpoint: Endpoint) -> dict[str, Any]:
    """An endpoint as the outside sees it."""
    return dict(EndpointShown(endpoint).data)


def delivery_shown(row: Delivery) -> dict[str, Any]:
    """A delivery as the outside sees it."""
    told = {
        **{name: getattr(row, name) for name in ("delivery", "state", "attempts", "last_status", "last_error")},
        **{name: getattr(row, name) for name in ("last_attempt_at", "delivered_at")},
        "event": row.event.event,
        "type": row.event.type,
        "sequence": row.event.sequence,
        "endpoint": row.endpoint.endpoint,
        "due_at": row.due_at if row.state == DeliveryState.PENDING else None,
    }
    return dict(DeliveryShown(told).data)
