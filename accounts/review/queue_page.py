"""What does the queue show? Sections by due date or one list by priority, fifty a page, each row in words."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Min, OuterRef, Subquery

from accounts.review.due import SECTION_TITLES, Due, due, section
from accounts.review.holding import is_held
from accounts.review.models import Case, CaseKind, Evidence, SubjectType
from accounts.review.priority import WORDS
from accounts.review.querysets import CaseQuerySet, Counts
from accounts.staff.models import User

PAGE = 50
ALWAYS = ("", CaseKind.NETWORK, CaseKind.ACCOUNT, CaseKind.APPEAL, "mine", "waiting")
TABS: dict[str, str] = {
    "": "All open",
    CaseKind.NETWORK: "Networks",
    CaseKind.ACCOUNT: "Accounts",
    CaseKind.ONBOARDING: "Onboarding",
    CaseKind.SCREENING: "Screening",
    CaseKind.REVERIFICATION: "Verified again",
    CaseKind.APPEAL: "Appeals",
    "mine": "Mine",
    "waiting": "Waiting",
}
ICONS = {
    "network": "networks",
    "appeal": "scales",
    "account": "person",
    "onboarding": "building",
    "screening": "shield",
}
# Results of checks that a person judges.
IN_DOUBT = {"failed", "unclear"}
FAMILIES_SHOWN = 4
REASONS_SHOWN = 3
SECTION_COUNTS = {"Late": "late", "Due today": "today", "This week": "week"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What part of the queue somebody asks for, as it stands in the address; unknown words are left aside."""

    tab: str = ""
    order: str = ""
    priority: str = ""
    due: str = ""

    @classmethod
    def read(cls, asked: Any) -> "Wish":
        """From the address."""
        known = {"tab": TABS, "order": ("priority",), "priority": WORDS, "due": ("late", "today", "week")}
        return cls(**{name: asked.get(name, "") for name, words in known.items() if asked.get(name, "") in words})

    @property
    def is_filtered(self) -> bool:
        """Does a filter leave out cases of the tab?"""
        return bool(self.priority or self.due)

    def url(self, page: int = 1, **changes: str) -> str:
        """The address of the same with some things changed."""
        wish = replace(self, **changes)
        asked = {name: getattr(wish, name) for name in ("tab", "order", "priority", "due") if getattr(wish, name)}
        return "?" + urlencode({**asked, **({"page": page} if page > 1 else {})})


@dataclass(frozen=True, slots=True)
class Row:
    """A case as one line of the queue; `held_by` is empty while nobody else is at work on it.

    `suggested` is a level, `advice` stands in its place where no level is suggested.
    """

    case: Case
    due: Due
    section: str
    priority: str
    why: str
    families: list[str]
    suggested: str
    advice: str
    members: int
    icon: str
    mine: bool
    held_by: str


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that fall due alike; `of` is how many there are in all, 0 if these are all."""

    title: str
    rows: list[Row]
    of: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """The page: rows by section, the figures above, the tabs with their counts, the pager."""

    wish: Wish
    sections: list[Section]
    counts: Counts
    waited: str
    page: Page[Case]
    tabs: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    previous_url: str
    next_url: str
    unfiltered_url: str


def queue(user: User, wish: Wish, number: int, now: datetime) -> Queue:
    """One page of the queue for this person; the number of queries does not grow with its rows."""
    cases = _filtered(_cases(user, wish.tab), wish, now)
    cases = cases.highest_priority_first() if wish.order else cases.most_urgent_first()
    page = Paginator(_with_evidence(cases), PAGE).get_page(number)
    rows = [_row(case, user, now) for case in page]
    counts = Case.objects.counts(now)
    return Queue(
        wish=wish,
        sections=_sections(rows, wish, counts),
        counts=counts,
        waited=_waited(now),
        page=page,
        tabs=_tabs(user, wish, counts),
        previous_url=wish.url(page.previous_page_number()) if page.has_previous() else "",
        next_url=wish.url(page.next_page_number()) if page.has_next() else "",
        orders=_orders(wish),
        unfiltered_url=wish.url(priority="", due=""),
    )


def _waited(now: datetime) -> str:
    """How long the oldest open case has waited: `has waited 6 days`."""
    oldest = Case.objects.open().aggregate(oldest=Min("opened_at"))["oldest"] or now
    days, hours = (now - oldest).days, int((now - oldest).total_seconds() // 3600)
    if days:
        return f"has waited {days} {'day' if days == 1 else 'days'}"
    return f"has waited {hours} {'hour' if hours == 1 else 'hours'}" if hours else "came within the hour"


def _cases(user: User, tab: str) -> CaseQuerySet:
    if tab == "mine":
        return Case.objects.with_person(user)
    if tab == "waiting":
        return Case.objects.waiting()
    return Case.objects.open().of_kind(tab) if tab else Case.objects.open()


def _filtered(cases: CaseQuerySet, wish: Wish, now: datetime) -> CaseQuerySet:
    if wish.priority:
        cases = cases.filter(priority=WORDS.index(wish.priority))
    if wish.due:
        cases = {"late": cases.late, "today": cases.due_today, "week": cases.due_this_week}[wish.due](now)
    return cases


def _with_evidence(cases: CaseQuerySet) -> Any:
    newest = Evidence.objects.filter(case=OuterRef("pk")).order_by("-id")
    fields = ("recommendation", "member_count", "body")
    return cases.select_related("assignee").annotate(
        **{f"newest_{name}": Subquery(newest.values(name)[:1]) for name in fields}
    )


def _row(case: Any, user: User, now: datetime) -> Row:
    body = case.newest_body or {}
    held, mine = is_held(case, now), case.assignee_id == user.pk
    advice = _advice(case, body)
    return Row(
        case=case,
        due=due(case.due_at, now, paused=case.paused_at is not None),
        section=section(case.due_at, now),
        priority=WORDS[case.priority],
        why=_why(case, body),
        families=[] if case.subject_type == SubjectType.APPLICATION else _families(body),
        suggested="" if advice else case.newest_recommendation or "",
        advice=advice,
        members=case.newest_member_count or 0,
        icon=ICONS.get(case.kind, "inbox"),
        mine=held and mine,
        held_by=_short(case.assignee) if held and not mine else "",
    )


def _why(case: Case, body: dict[str, Any]) -> str:
    """Why it is as urgent as it is; of an application also how its checks stand, for its title says who it is."""
    reasons = case.priority_reasons[:REASONS_SHOWN]
    if case.subject_type == SubjectType.APPLICATION:
        return " · ".join([*reasons, body.get("summary", "")])
    return " · ".join(reasons) or str(body.get("headline", ""))


def _advice(case: Case, body: dict[str, Any]) -> str:
    """What to do where no level is suggested: an appeal is decided afresh, an application is looked at or approved."""
    if case.kind == CaseKind.APPEAL:
        return "Decide afresh"
    if case.subject_type != SubjectType.APPLICATION:
        return ""
    lines = [line for group in body.get("groups", []) for line in group["lines"]]
    in_doubt = sum(line["small"] in IN_DOUBT for line in lines)
    pending = any(line["small"] == "pending" for line in lines)
    if in_doubt:
        return f"{in_doubt} to look at"
    return "Ready to approve" if body.get("speaks_for") and not pending else "Still being checked"


def _families(body: dict[str, Any]) -> list[str]:
    """What the evidence rests on, strongest group first, each family once."""
    lines = [line for group in body.get("groups", []) for line in group["lines"] if line["weight"] == "counts"]
    return list(dict.fromkeys(line["family"] for line in lines))[:FAMILIES_SHOWN]


def _short(user: User) -> str:
    return f"{user.first_name} {user.last_name[:1]}." if user.first_name and user.last_name else str(user)


def _sections(rows: list[Row], wish: Wish, counts: Counts) -> list[Section]:
    if wish.order:
        return [Section("", rows)] if rows else []
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.section, []).append(row)
    whole = not wish.tab and not wish.is_filtered
    return [
        Section(title, grouped[key], _more(title, grouped[key], counts) if whole else 0)
        for key, title in SECTION_TITLES.items()
        if key in grouped
    ]


def _more(title: str, rows: list[Row], counts: Counts) -> int:
    total = getattr(counts, SECTION_COUNTS[title]) if title in SECTION_COUNTS else 0
    return total if total > len(rows) else 0


def _orders(wish: Wish) -> list[dict[str, Any]]:
    labels = {"": "By due date", "priority": "By priority"}
    return [{"label": label, "url": wish.url(order=key), "current": wish.order == key} for key, label in labels.items()]


def _tabs(user: User, wish: Wish, counts: Counts) -> list[dict[str, Any]]:
    found = dict(Case.objects.open().count_by_kind())
    found |= {"": counts.open, "mine": Case.objects.with_person(user).count(), "waiting": counts.waiting}
    return [
        {
            "label": label,
            "url": Wish(tab=key, order=wish.order).url(),
            "count": found.get(key, 0),
            "current": key == wish.tab,
        }
        for key, label in TABS.items()
        if key in ALWAYS or found.get(key) or key == wish.tab
    ]
