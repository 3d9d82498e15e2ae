"""What stands in the fragment of facts: what an account says, pays, connects from and asks, side by side."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.risk.comparing import declared_by, seen_of
from graph.risk.facts import apart, compared


def facts_context(account: Account, now: datetime) -> dict[str, Any]:
    """Everything `templates/desk/facts.html` names."""
    policy = current()
    declared, seen = declared_by(account), seen_of(account, now, policy)
    rules = policy.numbers.recommend
    address = reverse("page-account", args=[account.account])
    return {
        "account": account,
        "facts": compared(declared, seen, rules),
        "apart": apart(declared, seen, rules),
        "days": rules.facts_days,
        "crumbs": [{"label": account.account, "url": address}, {"label": "Facts", "url": ""}],
    }
