"""Who makes canaries, who reads their words, and what is noted when one comes back?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.parties.models import Account
from accounts.policy.querysets import current
from accounts.staff.roles import Verb, require
from graph.canaries.models import Canary, Minting, Recipient, Where
from graph.canaries.sealing import house, new_canary, opened, value_mark
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock
from kycrisk.lib.records import new_public_id

LONGEST_NOTE: Final = 200
SHORTEST_REASON, LONGEST_REASON = 5, 200
ROWS_AT_ONCE: Final = 5_000
# In the order of their key, so that two batches with the same canaries wait for each other instead of deadlocking.
_SPOT = """
INSERT INTO canaries_spotting AS known (canary_id, account_id, "where", source, first_at, last_at, count)
SELECT canary, account, place, source, min(at), max(at), count(*)
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[])
    AS spotted (canary, account, place, source, at)
 GROUP BY canary, account, place, source ORDER BY canary, account, place, source
    ON CONFLICT (canary_id, account_id, "where", source) DO UPDATE
   SET first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at),
       count = known.count + excluded.count
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """So many canaries for these accounts (nobody in particular if there are none), as the network `pool` if named."""

    count: int
    recipients: Sequence[Account] = ()
    pool: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A canary (by key) came back in what a source said of an account (by key)."""

    canary: int
    account: int
    where: Where
    source: str
    at: datetime


@transaction.atomic
def mint(*, by: Actor, wish: Wish) -> list[str]:
    """Make new canaries; answers their words, in order.

    Raises `Refused`: 403 without the role, 422 for a number, a note or a total beyond what policy allows.
    """
    if by.kind == ActorKind.PERSON:
        require(by, Verb.MINT_CANARIES)
    _check(wish)
    # One after the other: a process that knows the newest canary then knows all before it.
    wait_for_lock("canaries.mint")
    _check_room(wish.count)
    minting = Minting.objects.create(
        pool=wish.pool, note=_tidied(wish.note), minted_at=timezone.now(), minted_by=by.name[:150]
    )
    recipients = [Recipient(minting=minting, account=account) for account in wish.recipients]
    Recipient.objects.bulk_create(recipients, batch_size=ROWS_AT_ONCE)
    phrases = [house().phrase(token_bytes(32)) for _ in range(wish.count)]
    canaries = [new_canary(minting, phrase, new_public_id("can")) for phrase in phrases]
    Canary.objects.bulk_create(canaries, batch_size=ROWS_AT_ONCE)
    detail = {"count": wish.count, "recipients": len(recipients), "first": canaries[0].canary}
    record(by=by, verb="canaries.minted", subject=_subject(wish, canaries[0]), detail=detail)
    return [phrase.text for phrase in phrases]


@transaction.atomic
def reveal(*, by: Actor, canary: Canary, reason: str) -> str:
    """The words of a canary, for a person who says why; the journal keeps who and why.

    Raises `Refused`: 403 without the role, 410 once the words were forgotten, 422 without a reason.
    """
    require(by, Verb.READ_CANARY_WORDS)
    reason = _tidied(reason)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refused(
            f"Say in {SHORTEST_REASON} to {LONGEST_REASON} characters why you need to see this.",
            code="reason_needed",
            status=422,
        )
    phrase = opened(canary)
    if phrase is None:
        raise Refused("The words of this canary were forgotten, or never ours.", code="forgotten", status=410)
    record(by=by, verb="canary.revealed", subject=("canary", canary.canary), detail={"reason": reason})
    return phrase.text


def note_shown(*, by: Actor, count: int) -> None:
    """Journal that a machine read the words of so many canaries."""
    if count:
        with transaction.atomic():
            record(by=by, verb="canaries.read", subject=("key", by.name), detail={"count": count})


def spot(spotted: Iterable[Spotted]) -> None:
    """Note that canaries came back, in the caller's transaction."""
    rows = sorted(spotted, key=lambda one: (one.canary, one.account, one.where, one.source))
    if rows:
        columns = [[getattr(row, name) for row in rows] for name in ("canary", "account", "where", "source", "at")]
        with connection.cursor() as cursor:
            cursor.execute(_SPOT, columns)


def publicly_known(texts: Iterable[str]) -> dict[str, int]:
    """The canaries (by key) that stand for words which a source saw in public and we never made."""
    marks = {value_mark(text): text for text in sorted(set(texts))}
    Canary.objects.bulk_create([Canary(value_mark=mark) for mark in sorted(marks)], ignore_conflicts=True)
    return {
        marks[mark]: key for key, mark in Canary.objects.filter(value_mark__in=marks).values_list("pk", "value_mark")
    }


def _check(wish: Wish) -> None:
    most = current().numbers.canaries.count_most
    if not 1 <= wish.count <= most:
        raise Refused(f"Ask for 1 to {most:,} canaries at a time.", code="bad_count", status=422)
    if len(_tidied(wish.note)) > LONGEST_NOTE:
        raise Refused(f"Write a note of {LONGEST_NOTE} characters at most.", code="note_too_long", status=422)


def _check_room(count: int) -> None:
    """Every process looks for all of them."""
    most = current().numbers.canaries.readable_most
    if Canary.objects.readable().count() + count > most:
        raise Refused(
            f"More than {most:,} canaries cannot be looked for; those that are old are forgotten by policy.",
            code="too_many",
            status=422,
        )


def _subject(wish: Wish, first: Canary) -> tuple[str, str]:
    if wish.pool:
        return "network", wish.pool
    return ("account", wish.recipients[0].account) if wish.recipients else ("canary", first.canary)


def _tidied(text: str) -> str:
    return " ".join(text.split())
