"""What does the desk itself write? That somebody looked for a person by what only that person shows."""

from collections.abc import Collection

from django.db import transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.staff.roles import Verb, require, role_may
from graph.signals.kinds import Kind
from kycrisk.lib.errors import Refused

REASON_LENGTH = 500


def note_search(*, by: Actor, kinds: Collection[Kind], found: int, reason: str = "") -> None:
    """Journal a search by personal values: the kinds they were read as and how many accounts showed them, no value.

    Refused (422) without a reason to whoever has no cases to work on.
    """
    require(by, Verb.REVEAL_PERSONAL)
    why = reason.strip()
    if not why and not role_may(by.role, Verb.CLAIM_CASES):
        raise Refused("Say why you look for this: it is written down.", code="reason_needed", status=422)
    if len(why) > REASON_LENGTH:
        raise Refused(f"Write a reason of {REASON_LENGTH} characters at most.", code="reason_too_long", status=422)
    names = sorted(kind.name.lower() for kind in kinds)
    with transaction.atomic():
        detail = {"kinds": names, "accounts": found, **({"reason": why} if why else {})}
        record(by=by, verb="value.searched", subject=("value", names[0]), detail=detail)
