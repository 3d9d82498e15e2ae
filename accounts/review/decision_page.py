"""How far did a decision get, and what became of each account? The page to watch it, stop it, and take it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse

from accounts.review.choices import Choice
from accounts.review.decide_panel import REASON_WORDS
from accounts.review.listing import list_for
from accounts.review.measures import MEASURES, STAGES
from accounts.review.models import Decision, DecisionMember
from accounts.review.progress import Progress
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

PAGE = 100
REASONS_SHOWN = 8
VIEWS = {
    "": "All",
    "applied": "Changed",
    "skipped": "Passed over",
    "failed": "Failed",
    "pending": "Still to come",
    "left_out": "Left out",
}
HEADS = ("account", "state", "reason", "access", "sequence")


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a decision back would do: how many get their earlier door back, and why others do not."""

    measure: str
    restored: int
    not_restored: dict[str, int]

    @property
    def remaining(self) -> int:
        """How many cannot be brought back."""
        return sum(self.not_restored.values())


def decision_context(decision: Decision, user: User, view: str, number: int) -> dict[str, Any]:
    """Everything `templates/review/decision.html` names; the number of queries does not depend on the accounts."""
    view = view if view in VIEWS else ""
    members = decision.members.select_related("account__legal_entity", "account__access", "change").order_by("id")
    page = Paginator(members.filter(state=view) if view else members, PAGE).get_page(number)
    return {
        **progress_context(decision, user),
        "rows": list(page),
        "page": page,
        "tabs": _tabs(decision, view),
        "previous_url": f"?view={view}&page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?view={view}&page={page.next_page_number()}" if page.has_next() else "",
        "reason": REASON_WORDS.get(decision.reason, ""),
        "rules": [rule["sentence"] for rule in decision.rules],
        "crumbs": [
            {"label": decision.case.title, "url": reverse("page-case", args=[decision.case.case])},
            {"label": "Decision", "url": ""},
        ],
        "crumb_code": decision.decision,
    }


def progress_context(decision: Decision, user: User) -> dict[str, Any]:
    """The bar and what may be done beside it; what `review/progress.html` names."""
    progress = Decision.objects.filter(pk=decision.pk).progress()[decision.pk]
    kind, may = MEASURES[decision.measure], role_may(user.role, Verb.DECIDE_CASES)
    return {
        "decision": decision,
        "progress": progress,
        "bar": bar(progress),
        "past": kind.past,
        "why_not": list(decision.members.not_changed().count_by_reason().items())[:REASONS_SHOWN],
        "may_cancel": may and progress.running,
        "may_undo": may and kind.narrows and progress.applied + progress.pending > 0,
        "may_go_on": may and decision.measure in STAGES[:-1] and not progress.running,
    }


def bar(progress: Progress) -> dict[str, float]:
    """Widths of the parts of a bar of 100, done first."""
    whole = progress.total or 1
    applied, passed = 100 * progress.applied / whole, 100 * progress.skipped / whole
    failed = 100 * progress.failed / whole
    return {"applied": applied, "passed": passed, "passed_at": applied, "failed": failed, "failed_at": applied + passed}


def undoing(decision: Decision, now: datetime) -> Undoing:
    """What taking it back would do now: the list that the case about it would start with."""
    measure = "restore" if decision.measure == "suspend" else "lift"
    names = set(decision.members.listed().values_list("account__account", flat=True))
    found = list_for(decision.case, Choice(measure=measure, note="-", seen=0), now=now, undone=decision)
    chosen = [one for one in found.chosen if one.account in names]
    reasons: dict[str, int] = {}
    for one in chosen:
        if not one.included:
            reasons[one.why_out] = reasons.get(one.why_out, 0) + 1
    return Undoing(measure, sum(one.included for one in chosen), dict(sorted(reasons.items(), key=lambda it: -it[1])))


def cells(decision: Decision) -> Iterator[list[object]]:
    """Every account of the decision as a row of `HEADS`."""
    rows = decision.members.select_related("account__access", "change").order_by("id")
    for row in rows.iterator(chunk_size=2_000):
        access = getattr(row.account, "access", None)
        sequence = row.change.sequence if row.change else None
        yield [row.account.account, row.state, row.skipped_reason, access.state if access else "", sequence]


def _tabs(decision: Decision, view: str) -> list[dict[str, Any]]:
    states = DecisionMember.objects.filter(decision=decision).order_by().values_list("state")
    counts: dict[str, int] = dict(states.annotate(Count("pk")))
    counts[""] = sum(counts.values())
    return [
        {"label": label, "url": f"?view={name}", "count": counts.get(name, 0), "current": name == view}
        for name, label in VIEWS.items()
        if counts.get(name) or name == view
    ]
