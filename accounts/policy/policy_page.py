"""What do people see of the policy? What holds, what waits, every version, and in what one differs from another."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from accounts.policy.bodies import Difference, differences, numbers_once_valid
from accounts.policy.defaults import Policy
from accounts.policy.models import PolicyVersion, VersionState
from accounts.policy.numbers import every_number, section_title, texts
from accounts.policy.querysets import Numbered, current, held_before, newest_first, waiting
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

PAGE = 20
VIEWS = {"now": "From what holds now", "before": "From what held before", "shipped": "From what ships", "all": "All"}
STATE_KINDS = {"draft": "outline", "proposed": "review", "active": "clear", "retired": ""}


@dataclass(frozen=True, slots=True)
class Changed:
    """One number that differs: what it means, and both values with their unit."""

    place: str
    meaning: str
    was: str
    now: str


def in_words(found: list[Difference]) -> list[Changed]:
    """Differences as sentences."""
    numbers = {number.place: number for number in every_number()}
    return [
        Changed(one.place, numbers[one.place].meaning, _with(one.was, unit), _with(one.now, unit))
        for one in found
        for unit in [numbers[one.place].unit]
    ]


def overview(user: User, page: int) -> dict[str, Any]:
    """The page of all versions; the number of queries does not depend on theirs."""
    holds, now = current(), PolicyVersion.objects.filter(state=VersionState.ACTIVE).select_related("activated_by")
    pages = Paginator(newest_first(), PAGE)
    shown = pages.get_page(page)
    return {
        "holds": holds,
        "active": now.first(),
        "changes": in_words(differences(Policy(), holds.numbers)),
        "waiting": [_row(one, holds) for one in waiting().select_related("drafted_by", "proposed_by")],
        "rows": [_row(one, holds) for one in shown],
        "page": shown,
        "may_draft": role_may(user.role, Verb.DRAFT_POLICY),
        "all_url": f"{reverse('page-policy-version', args=[holds.number])}?view=all",
    }


def one_version(number: int, version: PolicyVersion | None, user: User, view: str) -> dict[str, Any]:
    """The page of one version; of what ships for None."""
    holds = current()
    numbers = numbers_once_valid(version.body) if version else Policy()
    views = views_of(version, holds)
    view = view if view in views else next(iter(views))
    return {
        "number": number,
        "version": version,
        "kind": STATE_KINDS[version.state] if version else "",
        "holds": holds,
        "is_held": holds.number == number,
        "draft_url": f"{reverse('page-policy-draft')}?from={number}",
        "views": [{"label": VIEWS[name], "url": f"?view={name}", "current": name == view} for name in views],
        "changes": None if view == "all" else in_words(differences(views[view], numbers)),
        "sections": sections(numbers) if view == "all" else [],
        **_doing(version, user),
    }


def views_of(version: PolicyVersion | None, holds: Numbered) -> dict[str, Policy]:
    """With what a version can be compared, the most useful first: what waits with what holds, the others before it."""
    now, before = {"now": holds.numbers}, {"before": held_before(version).numbers} if version else {}
    waits = version is None or version.activated_at is None
    return {**(now if waits else before | now), "shipped": Policy(), "all": Policy()}


def sections(policy: Policy) -> list[dict[str, Any]]:
    """Every number of a policy by section, with what it means and what it could be."""
    values = texts(policy)
    return [
        {
            "title": section_title(section),
            "rows": [{"number": one, "value": _with(values[one.place], one.unit)} for one in numbers],
        }
        for section, numbers in groupby(every_number(), lambda number: number.section)
    ]


def why_not_activate(version: PolicyVersion, user: User) -> str:
    """Why this person may not activate it; empty if they may."""
    if not role_may(user.role, Verb.ACTIVATE_POLICY):
        return "An analyst or a lead activates a policy."
    if user.pk in {version.drafted_by_id, version.proposed_by_id}:
        return "You drafted or proposed this; another person activates it."
    return ""


def _doing(version: PolicyVersion | None, user: User) -> dict[str, Any]:
    """What this person may do with it."""
    may_draft, state = role_may(user.role, Verb.DRAFT_POLICY), version.state if version else "shipped"
    mine = version is not None and version.drafted_by_id == user.pk
    proposed = state == VersionState.PROPOSED
    return {
        "may_draft": may_draft,
        "may_revise": may_draft and mine and state == VersionState.DRAFT,
        "may_propose": may_draft and state == VersionState.DRAFT,
        "may_shadow": may_draft and state in {VersionState.DRAFT, VersionState.PROPOSED},
        "may_return": proposed and role_may(user.role, Verb.ACTIVATE_POLICY),
        "barred": why_not_activate(version, user) if version and proposed else "",
        "may_bring_back": may_draft and state in {VersionState.RETIRED, "shipped"},
    }


def _row(version: PolicyVersion, holds: Numbered) -> dict[str, Any]:
    against = Policy() if version.activated_at else holds.numbers
    found = differences(against, numbers_once_valid(version.body))
    return {"version": version, "kind": STATE_KINDS[version.state], "count": len(found), "first": found[:1]}


def _with(value: str, unit: str) -> str:
    return f"{value} {unit}" if unit and value not in {"none", ""} else value or "nothing"
