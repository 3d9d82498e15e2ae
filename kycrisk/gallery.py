"""What can a page be built from? Every component in its states, with invented samples, for whoever writes pages.

Shown in the embedded mode only; the browser tests measure it in both themes.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_AT = datetime(2026, 11, 18, 9, 41, tzinfo=UTC)


def _line(family: str, sentence: str, small: str, bits: float | None = None, weight: str = "counts") -> dict[str, Any]:
    return {"family": family, "sentence": sentence, "small": small, "bits": bits, "weight": weight}


_CARD = _line(
    "payment",
    "Three accounts paid with the same card (•••• 4242), seen 12–19 Sep.",
    "One in 40,000 controllers shares a card with another.",
    9.0,
)
_ADDRESS = _line(
    "ip",
    "214 accounts signed in from one address.",
    "Above 60 an address makes no ties; explained by St Aldate’s College.",
    0.0,
    "explained",
)
_RHYTHM = _line(
    "rhythm", "71 % of the traffic moved to the new model within 19 hours.", "Explains only.", None, "context"
)

SAMPLES: dict[str, Any] = {
    "nav": [
        {"label": "Queue", "url": "/queue/", "icon": "inbox", "count": 38, "key": "g q", "current": True, "group": ""},
        {"label": "Approvals", "url": "/approvals/", "icon": "approvals", "count": 1, "key": "g a", "group": ""},
        {"label": "Networks", "url": "/networks/", "icon": "networks", "key": "g n", "group": ""},
        {"label": "Overview", "url": "/overview/", "icon": "overview", "group": "Oversight"},
        {"label": "Journal", "url": "/journal/", "icon": "journal", "group": "Oversight"},
    ],
    "person": {"name": "Ines Moreau", "initials": "IM", "role": "Reviewer"},
    "search_url": "/search/",
    "crumbs": [{"label": "Components", "url": ""}],
    "line_counts": _CARD,
    "line_explained": _ADDRESS,
    "group": {"key": "owns", "bits": 21.0, "lines": [_CARD, _RHYTHM]},
    "families": {
        "Who pays and owns": ["payment", "owner", "director", "document"],
        "What they do": ["prompts", "rhythm", "canary"],
        "How they connect": ["device", "tls", "email", "ip"],
        "What they told us": ["declared"],
    },
    "sentences": ["A verified organisation explains 198 of 214.", "No disputed payment on any account."],
    "measures": [
        {"value": "clear", "label": "Clear: not one actor, or honest", "key": "1"},
        {"value": "limit_rate", "label": "Limit rate, 14 days", "key": "4"},
        {"value": "verify", "label": "Verify again", "key": "5", "why_not": "Verified last week."},
        {"value": "suspend", "label": "Propose suspension", "key": "6"},
    ],
    "outcome": [
        {"figure": "379", "words": "accounts suspended in billing and gateway"},
        {"figure": "33", "words": "left out: 24 not in step, 6 first users, 3 paying over 90 days"},
    ],
    "steps": [
        {"mark": "IM", "title": "You propose", "small": "the list of 379 is frozen", "current": True},
        {"mark": "?", "title": "A lead approves", "small": "Omar or Lena, not you"},
        {"icon": "mail", "title": "Access changes", "small": "notice within a minute"},
    ],
    "facts": [
        {"label": "In step", "value": "388", "detail": "of 412"},
        {"label": "Requests a day", "value": "5,360", "detail": "13 each"},
        {"label": "Asks for reasoning", "value": "54 %", "detail": "honest groups 6 %"},
    ],
    "tabs": [
        {"label": "All open", "url": "#all", "count": 38, "current": True},
        {"label": "Networks", "url": "#networks", "count": 9},
        {"label": "Appeals", "url": "#appeals", "count": 3},
    ],
    "choices": [{"label": "By due date", "url": "#due", "current": True}, {"label": "By priority", "url": "#priority"}],
    "events": [
        {"icon": "networks", "text": "Second pool: 28 new accounts", "at": _AT},
        {"icon": "person", "actor": "Noor Haddad", "text": "limited 13 accounts", "at": _AT},
        {"icon": "flag", "text": "Case opened: 44 in step", "at": _AT},
    ],
    "changes": [
        {"sign": "was", "text": "ip.half_life = 14 d", "remark": "ana, 20 Nov"},
        {"sign": "is-now", "text": "ip.half_life = 10 d", "remark": "shadow: 38 fewer referrals, 0 missed"},
        {"sign": "same", "text": "payment.cap = 9.0 bits", "remark": "unchanged"},
    ],
    "rows": [
        {"account": "acct_4D17·09aa", "access": "open", "bits": 21.0},
        {"account": "acct_4D17·3f02", "access": "open", "bits": 18.2},
        {"account": "acct_81C0·b7e9", "access": "limited", "bits": 17.5, "picked": True},
    ],
    "actions": [
        {"label": "Look at snoozed · 7", "href": "#snoozed"},
        {"label": "Second looks · 2", "href": "#second", "kind": "primary"},
    ],
    "keys": [
        {"keys": ["j", "k"], "word": "move"},
        {"keys": ["Enter"], "word": "open"},
        {"keys": ["c"], "word": "claim"},
    ],
    "toggle_groups": [
        {"key": "owns", "label": "Pays and owns", "count": "31 values"},
        {"key": "does", "label": "Conduct", "count": "6 families"},
        {"key": "connects", "label": "Connects", "count": "44 values"},
        {"key": "says", "label": "Declared", "count": "3 values"},
    ],
    "at": _AT,
}


_LEVELS = ("limit", "limit", "limit", "review", "limit", "clear", "limit", "watch")
_VALUES: list[dict[str, Any]] = [
    {"id": "v:card", "kind": "value", "label": "•••• 4242", "group": "owns", "icon": "payment"},
    {"id": "p:owner", "kind": "person", "label": "M•••• V••••, owner", "group": "owns", "icon": "owner"},
    {"id": "f:rubric", "kind": "family", "label": "Rubric grading, form A", "group": "does", "icon": "prompts"},
    {"id": "v:ip", "kind": "value", "label": "2a0e:••••::/64", "group": "connects", "icon": "ip"},
    {"id": "v:address", "kind": "value", "label": "14 Fenwick Row", "group": "says", "icon": "declared"},
]


def _tie(source: str, target: str, group: str, bits: float) -> dict[str, Any]:
    return {"source": source, "target": target, "group": group, "bits": bits}


def _cell(key: str, name: str, total: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A company with eight accounts: its nodes and its ties."""
    firm = f"{key}:firm"
    nodes: list[dict[str, Any]] = [
        {"id": key, "kind": "cell", "label": name, "drawn": 9, "total": total},
        {"id": firm, "kind": "company", "label": name, "cell": key},
    ]
    ties = [
        _tie("p:owner", firm, "owns", 12.0),
        _tie("v:address", firm, "says", 1.1),
        _tie("v:card", f"{key}:0", "owns", 9.0),
        _tie("v:ip", f"{key}:2", "connects", 3.4),
        _tie("f:rubric", f"{key}:0", "does", 3.1),
        _tie("f:rubric", f"{key}:4", "does", 3.1),
    ]
    for n, level in enumerate(_LEVELS):
        nodes.append({"id": f"{key}:{n}", "kind": "account", "label": f"acct_{n}", "level": level, "cell": key})
        ties.append(_tie(firm, f"{key}:{n}", "belongs", 0))
    return nodes, ties


def _ring() -> dict[str, Any]:
    """A small Larkspur for the drawing: three cells, an owner, a card, a prompt family, two addresses."""
    cells = [
        _cell("c1", "Larkspur Data Ltd", 118),
        _cell("c2", "Bellwether Labs Ltd", 96),
        _cell("c3", "Tamarisk OÜ", 58),
    ]
    nodes = [node for cell, _ in cells for node in cell]
    return {"nodes": [*_VALUES, *nodes], "edges": [tie for _, ties in cells for tie in ties]}


SAMPLES["drawing"] = _ring()


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; only where the product runs for one person on one machine."""
    if not settings.EMBEDDED:
        raise Http404
    return render(request, "components/gallery.html", SAMPLES)
