"""Which canaries shall the serving side plant, and which came back? For machines.

Whoever may read canaries reads their words, since it has to plant them; the journal notes each page that was read.
"""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.staff.authentication import ScopedView
from accounts.staff.idempotency import idempotent
from graph.canaries.actions import LONGEST_NOTE, Wish, mint, note_shown
from graph.canaries.models import Canary, Spotting, Where
from graph.canaries.sealing import opened
from graph.desk.canary_recipients import recipients_of
from graph.signals.burning import with_state
from kycrisk.lib.paging import PAGE_PARAMETERS, page

SIGHTINGS_SHOWN = 50
STATES = ("live", "burnt")


class CanariesTold(serializers.Serializer[Any]):
    """For whom, and how many."""

    count = serializers.IntegerField(min_value=1, max_value=1_000_000)
    account = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="For this account.")
    pool = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="Or for everybody in this network, by its id."
    )
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class CanariesMinted(serializers.Serializer[Any]):
    """The words to plant, each once."""

    canaries = serializers.ListField(child=serializers.CharField())


class SightingShown(serializers.Serializer[Any]):
    """Where a canary came back, as one source tells it."""

    account = serializers.CharField()
    where = serializers.ChoiceField(Where.choices)
    source = serializers.CharField()  # type: ignore[assignment]  # a field of every serializer has this name
    first_seen = serializers.DateTimeField()
    last_seen = serializers.DateTimeField()
    count = serializers.IntegerField()


class CanaryShown(serializers.Serializer[Any]):
    """A canary and where it came back; `canary` is empty once its words were forgotten."""

    id = serializers.CharField()
    canary = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(STATES, help_text="Burnt: seen in public, worth nothing since.")
    account = serializers.CharField(allow_null=True)
    pool = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    minted_at = serializers.DateTimeField(allow_null=True)
    burnt_at = serializers.DateTimeField(allow_null=True)
    sightings = SightingShown(many=True, help_text=f"The newest {SIGHTINGS_SHOWN}.")


class CanaryPage(serializers.Serializer[Any]):
    """A page of canaries."""

    results = CanaryShown(many=True)
    next = serializers.URLField(allow_null=True)


class CanaryListView(ScopedView):
    """`canaries`."""

    scopes: ClassVar[dict[str, str]] = {"GET": "canaries:read", "POST": "canaries:write"}

    @extend_schema(operation_id="canaries", parameters=PAGE_PARAMETERS, responses=CanaryPage)
    def get(self, request: Request) -> Response:
        """What was planted, newest first, with where it came back."""
        answer = page(request, _with_all(), shown)
        note_shown(by=self.actor(), count=sum(bool(one["canary"]) for one in answer.data["results"]))
        return answer

    @extend_schema(operation_id="canaries_mint", request=CanariesTold, responses={201: CanariesMinted})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make canaries; plant them in the answers of this account or pool alone."""
        told = CanariesTold(data=request.data)
        told.is_valid(raise_exception=True)
        asked = {"account": "", "pool": "", "note": "", **told.validated_data}
        recipients = recipients_of(asked["account"], asked["pool"])
        wish = Wish(asked["count"], recipients, asked["pool"], asked["note"])
        return Response({"canaries": mint(by=self.actor(), wish=wish)}, status=201)


def _with_all() -> QuerySet[Any]:
    newest = Spotting.objects.select_related("account").order_by("-last_at", "-pk")[:SIGHTINGS_SHOWN]
    return with_state(Canary.objects.with_recipient()).prefetch_related(
        Prefetch("spottings", newest, to_attr="newest_spottings")
    )


def shown(canary: Any) -> dict[str, Any]:
    """A canary as INTERFACES has it."""
    phrase, minting = opened(canary), canary.minting
    return {
        "id": canary.canary,
        "canary": phrase.text if phrase else "",
        "state": "burnt" if canary.burnt_at else "live",
        "account": canary.recipient_name if minting and not minting.pool else None,
        "pool": (minting.pool or None) if minting else None,
        "note": minting.note if minting else "",
        "minted_at": minting.minted_at if minting else None,
        "burnt_at": canary.burnt_at,
        "sightings": [
            {
                "account": one.account.account,
                "where": one.where,
                "source": one.source,
                "first_seen": one.first_at,
                "last_seen": one.last_at,
                "count": one.count,
            }
            for one in canary.newest_spottings
        ],
    }
