"""How does a seller's system start an application and follow it? By machine; what the applicant says stays here."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.answers import in_utc
from accounts.onboarding.actions import Start, start
from accounts.onboarding.links import address_of, live
from accounts.onboarding.models import Application, ApplicationLink, ApplicationState
from accounts.onboarding.start import read
from accounts.staff.authentication import ScopedView
from accounts.staff.idempotency import idempotent
from kycrisk.lib.paging import PAGE_PARAMETERS, page

FILTER_PARAMETERS = [
    OpenApiParameter("state", str, enum=ApplicationState.values, description="Only applications in this state."),
    OpenApiParameter("external_id", str, description="The one that your books call so."),
]


class ApplicationTold(serializers.Serializer[Any]):
    """Who is to be let in. `plan` "individual" is the short path; `account` may be named later."""

    account = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=200)
    external_id = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="What your books call it; once for ever."
    )
    company_name = serializers.CharField(max_length=300, help_text="Of an individual: their name.")
    country = serializers.CharField(max_length=60, help_text="ISO 3166-1.")
    contact_name = serializers.CharField(max_length=200)
    contact_email = serializers.CharField(max_length=254, help_text="The invitation goes there.")
    plan = serializers.CharField(max_length=40)
    program = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, help_text="education, research, startup or reseller."
    )
    language = serializers.CharField(required=False, max_length=10, help_text="Of letters: en unless said.")


class ApplicationShown(serializers.Serializer[Any]):
    """How far an application is: no personal data."""

    application = serializers.CharField()
    account = serializers.CharField(allow_null=True)
    external_id = serializers.CharField()
    state = serializers.ChoiceField(ApplicationState.choices)
    invite_url = serializers.CharField(help_text="The applicant's own link; empty when none works.")
    missing = serializers.ListField(child=serializers.CharField(), help_text="Keys of what is not filled in yet.")
    expires_at = serializers.DateTimeField(allow_null=True, help_text="When `invite_url` stops working.")


class ApplicationPage(serializers.Serializer[Any]):
    """A page of applications."""

    results = ApplicationShown(many=True)
    next = serializers.URLField(allow_null=True)


class ApplicationListView(ScopedView):
    """`applications`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "applications:read", "POST": "applications:write"}

    @extend_schema(
        operation_id="applications", parameters=[*FILTER_PARAMETERS, *PAGE_PARAMETERS], responses=ApplicationPage
    )
    def get(self, request: Request) -> Response:
        """Applications, newest first; `state` and `external_id` narrow them down."""
        found, wanted = applications(), request.query_params
        if (state := wanted.get("state")) is not None:
            if state not in ApplicationState.values:
                raise ValidationError({"state": f"Write one of {', '.join(ApplicationState.values)}."})
            found = found.filter(state=state)
        if (external_id := wanted.get("external_id")) is not None:
            found = found.filter(external_id=external_id)
        return page(request, found, shown, order=("-pk",))

    @extend_schema(operation_id="application_start", request=ApplicationTold, responses={201: ApplicationShown})
    @idempotent
    def post(self, request: Request) -> Response:
        """Start an application and invite the applicant by mail. An account nobody knows yet is recorded, shut."""
        told = ApplicationTold(data=request.data)
        told.is_valid(raise_exception=True)
        asked, complaints = read(Start(**{name: value for name, value in told.validated_data.items() if value}))
        if complaints:
            raise ValidationError(dict(complaints))
        made = start(by=self.actor(), request=asked)
        return Response(shown(applications().get(pk=made.pk)), status=201)


class ApplicationView(ScopedView):
    """`applications/{id}`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "applications:read"}

    @extend_schema(operation_id="application", responses={200: ApplicationShown, 404: None})
    def get(self, request: Request, application: str) -> Response:  # DRF's signature
        """How far is this application, and what is missing?"""
        return Response(shown(get_object_or_404(applications(), application=application)))


def applications() -> QuerySet[Application]:
    """Those that were not forgotten, each with its account and the links that work now."""
    links = ApplicationLink.objects.filter(live(timezone.now()), purpose="portal").order_by("-id")
    rows = Application.objects.filter(erased_at=None).select_related("account").without_what_is_sealed()
    found: QuerySet[Application] = rows.prefetch_related(Prefetch("links", links, to_attr="ways_in"))
    return found


def shown(application: Any) -> dict[str, Any]:
    """An application of `applications()` as INTERFACES has it."""
    link = application.ways_in[0] if application.ways_in else None
    return {
        "application": application.application,
        "account": application.account.account if application.account else None,
        "external_id": application.external_id,
        "state": application.state,
        "invite_url": address_of(link) if link else "",
        "missing": application.missing,
        "expires_at": in_utc(link.expires_at) if link else None,
    }
