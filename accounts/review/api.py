"""Which cases are there, for machines? Read-only: people decide."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.answers import in_utc
from accounts.access.models import ReasonClass
from accounts.review.models import Case, CaseKind, CaseState, Decision, Evidence, Measure, Recommendation, SubjectType
from accounts.staff.authentication import ScopedView
from kycrisk.lib.paging import PAGE_PARAMETERS, page

FILTERS = {"state": CaseState, "kind": CaseKind}
FILTER_PARAMETERS = [
    OpenApiParameter(name, str, enum=choices.values, description=f"Only cases of this {name}.")
    for name, choices in FILTERS.items()
]


class SubjectShown(serializers.Serializer[Any]):
    """What a case is about: the type and its public id."""

    type = serializers.ChoiceField(SubjectType.choices)
    id = serializers.CharField()


class CaseShown(serializers.Serializer[Any]):
    """A case, as in a list."""

    case = serializers.CharField()
    kind = serializers.ChoiceField(CaseKind.choices)
    subject = SubjectShown()
    state = serializers.ChoiceField(CaseState.choices)
    priority = serializers.IntegerField(min_value=0, max_value=3, help_text="0 low, 1 normal, 2 high, 3 urgent")
    priority_reasons = serializers.ListField(child=serializers.CharField())
    due_at = serializers.DateTimeField()
    assignee = serializers.CharField(allow_null=True)
    opened_at = serializers.DateTimeField()


class EvidenceShown(serializers.Serializer[Any]):
    """A snapshot of evidence; `groups` as they were said then."""

    at = serializers.DateTimeField()
    recommendation = serializers.ChoiceField(Recommendation.choices)
    score = serializers.FloatField()
    bits = serializers.FloatField()
    headline = serializers.CharField()
    groups = serializers.ListField(child=serializers.DictField())
    speaks_for = serializers.ListField(child=serializers.CharField())
    members = serializers.IntegerField()


class DecisionShown(serializers.Serializer[Any]):
    """What was decided, for how many accounts; `reverses` names the decision that it takes back."""

    decision = serializers.CharField()
    measure = serializers.ChoiceField(Measure.choices)
    reason = serializers.ChoiceField(ReasonClass.choices)
    members = serializers.IntegerField()
    decided_at = serializers.DateTimeField()
    decided_by = serializers.CharField(allow_null=True)
    approved_by = serializers.CharField(allow_null=True)
    reverses = serializers.CharField(allow_null=True)


class WholeCaseShown(CaseShown):
    """One case, with its evidence and decisions, newest first."""

    evidence = EvidenceShown(many=True)
    decisions = DecisionShown(many=True)


class CasePage(serializers.Serializer[Any]):
    """A page of cases."""

    results = CaseShown(many=True)
    next = serializers.URLField(allow_null=True)


class CaseListView(ScopedView):
    """`GET cases`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "cases:read"}

    @extend_schema(operation_id="cases", parameters=[*FILTER_PARAMETERS, *PAGE_PARAMETERS], responses=CasePage)
    def get(self, request: Request) -> Response:
        """Cases, newest first; `state` and `kind` narrow them down."""
        cases = Case.objects.select_related("assignee")
        for name, choices in FILTERS.items():
            wanted = request.query_params.get(name)
            if wanted is not None and wanted not in choices.values:
                raise ValidationError({name: f"Write one of {', '.join(choices.values)}."})
            if wanted is not None:
                cases = cases.filter(**{name: wanted})
        return page(request, cases, shown, order=("-pk",))


class CaseView(ScopedView):
    """`GET cases/{id}`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "cases:read"}

    @extend_schema(operation_id="case", responses={200: WholeCaseShown, 404: None})
    def get(self, request: Request, case: str) -> Response:  # DRF's signature
        """One case with its evidence and decisions."""
        found = get_object_or_404(Case.objects.select_related("assignee"), case=case)
        evidence = found.evidence.order_by("-id")
        decisions = found.decisions.select_related("decided_by", "approved_by", "reverses").order_by("-id")
        whole = {"evidence": [_snapshot(one) for one in evidence], "decisions": [_decision(one) for one in decisions]}
        return Response(shown(found) | whole)


def shown(case: Case) -> dict[str, Any]:
    """A case as INTERFACES has it."""
    return {
        "case": case.case,
        "kind": case.kind,
        "subject": {"type": case.subject_type, "id": case.subject_id},
        "state": case.state,
        "priority": case.priority,
        "priority_reasons": case.priority_reasons,
        "due_at": in_utc(case.due_at),
        "assignee": case.assignee.username if case.assignee else None,
        "opened_at": in_utc(case.opened_at),
    }


def _snapshot(evidence: Evidence) -> dict[str, Any]:
    return {
        "at": in_utc(evidence.at),
        "recommendation": evidence.recommendation,
        "score": evidence.score,
        "bits": evidence.bits,
        "headline": evidence.headline,
        "groups": evidence.body["groups"],
        "speaks_for": evidence.body["speaks_for"],
        "members": evidence.member_count,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.decision,
        "measure": decision.measure,
        "reason": decision.reason,
        "members": decision.member_count,
        "decided_at": in_utc(decision.decided_at),
        "decided_by": decision.decided_by.username if decision.decided_by else None,
        "approved_by": decision.approved_by.username if decision.approved_by else None,
        "reverses": decision.reverses.decision if decision.reverses else None,
    }
