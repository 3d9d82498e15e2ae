"""May this account be served? The answer a gateway asks for, and keeps until it changes."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.answers import answer_of
from accounts.access.models import Access, ReasonClass, State
from accounts.staff.authentication import ScopedView

IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The `ETag` you have.")


class LimitsShown(serializers.Serializer[Any]):
    """How wide the door is; null is no limit, null `models` all of them."""

    requests_per_minute = serializers.IntegerField(allow_null=True)
    tokens_per_day = serializers.IntegerField(allow_null=True)
    models = serializers.ListField(child=serializers.CharField(), allow_null=True)


class AccessShown(serializers.Serializer[Any]):
    """The access answer, here, in `GET accounts/{account}` and in the webhook `access.changed`."""

    account = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    allowed = serializers.BooleanField()
    limits = LimitsShown()
    treatments = serializers.ListField(child=serializers.CharField())
    reason = serializers.ChoiceField(ReasonClass.choices)
    sequence = serializers.IntegerField()
    since = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)


class AccessView(ScopedView):
    """`GET accounts/{account}/access`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "access:read"}

    @extend_schema(
        operation_id="access",
        parameters=[IF_NONE_MATCH],
        responses={200: AccessShown, 304: None, 404: None},
    )
    def get(self, request: Request, account: str) -> Response:
        """May this account be served, and how widely? No access record is a 404: treat it as closed."""
        access = Access.objects.select_related("account").filter(account__account=account).first()
        if access is None:
            raise Http404
        now = timezone.now()
        answer = answer_of(access, account, now)
        unchanged = get_conditional_response(request._request, etag=etag_of(access, now))  # noqa: SLF001  # DRF's own
        response = Response(status=304) if unchanged is not None else Response(answer)
        response["ETag"], response["Cache-Control"] = etag_of(access, now), "private, no-cache"
        return response


def etag_of(access: Access, now: datetime) -> str:
    """Changes with every change of the door, and when a provisional door runs out by itself."""
    expired = access.expires_at is not None and access.expires_at <= now
    return f'"{access.pk}-{access.sequence}{"x" if expired else ""}"'
