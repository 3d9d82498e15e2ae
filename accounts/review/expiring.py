"""What follows when a measure runs out? The earlier door comes back, and whoever was told of the measure is told so."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.access.doors import is_measure
from accounts.access.sweeping import Ended, sweep_expired
from accounts.review.applying import SEND_NOTICES
from accounts.review.measures import MEASURES
from accounts.review.models import Decision, Notice, NoticeKind
from kycrisk.lib.waking import wake_after_commit


def end_measures(*, batches: int = 50) -> int:
    """Record every door that ran out, with journal and webhook, and write the letters; how many."""
    return sweep_expired(batches=batches, tell=_tell)


def _tell(ended: Sequence[Ended]) -> None:
    names = {one.began.decision for one in ended if is_measure(one.door) and one.began.decision}
    found = Decision.objects.filter(decision__in=names)
    decisions = {one.decision: one for one in found if MEASURES[one.measure].told}
    now = timezone.now()
    letters = [
        Notice(
            kind=NoticeKind.ENDED,
            account_id=one.change.account_id,
            decision=decisions[one.began.decision],
            reason=one.door.reason,
            created_at=now,
            due_at=now,
        )
        for one in ended
        if is_measure(one.door) and one.began.decision in decisions
    ]
    Notice.objects.bulk_create(letters, ignore_conflicts=True)  # a limit that came back may end twice: told once
    if letters:
        wake_after_commit(SEND_NOTICES)
