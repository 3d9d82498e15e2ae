"""How does a machine get a key, change it, or lose it?"""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.staff.bearer import SCOPES, new_secret, secret_hash
from accounts.staff.models import ApiKey
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused

RESERVED = "/intake"


@dataclass(frozen=True, slots=True)
class KeyWanted:
    """What a new key shall be called and be able to do."""

    name: str
    scopes: list[str]
    sources: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    expires_at: datetime | None = None


@transaction.atomic
def create_key(*, by: Actor, wanted: KeyWanted) -> tuple[ApiKey, str]:
    """A new key and its secret, which nobody can read again."""
    _may_administer(by)
    _check(wanted)
    secret = new_secret()
    key = ApiKey.objects.create(
        name=wanted.name.strip(),
        secret_hash=secret_hash(secret),
        scopes=sorted(set(wanted.scopes)),
        sources=sorted(set(wanted.sources)),
        networks=sorted({str(ipaddress.ip_network(network)) for network in wanted.networks}),
        created_by_id=by.user_id,
        expires_at=wanted.expires_at,
    )
    record(by=by, verb="key.created", subject=("key", key.key), detail={"name": key.name, "scopes": key.scopes})
    return key, secret


@transaction.atomic
def rotate_key(*, by: Actor, key: ApiKey, overlap: timedelta) -> tuple[ApiKey, str]:
    """A new key that may do the same; the old one goes on for the overlap, so that nothing stops meanwhile."""
    _may_administer(by)
    key = _live(key)
    ends = min(timezone.now() + overlap, key.expires_at or datetime.max.replace(tzinfo=timezone.now().tzinfo))
    secret = new_secret()
    key.replaced_by = ApiKey.objects.create(
        name=key.name,
        secret_hash=secret_hash(secret),
        scopes=key.scopes,
        sources=key.sources,
        networks=key.networks,
        created_by_id=by.user_id,
    )
    key.expires_at = ends
    key.save(update_fields=["replaced_by", "expires_at"])
    detail = {"by": key.replaced_by.key, "until": ends.isoformat()}
    record(by=by, verb="key.rotated", subject=("key", key.key), detail=detail)
    return key.replaced_by, secret


@transaction.atomic
def revoke_key(*, by: Actor, key: ApiKey) -> None:
    """It opens nothing from now on."""
    _may_administer(by)
    key = _live(key)
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record(by=by, verb="key.revoked", subject=("key", key.key), detail={"name": key.name})


def _may_administer(by: Actor) -> None:
    if by.kind != ActorKind.COMMAND:
        require(by, Verb.ADMINISTER)


def _live(key: ApiKey) -> ApiKey:
    held = ApiKey.objects.live(timezone.now()).select_for_update().filter(pk=key.pk).first()
    if held is None:
        raise Refused(f"The key {key.name} is revoked or has expired.", code="key_is_dead")
    return held


def _check(wanted: KeyWanted) -> None:
    """Refuse a key that could not do what it is meant for, or more than anybody should."""
    if not wanted.name.strip() or len(wanted.name) > 100:
        raise Refused("Give the key a name of 1 to 100 letters.", code="bad_name", status=422)
    unknown = sorted(set(wanted.scopes) - set(SCOPES))
    if unknown or not wanted.scopes:
        listed = ", ".join(unknown) or "nothing"
        raise Refused(f"Unknown scopes: {listed}. Choose from: {', '.join(SCOPES)}.", code="bad_scope", status=422)
    if "signals:write" in wanted.scopes and not wanted.sources:
        raise Refused("Say for which sources it speaks, such as /billing/acme.", code="no_source", status=422)
    for source in wanted.sources:
        _check_source(source)
    for network in wanted.networks:
        _check_network(network)
    if wanted.expires_at and wanted.expires_at <= timezone.now():
        raise Refused("This time is past: the key would never open anything.", code="bad_expiry", status=422)


def _check_source(source: str) -> None:
    if not source or len(source) > 500 or source != source.strip():
        raise Refused("A source is a prefix of 1 to 500 letters, such as /billing/acme.", code="bad_source", status=422)
    if source == RESERVED or source.startswith(f"{RESERVED}/"):
        raise Refused(f"{RESERVED}/… is for our own intakes.", code="reserved_source", status=422)


def _check_network(network: str) -> None:
    try:
        ipaddress.ip_network(network)
    except ValueError as error:
        raise Refused(f"{error}; write such as 192.0.2.0/24.", code="bad_network", status=422) from None
