"""Is this customer here already? Applications of the same company, said before a second one is started.

A warning, not a wall: two subsidiaries may be called alike.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.search import TrigramWordSimilarity

from accounts.onboarding.board import span
from accounts.onboarding.models import Application

SHOWN = 3
SHORTEST = 3


def alike(typed: str) -> list[Application]:
    """Those called like this, the most similar first; nothing for a beginning that fits everybody."""
    name = " ".join(typed.split())[:300].replace("\0", "")
    if len(name) < SHORTEST:
        return []
    found = Application.objects.without_what_is_sealed().called(name).select_related("owner")
    return list(found.order_by(TrigramWordSimilarity(name, "company_name").desc(), "-id")[:SHOWN])


def said_of(application: Application, now: datetime) -> str:
    """`invited 3 days ago by Sam Keller`."""
    state = {"draft": "invited", "approved": "approved", "rejected": "answered"}.get(application.state, "handed in")
    at = application.decided_at or application.submitted_at or application.invited_at or application.created_at
    by = f", brought in by {application.owner}" if application.owner else ""
    return f"{state} {span(now - at)} ago{by}"


def met(external_ids: Iterable[str]) -> dict[str, Application]:
    """Applications that were started under one of these numbers of a seller's."""
    wanted = [name for name in external_ids if name]
    found = Application.objects.without_what_is_sealed().filter(external_id__in=wanted)
    return {one.external_id: one for one in found}


def open_accounts(accounts: Iterable[str]) -> dict[str, Application]:
    """Accounts that have an open application."""
    wanted = [name for name in accounts if name]
    found = Application.objects.without_what_is_sealed().undecided().filter(account__account__in=wanted)
    return {one.account.account: one for one in found.select_related("account")}


def open_names(names: Iterable[str]) -> dict[tuple[str, str], Application]:
    """Open applications by exactly these names, by name (in lower case) and country."""
    found = Application.objects.without_what_is_sealed().undecided().filter(company_name__in=set(names))
    return {(one.company_name.casefold(), one.country): one for one in found.order_by("id")[:10_000]}
