"""What do the pages of canaries read? Each with a constant number of queries; words only where somebody said why."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.canaries.models import Canary, Spotting
from graph.signals.burning import with_state

PAGE = 50
STATES = {"": "All", "live": "Live", "burnt": "Burnt", "back": "Came back"}
_CONDITIONS = {
    "live": Q(burnt_at=None),
    "burnt": Q(burnt_at__isnull=False),
    "back": Exists(Spotting.objects.filter(canary=OuterRef("pk"))),
}


def list_context(state: str, whom: str, number: int, user: User) -> dict[str, Any]:
    """Everything `templates/canaries/list.html` names."""
    state = state if state in STATES else ""
    rows = _of(whom)
    chosen = rows.filter(_CONDITIONS[state]) if state else rows
    shown: Page[Any] = Paginator(chosen.order_by("-pk"), PAGE).get_page(number)
    keep = "&" + urlencode({"whom": whom}) if whom else ""
    return {
        "page": shown,
        "whom": whom,
        "tabs": [
            {"label": label, "url": f"?state={key}{keep}", "count": None, "current": key == state}
            for key, label in STATES.items()
        ],
        "previous_url": f"?state={state}{keep}&page={shown.previous_page_number()}" if shown.has_previous() else "",
        "next_url": f"?state={state}{keep}&page={shown.next_page_number()}" if shown.has_next() else "",
        "may_mint": role_may(user.role, Verb.MINT_CANARIES),
        "crumbs": [{"label": "Canaries", "url": ""}],
    }


def canary_context(canary: Any, number: int, user: User) -> dict[str, Any]:
    """Everything `templates/canaries/canary.html` names."""
    rows = canary.spottings.select_related("account").order_by("-last_at", "-pk")
    minting = canary.minting
    return {
        "canary": canary,
        "recipients": minting.recipients.count() if minting else 0,
        "page": Paginator(rows, PAGE).get_page(number),
        "may_read": role_may(user.role, Verb.READ_CANARY_WORDS) and canary.sealed is not None,
        "crumbs": [{"label": "Canaries", "url": "/canaries/"}, {"label": canary.canary, "url": ""}],
    }


def whole() -> QuerySet[Any]:
    """Canaries with their state, whom they were made for, and by how many accounts they came back."""
    counted = Canary.objects.with_recipient().annotate(accounts=Count("spottings__account", distinct=True))
    return with_state(counted)


def _of(whom: str) -> QuerySet[Any]:
    """Those made for, or shown by, an account or network; a canary by its own id."""
    rows = whole()
    if not whom:
        return rows
    made = Q(minting__pool=whom) | Q(minting__recipients__account__account=whom)
    keys = Canary.objects.filter(made | Q(canary=whom) | Q(spottings__account__account=whom)).values("pk")
    return rows.filter(pk__in=keys)
