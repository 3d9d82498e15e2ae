"""What do the pages read? One function a page part, each with a constant number of queries."""

from typing import Any

import msgspec
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from accounts.review.evidence import Pack
from accounts.review.models import Case
from graph.networks.models import Membership, Network
from graph.signals.models import Signal

PAGE = 50
SIGNALS_SHOWN = 20


def pack_of(network: Network) -> Pack | None:
    """The network's evidence as it stands now."""
    body = network.summary.get("pack")
    return msgspec.convert(body, Pack) if body else None


def networks_page(number: int, level: str) -> Page[Network]:
    """Live networks, strongest first, fifty a page."""
    networks = Network.objects.filter(state="live").order_by("-score", "id")
    if level:
        networks = networks.filter(recommendation=level)
    return Paginator(networks, PAGE).get_page(number)


def level_counts() -> dict[str, int]:
    """How many live networks of each recommendation, for the tabs."""
    counts = Network.objects.filter(state="live").aggregate(
        all=Count("id"),
        **{level: Count("id", filter=Q(recommendation=level)) for level in ("limit", "review", "watch")},
    )
    return dict(counts)


def members(network: Network, role: str = "member") -> QuerySet[Membership]:
    """The accounts of a network as the table shows them, loudest first."""
    return (
        network.memberships.filter(role=role)
        .select_related("account__access", "account__legal_entity", "account__assessment")
        .order_by("-in_step", "-account__assessment__score", "account_id")
    )


def open_case_of(subject_type: str, subject_id: str) -> Case | None:
    """The one open case of a subject."""
    return Case.objects.filter(subject_type=subject_type, subject_id=subject_id).exclude(state="closed").first()


def newest_signals(account_id: int) -> list[dict[str, Any]]:
    """The newest signals of an account in words, without anything personal."""
    rows = Signal.objects.filter(account_id=account_id).select_related("source").order_by("-at")[:SIGNALS_SHOWN]
    return [
        {
            "at": row.at,
            "what": row.type.partition(".")[0].capitalize(),
            "detail": _detail(row),
            "source": row.source.uri,
        }
        for row in rows
    ]


def _detail(signal: Signal) -> str:
    words = {"model": "", "input_tokens": "tokens in", "output_tokens": "tokens out", "outcome": "", "method": ""}
    parts = [
        f"{signal.data[key]:,} {word}" if word else str(signal.data[key])
        for key, word in words.items()
        if key in signal.data
    ]
    return ", ".join(parts)
