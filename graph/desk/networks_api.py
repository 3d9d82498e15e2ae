"""Which networks are there, for machines? Read-only: a network is a derivation, decisions are made in the case."""

from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.review.models import Case, Recommendation
from accounts.staff.authentication import ScopedView
from graph.desk.pairs_page import strongest
from graph.desk.telling import ToldPair, ToldTie, told_links
from graph.networks.models import CampaignType, MemberRole, Membership, Network, NetworkState
from kycrisk.lib.paging import PAGE_PARAMETERS, page

LINKS_PAGE = 50
LINKS_MOST = 200


class NetworkShown(serializers.Serializer[Any]):
    """A network as a list shows it."""

    network = serializers.CharField()
    name = serializers.CharField()
    members = serializers.IntegerField()
    score = serializers.FloatField()
    recommendation = serializers.ChoiceField(Recommendation.choices)
    campaign_type = serializers.ChoiceField(CampaignType.choices)
    first_seen = serializers.DateTimeField(allow_null=True)
    last_seen = serializers.DateTimeField(allow_null=True)
    case = serializers.CharField(allow_null=True)


class NetworkPage(serializers.Serializer[Any]):
    """A page of networks."""

    results = NetworkShown(many=True)
    next = serializers.URLField(allow_null=True)


class MemberShown(serializers.Serializer[Any]):
    """An account of a network."""

    account = serializers.CharField()
    role = serializers.ChoiceField(MemberRole.choices)
    recommendation = serializers.ChoiceField(Recommendation.choices)
    score = serializers.FloatField()


class MemberPage(serializers.Serializer[Any]):
    """A page of members."""

    results = MemberShown(many=True)
    next = serializers.URLField(allow_null=True)


class LinkShown(serializers.Serializer[Any]):
    """Why two accounts of a network are tied."""

    class FamilyShown(serializers.Serializer[Any]):
        """The strongest value of its family that the two share, or a prompt family that both follow."""

        family = serializers.CharField()
        bits = serializers.FloatField()
        value = serializers.CharField(help_text="Masked; of prompts the name of the family.")
        accounts = serializers.IntegerField()
        one_in = serializers.FloatField(help_text="One controller in so many shows it.")
        first_seen = serializers.DateTimeField()
        last_seen = serializers.DateTimeField()
        sentence = serializers.CharField()
        without = serializers.FloatField(help_text="What would be left of the link's bits without it.")

    a = serializers.CharField()
    b = serializers.CharField()
    bits = serializers.FloatField()
    families = FamilyShown(many=True)


class LinkPage(serializers.Serializer[Any]):
    """A page of links, strongest first."""

    results = LinkShown(many=True)
    next = serializers.URLField(allow_null=True)


class NetworkListView(ScopedView):
    """`GET networks`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "networks:read"}

    @extend_schema(operation_id="networks", parameters=PAGE_PARAMETERS, responses=NetworkPage)
    def get(self, request: Request) -> Response:
        """Live networks, newest first."""
        return page(request, _with_case().filter(state=NetworkState.LIVE), shown, order=("-pk",))


class NetworkView(ScopedView):
    """`GET networks/{id}`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "networks:read"}

    @extend_schema(operation_id="network", responses={200: NetworkShown, 404: None})
    def get(self, request: Request, network: str) -> Response:
        """One network; a lineage that went into another answers under its own id."""
        return Response(shown(get_object_or_404(_with_case(), network=network)))


class MemberListView(ScopedView):
    """`GET networks/{id}/members`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "networks:read"}

    @extend_schema(operation_id="network_members", parameters=PAGE_PARAMETERS, responses={200: MemberPage, 404: None})
    def get(self, request: Request, network: str) -> Response:
        """Members and neighbours, in the order they were recorded."""
        found = get_object_or_404(Network, network=network)
        rows = found.memberships.select_related("account__assessment")
        return page(request, rows, member_shown, order=("pk",))


class LinkListView(ScopedView):
    """`GET networks/{id}/links`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "networks:read"}

    @extend_schema(
        operation_id="network_links",
        parameters=PAGE_PARAMETERS,
        responses={
            200: LinkPage,
            404: None,
            409: OpenApiResponse(description="Nothing was derived yet."),
        },
    )
    def get(self, request: Request, network: str) -> Response:
        """Pairs that shared values or prompt families tie, strongest first; of more than 2,000 members the loudest."""
        found = get_object_or_404(Network, network=network)
        start, limit = _whole(request, "cursor", 0, 10_000_000), _whole(request, "limit", LINKS_PAGE, LINKS_MOST)
        pairs, more = told_links(strongest(found), start, limit)
        following = f"{request.path}?cursor={start + limit}&limit={limit}"
        return Response(
            {
                "results": [link_shown(pair) for pair in pairs],
                "next": request.build_absolute_uri(following) if more else None,
            }
        )


def _with_case() -> QuerySet[Network]:
    """Each with the newest case about it."""
    cases = Case.objects.filter(subject_type="network", subject_id=OuterRef("network")).order_by("-id")
    return Network.objects.annotate(newest_case=Subquery(cases.values("case")[:1]))


def shown(network: Any) -> dict[str, Any]:
    """A network as INTERFACES has it; annotated by `_with_case`."""
    return {
        "network": network.network,
        "name": network.name,
        "members": network.member_count,
        "score": network.score,
        "recommendation": network.recommendation,
        "campaign_type": network.campaign_type,
        "first_seen": network.first_seen,
        "last_seen": network.last_seen,
        "case": network.newest_case,
    }


def member_shown(row: Membership) -> dict[str, Any]:
    """A member as INTERFACES has it."""
    assessment = getattr(row.account, "assessment", None)
    return {
        "account": row.account.account,
        "role": row.role,
        "recommendation": assessment.recommendation if assessment else "clear",
        "score": assessment.score if assessment else 0.0,
    }


def link_shown(pair: ToldPair) -> dict[str, Any]:
    """A link as INTERFACES has it; what speaks against a tie lowers `bits` and has no line."""
    families = [_family(line) for line in pair.lines if line.value is not None]
    return {"a": pair.a, "b": pair.b, "bits": round(pair.bits, 3), "families": families}


def _family(line: ToldTie) -> dict[str, Any]:
    names = ("family", "value", "accounts", "first_seen", "last_seen", "sentence")
    rounded = {name: round(getattr(line, name), 3) for name in ("bits", "one_in", "without")}
    return {**{name: getattr(line, name) for name in names}, **rounded}


def _whole(request: Request, name: str, default: int, most: int) -> int:
    given = request.query_params.get(name, "")
    if not given:
        return default
    if not given.isdecimal() or not (0 if name == "cursor" else 1) <= int(given) <= most:
        raise ValidationError({name: f"Write a whole number up to {most:,}."})
    return int(given)
