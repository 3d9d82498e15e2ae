"""What does the sellers' board show? Five columns, the first few of each with what is missing and whose turn it is.

Every count stops at a thousand, and the number of queries does not depend on how many applications there are.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.onboarding.board import STAGES, Stage
from accounts.onboarding.following import Row, rows
from accounts.onboarding.models import Application, ItemRequest, ItemState
from accounts.onboarding.querysets import ApplicationQuerySet
from accounts.onboarding.times import times_of, typical_days
from accounts.onboarding.timing import default_since, lengths
from accounts.onboarding.wish import Wish
from accounts.policy.querysets import current
from accounts.review.models import Case
from accounts.staff.models import User

PER_COLUMN = 4
COUNTED_TO = 1_000


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: the first of its applications, how many there are, and where the others are listed."""

    key: Stage
    label: str
    rows: list[Row]
    count: int
    typical: str
    url: str

    @property
    def more(self) -> str:
        """How many are not shown: `3`, `more than 990`; empty: all are."""
        left = self.count - len(self.rows)
        return counted(left, COUNTED_TO - len(self.rows)) if left > 0 else ""

    @property
    def counted(self) -> str:
        """How many there are, up to a thousand."""
        return counted(self.count, COUNTED_TO)


def board(user: User, wish: Wish, now: datetime) -> dict[str, Any]:
    """What `templates/onboarding/board.html` names."""
    found = filtered(user, wish, now)
    chosen = {stage: list(_first(found.in_stage(stage), stage)) for stage in STAGES}
    by_id = {row.application.pk: row for row in rows([one for many in chosen.values() for one in many], now)}
    spans = lengths(default_since(now))
    typical = typical_days(spans)
    columns = [
        Column(
            key=stage,
            label=label,
            rows=[by_id[one.pk] for one in chosen[stage]],
            count=bounded(found.in_stage(stage)),
            typical=typical.get(stage, ""),
            url=wish.query(stage=stage, sort="-since" if stage == "answered" else "since"),
        )
        for stage, label in STAGES.items()
    ]
    return {
        "columns": columns,
        "lede": _lede(found, columns, now),
        "times": times_of(spans),
        "since": default_since(now),
    }


def filtered(user: User, wish: Wish, now: datetime) -> ApplicationQuerySet:
    """The applications of a wish, as rows of a list need them, in no order."""
    found = Application.objects.without_what_is_sealed()
    if wish.mine:
        found = found.filter(owner=user)
    if wish.plan:
        found = found.filter(plan=wish.plan)
    if wish.stage:
        found = found.in_stage(wish.stage)
    if wish.words:
        found = found.called(wish.words)
    return stuck(found, now) if wish.stuck else found


def stuck(found: ApplicationQuerySet, now: datetime) -> ApplicationQuerySet:
    """Those that wait for the customer for too long, by the policy's days."""
    numbers = current().numbers.onboarding
    return found.stuck(now, numbers.remind_days, numbers.item_days)


def bounded(found: ApplicationQuerySet) -> int:
    """How many, and one more than a thousand when there are more."""
    return int(found.order_by()[: COUNTED_TO + 1].count())


def counted(number: int, most: int = COUNTED_TO) -> str:
    """A count in words that tell when it was broken off."""
    return f"more than {most:,}" if number > most else f"{number:,}"


def _first(found: ApplicationQuerySet, stage: str) -> ApplicationQuerySet:
    """Who has waited longest first; of those answered the newest."""
    order = ("-state_since", "-id") if stage == "answered" else ("state_since", "id")
    return found.order_by(*order)[:PER_COLUMN]


def _lede(found: ApplicationQuerySet, columns: list[Column], now: datetime) -> str:
    """How many, and whom they wait for: "21 in all. 10 wait for the customer, 5 for a reviewer, 1 for a lead."."""
    counts = {column.key: column.count for column in columns}
    total = sum(counts.values())
    if not total:
        return "Nobody is on the way. Invite a company, or import a list."
    customer = counts["invited"] + counts["filling"] + counts["asked"]
    lead = _for_a_lead(found) if counts["review"] else 0
    waits = [
        (customer, "the customer"),
        (max(counts["review"] - lead, 0), "a reviewer"),
        (lead, "a lead"),
    ]
    said = [f"{counted(number)} {'waits' if number == 1 else 'wait'} for {whom}" for number, whom in waits if number]
    sentences = [f"{counted(total)} in all", *([_listed(said)] if said else []), *_news(found, now)]
    return ". ".join(sentences) + "."


def _listed(said: list[str]) -> str:
    """`10 wait for the customer, 5 for a reviewer`: the verb once."""
    first, *rest = said
    return ", ".join([first, *(part.replace(" wait for", " for").replace(" waits for", " for") for part in rest)])


def _for_a_lead(found: ApplicationQuerySet) -> int:
    proposed = Case.objects.filter(subject_type="application", state="proposed").values("subject_id")[:COUNTED_TO]
    return bounded(found.filter(state="in_review", application__in=proposed))


def _news(found: ApplicationQuerySet, now: datetime) -> list[str]:
    """The newest thing asked for today."""
    open_today = ItemRequest.objects.filter(state=ItemState.OPEN, asked_at__gte=now.replace(hour=0, minute=0))
    newest = (
        open_today.filter(application__in=found.filter(state="information_requested").order_by().values("pk"))
        .select_related("application")
        .defer("sealed_text", "sealed_answer", "application__sealed", "application__wrapped_key")
        .order_by("-asked_at")
        .first()
    )
    return [f"{newest.application.company_name} was asked for one item today"] if newest else []
