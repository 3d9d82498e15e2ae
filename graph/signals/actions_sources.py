"""Who decides that a source is not believed, and takes it back? An administrator, with a reason, in the journal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.staff.models import ApiKey
from graph.signals.events import may_speak_for
from graph.signals.folding import READER
from graph.signals.models import Source
from graph.signals.models_sources import Revocation
from graph.signals.reading import hold
from graph.signals.touching import touch
from graph.signals.withholding import BELIEVED, WITHHELD, let_nobody_new_speak, move, standing_prefixes, under
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock


@dataclass(frozen=True, slots=True)
class Told:
    """What the sources under a prefix told so far and was read: of how many accounts, in how many observations."""

    sources: int
    accounts: int
    sightings: int
    exchanges: int


def told_under(prefix: str) -> Told:
    """What would be withheld, or is. Raises `Refused` (404) when no source under the prefix ever spoke."""
    keys = [source.pk for source in _sources(prefix)]
    accounts: set[int] = set()
    sightings = exchanges = 0
    for shelf in (BELIEVED, WITHHELD):
        for model in shelf.models:
            accounts.update(QuerySet(model).filter(source__in=keys).values_list("account_id", flat=True).distinct())
        sightings += QuerySet(shelf.sightings).filter(source__in=keys).count()
        exchanges += QuerySet(shelf.profiles).filter(source__in=keys).aggregate(sum=Sum("exchanges"))["sum"] or 0
    return Told(len(keys), len(accounts), sightings, exchanges)


def keys_that_speak(prefix: str) -> list[str]:
    """The names of the living keys that may still speak for a source under the prefix.

    Only a person revokes them; until then what they send is taken, and withheld like everything before.
    """
    uris = [source.uri for source in _sources(prefix)]
    living = ApiKey.objects.live(timezone.now()).order_by("name")
    return [key.name for key in living if any(may_speak_for(key.sources, uri) for uri in uris)]


@transaction.atomic
def revoke_source(*, by: Actor, prefix: str, reason: str) -> Told:
    """Believe nothing that sources under a prefix told or will tell; the next derivation is without it.

    Raises `Refused`: 404 when none ever spoke, 409 when it is revoked already.
    """
    _alone()
    told = told_under(prefix)
    if prefix in standing_prefixes():
        raise Refused(f"{prefix} is revoked already.", code="already_revoked")
    now = timezone.now()
    Revocation.objects.create(prefix=prefix, revoked_at=now)
    _settle(now)
    detail = {**asdict(told), "reason": reason}
    record(by=by, verb="source.revoked", subject=("source", prefix), detail=detail)
    return told


@transaction.atomic
def restore_source(*, by: Actor, prefix: str, reason: str) -> Told:
    """Withdraw the revocation of a prefix; what no other one covers counts again, what came in meanwhile included.

    Raises `Refused`: 404 when none ever spoke, 409 when this prefix is not revoked.
    """
    _alone()
    told = told_under(prefix)
    now = timezone.now()
    if not Revocation.objects.filter(prefix=prefix, withdrawn_at=None).update(withdrawn_at=now):
        raise Refused(f"{prefix} is not revoked. {_revoked_in_words()}", code="not_revoked")
    _settle(now)
    detail = {**asdict(told), "reason": reason}
    record(by=by, verb="source.restored", subject=("source", prefix), detail=detail)
    return told


def _alone() -> None:
    """Wait for the derivation, for readers and for new sources: whoever comes after us sees all of the change."""
    wait_for_lock("derivation")
    hold(READER)
    let_nobody_new_speak()


def _sources(prefix: str) -> Sequence[Source]:
    found = under([prefix])
    if not found:
        raise Refused(f"No source under {prefix or 'an empty prefix'} ever spoke.", code="unknown_source", status=404)
    return found


def _revoked_in_words() -> str:
    standing = standing_prefixes()
    return f"Revoked are: {', '.join(standing)}." if standing else "Nothing is revoked."


def _settle(now: datetime) -> None:
    """Let what every source told lie where the standing revocations want it, and have everything derived again."""
    covered = {source.pk for source in under(standing_prefixes())}
    silent = set(Source.objects.exclude(revoked_at=None).values_list("pk", flat=True))
    silenced, heard = covered - silent, silent - covered
    Source.objects.filter(pk__in=silenced).update(revoked_at=now)
    Source.objects.filter(pk__in=heard).update(revoked_at=None)
    touch(move(silenced, BELIEVED, WITHHELD) | move(heard, WITHHELD, BELIEVED), everybody=True)
