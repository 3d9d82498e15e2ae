"""Who of a case leads with which prompt family, and at which hours do they work? Rows out of PostgreSQL."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from graph.behavior.models import FamilyCount
from graph.networks.shared_leads import Family, Lead, Leads
from graph.signals.models import WeeklyProfile

FIELDS = ("account_id", "family_id", "prompts", "account__conduct__asked", "first_at", "last_at")
FAMILY_FIELDS = ("family_id", "family__name", "family__bits", "family__one_in", "family__accounts")


def leads_among(accounts: Collection[int], as_of: datetime, least: int) -> Leads:
    """The leads of some account keys, numbered by their order.

    Families that fewer than `least` accounts use are left out: people could be recognised by them.
    """
    place = {key: number for number, key in enumerate(sorted(accounts))}
    rows = FamilyCount.objects.filter(
        account__in=place, first_at__lte=as_of, family__bits__gt=0, family__accounts__gte=least
    )
    families: dict[int, Family] = {}
    for key, name, bits, one_in, users in rows.order_by("family_id").values_list(*FAMILY_FIELDS).distinct():
        families[key] = Family(name, bits, one_in, users)
    return Leads.gathered(
        families,
        (
            Lead(place[account], family, prompts / max(asked or 0, prompts), _seconds(first), _seconds(last))
            for account, family, prompts, asked, first, last in rows.values_list(*FIELDS)
        ),
    )


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def hours_of_week(account: int) -> Counter[str]:
    """An account's exchanges by hour of the week ("0" is Monday 00 UTC), over all its weeks."""
    hours: Counter[str] = Counter()
    for week in WeeklyProfile.objects.filter(account=account).values_list("hours", flat=True):
        hours.update(week)
    return hours
