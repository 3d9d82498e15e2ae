"""What has become of accounts since a list was frozen, or since a decision changed them? Read set-wise."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F

from accounts.access.answers import door_of
from accounts.access.models import AccessChange
from accounts.review.models import Decision, DecisionMember
from accounts.review.moves import Move, decided, moved


def decided_since(since: datetime, accounts: Collection[int], but: Iterable[Decision] = ()) -> dict[int, str]:
    """By account: what somebody else decided about it after that moment, in a sentence; one query.

    Of two decisions that are both on their way, the one made first goes on. `but`: decisions that do not count, the
    last of them the one that asks.
    """
    own = [one.pk for one in but]
    found: dict[int, str] = {}
    for row in DecisionMember.objects.decided_since(since, accounts).exclude(decision__in=own):
        if row.state == "pending" and own and row.decision_id > own[-1]:
            continue
        found.setdefault(row.account_id, decided(row.decision.decision, row.decision.measure, _who(row.decision)))
    return found


def moved_since(undone: Decision, accounts: Collection[int] | None = None) -> dict[int, str]:
    """By account that the decision changed: why its access is not what it made of it any more; two or three queries.

    `accounts`: only these.
    """
    theirs = DecisionMember.objects.filter(decision=undone, state="applied")
    if accounts is not None:
        theirs = theirs.filter(account__in=accounts)
    numbers = dict(
        theirs.exclude(change__sequence=F("account__access__sequence")).values_list("account", "change__sequence")
    )
    if not numbers:
        return {}
    changes = AccessChange.objects.filter(account__in=numbers).order_by("account_id", "sequence")
    later = [row for row in changes if row.sequence >= numbers[row.account_id]]
    names = {row.decision for row in later if row.decision}
    measures = dict(Decision.objects.filter(decision__in=names).values_list("decision", "measure"))
    found: dict[int, str] = {}
    before: AccessChange | None = None
    for row in later:
        follows = before is not None and before.account_id == row.account_id
        end = before.expires_at if before is not None and follows else None
        ended = end if end is not None and end <= row.since else None
        found[row.account_id] = moved(Move(door_of(row), row.decision, measures.get(row.decision, ""), ended))
        before = row
    return found


def _who(decision: Decision) -> str:
    return str(decision.decided_by) if decision.decided_by else "the policy"
