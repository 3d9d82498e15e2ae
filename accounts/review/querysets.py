"""Which cases, proposals and verdicts does a reader want? Sentences over the tables.

States are written as the words they are stored as: the models import this module, not the other way round.
"""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from kycrisk.lib.records import oldest_open_xid

if TYPE_CHECKING:
    from accounts.review.models_case import Case  # noqa: F401  # named in a string below
    from accounts.review.models_decision import Proposal  # noqa: F401  # named in a string below
    from accounts.review.models_verdict import Verdict  # noqa: F401  # named in a string below
    from accounts.staff.models import User


class Counts(NamedTuple):
    """The figures above the queue: open cases by how they fall due, and what waits elsewhere."""

    open: int
    late: int
    today: int
    week: int
    waiting: int
    proposed: int


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases."""

    def open(self) -> "CaseQuerySet":
        """Ready for somebody to work on."""
        return self.filter(state="open")

    def unfinished(self) -> "CaseQuerySet":
        """Open, waiting or proposed: everything that is not closed."""
        return self.exclude(state="closed")

    def waiting(self) -> "CaseQuerySet":
        """Snoozed, or waiting for the customer."""
        return self.filter(state="waiting")

    def about(self, subject_type: str, subject_id: str) -> "CaseQuerySet":
        """Of one subject, newest first; `case_of_subject`."""
        return self.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")

    def of_kind(self, kind: str) -> "CaseQuerySet":
        """What opened them."""
        return self.filter(kind=kind)

    def with_person(self, user: "User") -> "CaseQuerySet":
        """The unfinished ones that are with this person; `case_mine`."""
        return self.unfinished().filter(assignee=user).order_by("due_at", "id")

    def claimable_by(self, user: "User") -> "CaseQuerySet":
        """Open, with nobody else now, and not about a decision that this person made or approved."""
        free = Q(assignee__isnull=True) | Q(assignee=user) | Q(locked_until__lte=timezone.now())
        return self.open().filter(free).exclude(subject_type="decision", subject_id__in=_decided_with(user))

    def not_held_by(self, user: "User") -> "CaseQuerySet":
        """Without those this person is working on right now."""
        return self.exclude(assignee=user, locked_until__gt=timezone.now())

    def for_queue(self) -> "CaseQuerySet":
        """With whom it is, and of the newest evidence what the queue shows: `suggested`, `headline`, `member_count`."""
        newest = apps.get_model("accounts", "Evidence")._default_manager.filter(case=OuterRef("pk")).order_by("-id")  # noqa: SLF001
        return self.select_related("assignee").annotate(
            suggested=Subquery(newest.values("recommendation")[:1]),
            headline=Subquery(newest.values("headline")[:1]),
            member_count=Subquery(newest.values("member_count")[:1]),
        )

    def most_urgent_first(self) -> "CaseQuerySet":
        """By due date, which priority sets, so that nothing waits for ever; `case_open_by_due`."""
        return self.order_by("due_at", "-priority", "id")

    def highest_priority_first(self) -> "CaseQuerySet":
        """By priority, then due date; `case_open_by_priority`."""
        return self.order_by("-priority", "due_at", "id")

    def late(self, now: datetime) -> "CaseQuerySet":
        """Past their due date."""
        return self.filter(due_at__lt=now)

    def due_today(self, now: datetime) -> "CaseQuerySet":
        """From now until the end of the day (UTC)."""
        return self.filter(due_at__gte=now, due_at__lt=_midnight_after(now))

    def due_this_week(self, now: datetime) -> "CaseQuerySet":
        """After today, within seven days."""
        return self.filter(due_at__gte=_midnight_after(now), due_at__lt=now + timedelta(days=7))

    def due_later(self, now: datetime) -> "CaseQuerySet":
        """Beyond seven days."""
        return self.filter(due_at__gte=now + timedelta(days=7))

    def sleeping_beyond(self, now: datetime) -> "CaseQuerySet":
        """Whose time to wake has come; `case_waiting_by_wake`."""
        return self.waiting().filter(wake_at__lte=now)

    def with_expired_lock(self, now: datetime) -> "CaseQuerySet":
        """Claimed once, then left alone until the lock ran out."""
        return self.open().filter(locked_until__lte=now)

    def counts(self, now: datetime) -> Counts:
        """The figures above the queue, in one query over the unfinished cases."""
        midnight, week = _midnight_after(now), now + timedelta(days=7)
        is_open = Q(state="open")
        return Counts(
            **self.unfinished().aggregate(
                open=Count("pk", filter=is_open),
                late=Count("pk", filter=is_open & Q(due_at__lt=now)),
                today=Count("pk", filter=is_open & Q(due_at__gte=now, due_at__lt=midnight)),
                week=Count("pk", filter=is_open & Q(due_at__gte=midnight, due_at__lt=week)),
                waiting=Count("pk", filter=Q(state="waiting")),
                proposed=Count("pk", filter=Q(state="proposed")),
            )
        )

    def count_by_kind(self) -> dict[str, int]:
        """How many of each kind."""
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Two-person measures."""

    def waiting(self) -> "ProposalQuerySet":
        """For a second person, oldest first; `proposal_waiting_by_age`."""
        return self.filter(state="waiting").order_by("proposed_at", "id")

    def for_page(self) -> "ProposalQuerySet":
        """With everything the approvals page shows of each."""
        return self.select_related("case", "proposed_by", "evidence", "reverses")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """What people said."""

    def standing(self) -> "VerdictQuerySet":
        """Neither withdrawn nor a withdrawal."""
        return self.filter(withdraws__isnull=True, withdrawn_by__isnull=True)

    def settled(self) -> "VerdictQuerySet":
        """From transactions that nobody can slip in before any more: safe for a reader's cursor (`xid`, `id`)."""
        return self.alias(horizon=oldest_open_xid()).filter(xid__lt=F("horizon")).order_by("xid", "id")

    def about_accounts(self, accounts: list[str]) -> "VerdictQuerySet":
        """Those whose plain list of accounts names any of these."""
        return self.filter(subjects__has_any_keys=accounts)


def _decided_with(user: "User") -> "models.QuerySet[Any, str]":
    decisions = apps.get_model("accounts", "Decision")._default_manager  # noqa: SLF001  # Django's public word for it
    return decisions.filter(Q(decided_by=user) | Q(approved_by=user)).values_list("decision", flat=True)


def _midnight_after(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
