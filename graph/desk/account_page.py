"""What does the account page show? Identity masked, access, conduct against time, why, and the newest signals."""

from typing import Any

from django.urls import reverse

from accounts.access.models import Access, AccessChange
from accounts.parties.contact import Contact
from accounts.parties.models import Account
from accounts.parties.querysets import contact_of
from accounts.review.decide_panel import TREATMENT_WORDS
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.behavior.models import CohortWeek, FamilyCount
from graph.desk.conduct_charts import charts, table, weeks_of
from graph.desk.reading import newest_signals, open_case_of
from graph.networks.models import Membership
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.models import Sighting
from kycrisk.lib.vault import Unreadable

WEEKS = 13
CHANGES_SHOWN = 10
VALUES_SHOWN = 30


def account_context(account: Account, user: User) -> dict[str, Any]:
    """Everything `templates/desk/account.html` names; ten queries, whatever the account did."""
    assessment = getattr(account, "assessment", None)
    membership = Membership.objects.filter(account=account, role="member").select_related("network").first()
    weeks, profiles, cohort = weeks_of(account.pk, account.plan, WEEKS)
    return {
        "account": account,
        **_access(account),
        "contact": masked_contact(account),
        "may_reveal": role_may(user.role, Verb.REVEAL_PERSONAL),
        "may_say": role_may(user.role, Verb.GIVE_VERDICTS),
        "assessment": assessment,
        "membership": membership,
        "case": open_case_of("account", account.account) or _case_of_network(membership),
        "changes": AccessChange.objects.filter(account=account).order_by("-sequence")[:CHANGES_SHOWN],
        "smalls": charts(weeks, profiles, cohort),
        "weeks": table(weeks),
        "cohort": _cohort_words(account, cohort),
        "families": FamilyCount.objects.filter(account=account, family__bits__gt=0).select_related("family"),
        "shown": shown_values(account.pk),
        "signals": newest_signals(account.pk),
        "crumbs": _crumbs(account, membership),
    }


def _cohort_words(account: Account, cohort: list[CohortWeek]) -> str:
    """Whom the grey band is made of."""
    if not cohort:
        return ""
    newest = cohort[-1]
    whose = f"on the {newest.plan} plan" if newest.plan == account.plan and newest.plan else "of all plans"
    return f"grey: the middle 80 % of {newest.accounts:,} accounts {whose}"


def _access(account: Account) -> dict[str, Any]:
    """The door, and in words what is done with answers that pass it."""
    access: Access | None = getattr(account, "access", None)
    return {"access": access, "treatments": [TREATMENT_WORDS[one] for one in access.treatments] if access else []}


def masked_contact(account: Account) -> Contact | None:
    """Enough to tell two customers apart; None where nobody said, and where it cannot be opened."""
    try:
        contact = contact_of(account)
    except Unreadable:
        return None
    return contact.masked() if contact != Contact() else None


def _case_of_network(membership: Membership | None) -> Case | None:
    return open_case_of("network", membership.network.network) if membership else None


def _crumbs(account: Account, membership: Membership | None) -> list[dict[str, str]]:
    crumbs = [{"label": "Networks", "url": reverse("page-networks")}]
    if membership:
        address = reverse("page-network", args=[membership.network.network])
        crumbs.append({"label": membership.network.name, "url": address})
    return [*crumbs, {"label": account.account, "url": ""}]


def shown_values(account_id: int) -> list[dict[str, Any]]:
    """The values the account showed, masked, newest first."""
    rows = (
        Sighting.objects.filter(account_id=account_id)
        .select_related("identifier")
        .order_by("-last_at")[: VALUES_SHOWN * 4]
    )
    seen: dict[int, dict[str, Any]] = {}
    for row in rows:
        kind = Kind(row.identifier.kind)
        entry = seen.setdefault(
            row.identifier_id,
            {"family": FAMILY_OF_KIND[kind], "mask": row.identifier.mask, "first": row.first_at, "last": row.last_at},
        )
        entry["first"] = min(entry["first"], row.first_at)
    return list(seen.values())[:VALUES_SHOWN]
