"""Who is this account, may it be served, and what do we think of it? Registering and reading accounts by machine."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.api import AccessShown
from accounts.parties.actions import record_account
from accounts.parties.models import Account, Tier
from accounts.review.models import Recommendation
from accounts.staff.authentication import ScopedView
from graph.desk.accounts import STATUSES, account_shown, facts_of, let_in
from graph.networks.models import MemberRole, Membership


class AccountView(ScopedView):
    """`accounts/{account}`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "accounts:read", "PUT": "accounts:write"}

    class AccountTold(serializers.Serializer[Any]):
        """What is said of an account. Left out: unchanged. Null: cleared (a time stays as it is)."""

        class CompanyTold(serializers.Serializer[Any]):
            """The company behind it: found by register and number, else recorded as described."""

            name = serializers.CharField(max_length=300)
            jurisdiction = serializers.CharField(required=False, allow_null=True, allow_blank=True)
            registration_number = serializers.CharField(required=False, allow_null=True, allow_blank=True)
            hq_country = serializers.CharField(required=False, allow_null=True, allow_blank=True)
            lei = serializers.CharField(required=False, allow_null=True, allow_blank=True)

        created_at = serializers.CharField(required=False, allow_null=True, help_text="ISO 8601 with offset.")
        email = serializers.CharField(required=False, allow_null=True, allow_blank=True)
        phone = serializers.CharField(required=False, allow_null=True, allow_blank=True, help_text="E.164.")
        contact_name = serializers.CharField(required=False, allow_null=True, allow_blank=True)
        country = serializers.CharField(required=False, allow_null=True, allow_blank=True, help_text="ISO 3166-1.")
        address = serializers.CharField(required=False, allow_null=True, allow_blank=True)
        plan = serializers.CharField(required=False, allow_null=True, allow_blank=True)
        program = serializers.CharField(required=False, allow_null=True, allow_blank=True)
        company = CompanyTold(required=False, allow_null=True)

    class AccountShown(serializers.Serializer[Any]):
        """An account: no personal data."""

        class CompanyShown(serializers.Serializer[Any]):
            """The company behind it."""

            entity = serializers.CharField()
            name = serializers.CharField()
            jurisdiction = serializers.CharField()
            registration_number = serializers.CharField()

        class Verification(serializers.Serializer[Any]):
            """How far its identity was proven."""

            status = serializers.ChoiceField(STATUSES)
            tier = serializers.ChoiceField(Tier.choices)
            valid_until = serializers.DateTimeField(allow_null=True)

        class Assessment(serializers.Serializer[Any]):
            """What the derivation recommends, with a sentence for every number."""

            class AssessmentReason(serializers.Serializer[Any]):
                """One reason; strongest first."""

                factor = serializers.CharField()
                bits = serializers.FloatField(allow_null=True)
                sentence = serializers.CharField()

            recommendation = serializers.ChoiceField(Recommendation.choices)
            score = serializers.FloatField()
            reasons = AssessmentReason(many=True)
            assessed_at = serializers.DateTimeField()

        account = serializers.CharField()
        created_at = serializers.DateTimeField()
        plan = serializers.CharField(allow_null=True)
        program = serializers.CharField(allow_null=True)
        country = serializers.CharField(allow_null=True)
        company = CompanyShown(allow_null=True)
        verification = Verification()
        access = AccessShown(allow_null=True)
        network = serializers.CharField(allow_null=True)
        assessment = Assessment(allow_null=True)

    @extend_schema(operation_id="account", responses=AccountShown)
    def get(self, request: Request, account: str) -> Response:
        """Who is this, may it be served, and what do we think of it?"""
        return Response(self._shown(account))

    @extend_schema(operation_id="account_put", request=AccountTold, responses={200: AccountShown, 201: AccountShown})
    def put(self, request: Request, account: str) -> Response:
        """Register an account, which is let in provisionally (201), or say something new of it (200)."""
        told = self.AccountTold(data=request.data)
        told.is_valid(raise_exception=True)
        facts, company = facts_of(account, told.validated_data, timezone.now())
        with transaction.atomic():
            row, _ = record_account(by=self.actor(), facts=facts, company=company)
            admitted = let_in(self.actor(), row)
        return Response(self._shown(account), status=201 if admitted else 200)

    def _shown(self, account: str) -> dict[str, Any]:
        row = Account.objects.select_related("legal_entity", "access", "assessment").filter(account=account).first()
        if row is None:
            raise Http404
        belongs = Membership.objects.filter(account=row, role=MemberRole.MEMBER)
        network = belongs.values_list("network__network", flat=True).first()
        return dict(self.AccountShown(account_shown(row, network, timezone.now())).data)
