"""What do people see of a version that was tried? What would change at each level, for whom, and how right it is."""

from typing import Any

import msgspec
from django.core.paginator import Paginator

from accounts.policy.models import PolicyVersion
from accounts.review.evidence import Fact
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.pipeline.comparison import Comparison
from graph.pipeline.models import PolicyTrial, TrialKind, TrialState
from graph.risk.recommendation import LEVELS

EARLIER = 10
PAGE = 50


def trials_of(number: int, user: User) -> dict[str, Any]:
    """The newest answers about one version; a fixed number of queries."""
    rows = PolicyTrial.objects.filter(version=number).order_by("-pk")
    body = PolicyVersion.objects.filter(number=number).values_list("body", flat=True).first()
    listed = list(rows.defer("found")[:EARLIER])
    done = rows.filter(state=TrialState.DONE, body=body)
    newest = {kind: done.filter(kind=kind).first() for kind in TrialKind}
    return {
        "number": number,
        "shown": [shown(trial) for trial in newest.values() if trial],
        "waiting": [one for one in listed if one.state == TrialState.WAITING],
        "listed": [{"trial": one, "earlier_words": one.body != body} for one in listed],
        "may_ask": role_may(user.role, Verb.DRAFT_POLICY),
    }


def shown(trial: PolicyTrial) -> dict[str, Any]:
    """One answer in words and figures."""
    found = msgspec.convert(trial.found, Comparison)
    return {
        "trial": trial,
        "found": found,
        "headline": headline(found),
        "facts": _facts(found),
        "levels": [
            {"level": level, "accounts": found.accounts[level], "networks": found.networks[level]}
            for level in reversed(LEVELS[1:])
        ],
        "who": found.who,
    }


def one_trial(trial: PolicyTrial, page: int) -> dict[str, Any]:
    """The whole page of one answer: networks and accounts by the page."""
    if trial.state != TrialState.DONE:
        return {"trial": trial}
    context = shown(trial)
    changed = Paginator(context["found"].changed, PAGE).get_page(page)
    return {**context, "changed": changed, "touched": context["found"].touched}


def headline(found: Comparison) -> str:
    """The finding as a sentence."""
    if found.nothing:
        return "It would change nothing."
    parts = [
        f"{_accounts(found.touched_in_all)} more would be put before a person" if found.touched_in_all else "",
        f"{_accounts(found.released_in_all)} no longer" if found.released_in_all else "",
        f"{found.changed_in_all:,} network{'s'[: found.changed_in_all != 1]} would change",
    ]
    return f"{', '.join(part for part in parts if part)}."


def _facts(found: Comparison) -> list[Fact]:
    (right_was, right_now), (seen_was, seen_now) = found.decided.precision, found.decided.recall
    decided = found.decided
    return [
        Fact("Newly before a person", f"{found.touched_in_all:,}", "accounts"),
        Fact("No longer", f"{found.released_in_all:,}", "accounts"),
        Fact("Newly suggested to limit", f"{found.limited_in_all:,}", "accounts"),
        Fact(
            "Precision where people decided",
            _percent(right_now),
            f"now {_percent(right_was)}; {decided.confirmed_now:,} confirmed, {decided.cleared_now:,} cleared",
        ),
        Fact("Confirmed that are seen", _percent(seen_now), f"now {_percent(seen_was)} of {decided.confirmed:,}"),
    ]


def _percent(share: float | None) -> str:
    return "cannot tell" if share is None else f"{share:.1%}"


def _accounts(count: int) -> str:
    return f"{count:,} account{'s'[: count != 1]}"
