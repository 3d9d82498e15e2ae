"""What does the list of applications show, and what leaves as a file? Fifty a page, sorted as asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.paginator import Paginator

from accounts.onboarding.board import STAGES, missing_in_words
from accounts.onboarding.board_page import COUNTED_TO, bounded, counted, filtered, stuck
from accounts.onboarding.following import Row, rows
from accounts.onboarding.wish import PLANS, Wish
from accounts.staff.models import User

PAGE = 50
EXPORTED = 50_000
BATCH = 500
COLUMNS = (
    ("company", "Company"),
    ("country", "Country"),
    ("plan", "Plan"),
    ("", "Stage"),
    ("", "What is missing"),
    ("", "Whose turn"),
    ("since", "Since"),
    ("created", "Started"),
)
VIEWS = (("page-applications", "Board"), ("applications-list", "List"), ("applications-times", "Times"))
HEADS = (
    "application external_id company_name country plan program kind account stage turn steps_done steps missing owner "
    "created_at invited_at started_at submitted_at decided_at access_at"
).split()


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading: its word, the address that sorts by it, and how it is sorted now."""

    label: str
    url: str
    sort: str


def listing(user: User, wish: Wish, number: int, now: datetime) -> dict[str, Any]:
    """What `templates/onboarding/list.html` names; the number of queries does not grow with the rows.

    One may turn pages as far as is counted: whoever looks further narrows the list down.
    """
    found = filtered(user, wish, now)
    total = bounded(found)
    pages = Paginator(found.select_related("owner").order_by(*wish.order), PAGE)
    pages.count = min(total, COUNTED_TO)
    page = pages.get_page(number)
    return {
        "rows": rows(list(page), now),
        "page": page,
        "total": counted(total),
        "lede": f"{counted(total)} application{'' if total == 1 else 's'}{' shown' if wish.is_filtered else ''}.",
        "heads": [_head(wish, key, label) for key, label in COLUMNS],
        "previous_url": wish.query(page.previous_page_number()) if page.has_previous() else "",
        "next_url": wish.query(page.next_page_number()) if page.has_next() else "",
    }


def filters(user: User, wish: Wish, now: datetime) -> dict[str, Any]:
    """What stands above the board and the list: chips that add up, plans and stages to choose from."""
    return {
        "wish": wish,
        "stuck_count": counted(bounded(stuck(filtered(user, Wish(mine=wish.mine, plan=wish.plan), now), now))),
        "mine_url": wish.query(mine=not wish.mine),
        "stuck_url": wish.query(stuck=not wish.stuck),
        "enterprise_url": wish.query(plan="" if wish.plan == "enterprise" else "enterprise"),
        "clear_url": "?",
        "veiled": wish.veiled,
        "export_query": wish.query(),
        "stages": STAGES,
        "plans": [*PLANS, *([wish.plan] if wish.plan and wish.plan not in PLANS else [])],
    }


def exported(user: User, wish: Wish, now: datetime) -> Iterator[list[object]]:
    """The filtered list as rows of a file, read in pieces."""
    found = filtered(user, wish, now).select_related("owner", "account").order_by(*wish.order)[:EXPORTED]
    for some in batched(found.iterator(chunk_size=BATCH), BATCH, strict=False):
        yield from (_cells(row) for row in rows(list(some), now))


def _head(wish: Wish, key: str, label: str) -> Head:
    by, turned = wish.sort.removeprefix("-"), wish.sort.startswith("-")
    if not key:
        return Head(label, "", "")
    sort = ("descending" if turned else "ascending") if key == by else ""
    return Head(label, wish.query(sort=f"-{key}" if key == by and not turned else key), sort)


def _cells(row: Row) -> list[object]:
    one, standing = row.application, row.standing
    moments = [getattr(one, name) for name in HEADS if name.endswith("_at")]
    return [
        one.application,
        one.external_id,
        one.company_name,
        one.country,
        one.plan,
        one.program,
        one.kind,
        one.account.account if one.account else "",
        standing.stage_words,
        standing.mark.words,
        one.steps_done,
        one.steps,
        "; ".join(missing_in_words(tuple(one.missing))),
        str(one.owner) if one.owner else "",
        *(moment.isoformat() if moment else "" for moment in moments),
    ]
