"""How does a service of another house come to send us signed webhooks, get another secret, or stop?"""

import re
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.staff.models import IntakeSource
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock
from kycrisk.lib.signing import renew

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
# Services that we know by name and that sign in ways of their own.
OWN_WAYS: Final = frozenset({"stripe"})


@transaction.atomic
def add_source(*, by: Actor, name: str) -> tuple[IntakeSource, str]:
    """A service that may send, and the secret to sign with, which nobody can read again."""
    _may_administer(by)
    _check(name)
    wait_for_lock(f"intake source {name}")
    if IntakeSource.objects.kept().filter(name=name).exists():
        raise Refused(f"There is a source {name} already; rotate its secret, or choose another name.", code="taken")
    source = IntakeSource(name=name, created_by_id=by.user_id)
    secret = renew(source)
    source.save()
    record(by=by, verb="intake_source.added", subject=("intake_source", name))
    return source, secret


@transaction.atomic
def rotate_source(*, by: Actor, name: str, overlap: timedelta) -> tuple[IntakeSource, str]:
    """Another secret; the one before is taken as well for the overlap, so that nothing is lost meanwhile."""
    _may_administer(by)
    source = _kept(name)
    until = timezone.now() + overlap
    secret = renew(source, previous_until=until)
    source.save()
    record(by=by, verb="intake_source.rotated", subject=("intake_source", name), detail={"until": until.isoformat()})
    return source, secret


@transaction.atomic
def remove_source(*, by: Actor, name: str) -> None:
    """Nothing it sends is taken any more; what it sent stays."""
    _may_administer(by)
    source = _kept(name)
    source.removed_at = timezone.now()
    source.save(update_fields=["removed_at"])
    record(by=by, verb="intake_source.removed", subject=("intake_source", name))


def _may_administer(by: Actor) -> None:
    if by.kind != ActorKind.COMMAND:
        require(by, Verb.ADMINISTER)


def _kept(name: str) -> IntakeSource:
    source = IntakeSource.objects.kept().select_for_update().filter(name=name).first()
    if source is None:
        raise Refused(f"There is no source {name}; add it first.", code="no_such_source", status=404)
    return source


def _check(name: str) -> None:
    if not NAME.match(name):
        raise Refused(
            "A source's name is 1 to 40 small letters, digits and dashes, such as acme-billing.",
            code="bad_name",
            status=422,
        )
    if name in OWN_WAYS:
        raise Refused(f"{name} signs in a way of its own; choose another name.", code="reserved_source", status=422)
