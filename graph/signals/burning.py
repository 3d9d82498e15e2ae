"""Which canaries can anybody read by now? What a source that is believed saw in public ties nobody any more."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, Min, OuterRef, QuerySet, Subquery

from graph.canaries.models import PUBLIC, Canary, Spotting
from graph.signals.kinds import Kind
from graph.signals.models import Identifier, Source


def seen_in_public() -> QuerySet[Spotting]:
    """What believed sources saw in publications and data sets."""
    revoked = Source.objects.filter(uri=OuterRef("source"), revoked_at__isnull=False)
    return Spotting.objects.filter(where__in=PUBLIC).filter(~Exists(revoked))


def with_state(canaries: QuerySet[Canary]) -> QuerySet[Any]:
    """Each with `burnt_at`: when it was first seen in public; null while it is live."""
    first = seen_in_public().filter(canary=OuterRef("pk")).values("canary").annotate(first=Min("first_at"))
    return canaries.annotate(burnt_at=Subquery(first.values("first"), output_field=DateTimeField()))


def burnt_values(as_of: datetime) -> frozenset[int]:
    """The identifiers (by key) of canaries that were burnt at a moment."""
    burnt = seen_in_public().filter(first_at__lte=as_of).values(mark=F("canary__value_mark"))
    return frozenset(Identifier.objects.filter(kind=Kind.CANARY, fingerprint__in=burnt).values_list("pk", flat=True))
