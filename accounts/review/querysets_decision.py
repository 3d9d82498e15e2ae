"""Which decisions, and which of their members, does a reader want? Sentences over the tables.

States are written as the words they are stored as: the models import this module, not the other way round.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q

from accounts.review.measures import MEASURES
from accounts.review.progress import Progress

if TYPE_CHECKING:
    from accounts.review.models_decision import Decision, DecisionMember  # noqa: F401  # named in strings below

ONLY_SAID = [name for name, kind in MEASURES.items() if not kind.changes_access and name in {"clear", "watch"}]


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions."""

    def running(self) -> "DecisionQuerySet":
        """Those that have not reached everybody, oldest first; `decision_member_pending`."""
        members = apps.get_model("accounts", "DecisionMember")._default_manager  # noqa: SLF001
        waiting = members.filter(decision=OuterRef("pk"), state="pending")
        return self.filter(Exists(waiting)).order_by("pk")

    def progress(self) -> dict[int, Progress]:
        """How far each got, by key; three queries, whatever their number and length."""
        members = apps.get_model("accounts", "DecisionMember").objects.listed().filter(decision__in=self)
        counts: dict[int, dict[str, int]] = {}
        last: dict[int, datetime] = {}
        rows = members.order_by().values_list("decision", "state").annotate(Count("pk"), Max("change__since"))
        for decision, state, count, at in rows:
            counts.setdefault(decision, {})[state] = count
            last[decision] = max(filter(None, (at, last.get(decision))), default=at)
        stops = self.model.objects.filter(measure="cancel", reverses__in=self.order_by())
        stopped = dict(stops.values_list("reverses", "decision"))
        return {
            pk: _progress(counts.get(pk, {}), since, last.get(pk), stopped.get(pk, ""))
            for pk, since in self.values_list("pk", "decided_at")
        }

    def about_network(self, networks: Collection[str]) -> "DecisionQuerySet":
        """In cases about these lineages, oldest first."""
        return self.filter(case__subject_type="network", case__subject_id__in=networks).order_by("pk")

    def applied(self, measure: str) -> "DecisionQuerySet":
        """Of this measure, with at least one account that it changed."""
        members = apps.get_model("accounts", "DecisionMember")._default_manager  # noqa: SLF001
        return self.filter(Exists(members.filter(decision=OuterRef("pk"), state="applied")), measure=measure)


class MemberQuerySet(models.QuerySet["DecisionMember"]):
    """Accounts that decisions are about."""

    def listed(self) -> "MemberQuerySet":
        """On the list: pending, applied, passed over or failed."""
        return self.exclude(state="left_out")

    def pending(self) -> "MemberQuerySet":
        """Still to be dealt with, in the order they are taken; `decision_member_pending`."""
        return self.filter(state="pending").order_by("id")

    def not_changed(self) -> "MemberQuerySet":
        """On the list, and yet left as they were, with the reason in `skipped_reason`."""
        return self.filter(state__in=("skipped", "failed")).order_by("skipped_reason", "id")

    def count_by_reason(self) -> dict[str, int]:
        """How many have which reason, most first."""
        rows = self.order_by().values_list("skipped_reason").annotate(Count("pk"))
        return dict(sorted(rows, key=lambda row: (-row[1], row[0])))

    def decided_since(self, since: datetime, accounts: Collection[int]) -> "MemberQuerySet":
        """Of these accounts, where another decision after that moment stands: it changed access, will, or cleared."""
        said = Q(decision__measure__in=ONLY_SAID, state="skipped")
        return (
            self.filter(
                Q(state__in=("pending", "applied")) | said, account__in=accounts, decision__decided_at__gt=since
            )
            .exclude(decision__measure="dismiss_appeal")
            .select_related("decision__decided_by")
            .order_by("account_id", "-decision_id")
        )


def _progress(counts: Mapping[str, int], since: datetime, last_at: datetime | None, cancelled_by: str) -> Progress:
    return Progress(
        total=sum(counts.values()),
        applied=counts.get("applied", 0),
        skipped=counts.get("skipped", 0),
        failed=counts.get("failed", 0),
        pending=counts.get("pending", 0),
        since=since,
        last_at=last_at,
        cancelled_by=cancelled_by,
    )
