"""Who is asking? For views behind `permissions.requires`, which let in members of staff only."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.journal.actors import Actor
from accounts.staff.models import User


def visitor(request: HttpRequest) -> User:
    """The member of staff who asks."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Only members of staff come in here. Nothing was changed.")
    return request.user


def actor(request: HttpRequest) -> Actor:
    """The same, as the actor of a verb."""
    return Actor.person(visitor(request))


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for; the first one if that cannot be read."""
    wanted = request.GET.get("page", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
