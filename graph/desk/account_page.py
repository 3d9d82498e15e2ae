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
from graph.behavior.models import FamilyCount
from graph.desk.reading import newest_signals, open_case_of
from graph.networks.models import Membership
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.models import Sighting, WeeklyProfile
from graph.signals.weeks import newest_weeks
from kycrisk.lib.vault import Unreadable

WEEKS = 13
CHANGES_SHOWN = 10
VALUES_SHOWN = 30


def account_context(account: Account, user: User) -> dict[str, Any]:
    """Everything `templates/desk/account.html` names; eight queries, whatever the account did."""
    assessment = getattr(account, "assessment", None)
    membership = Membership.objects.filter(account=account, role="member").select_related("network").first()
    profiles = newest_weeks(account.pk, WEEKS)
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
        "smalls": small_multiples(profiles),
        "weeks": profiles,
        "families": FamilyCount.objects.filter(account=account, family__bits__gt=0).select_related("family"),
        "shown": shown_values(account.pk),
        "signals": newest_signals(account.pk),
        "crumbs": _crumbs(account, membership),
    }


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


def small_multiples(profiles: list[WeeklyProfile]) -> list[dict[str, Any]]:
    """Six small charts, five over weeks and the hours of the day: figure, points of an SVG line (0..220 × 0..56)."""
    requests = [profile.exchanges / 7 for profile in profiles]
    asking = [_share(profile.elicitation, profile.sketched) for profile in profiles]
    loyal = [_share(max(profile.models_used.values(), default=0), profile.exchanges) for profile in profiles]
    incoming = [_share(profile.input_tokens, profile.exchanges) for profile in profiles]
    outgoing = [_share(profile.output_tokens, profile.exchanges) for profile in profiles]
    ends = {"from": profiles[0].week, "to": profiles[-1].week} if profiles else {}
    return [
        {"title": "Requests a day", "figure": _last(requests, "{:,.1f}"), "points": line(requests), **ends},
        {"title": "Asks for reasoning", "figure": _last(asking, "{:.0%}"), "points": line(asking, top=1.0), **ends},
        {"title": "On its main model", "figure": _last(loyal, "{:.0%}"), "points": line(loyal, top=1.0), **ends},
        {"title": "Hours of the day", "figure": "", "bars": bars(hours_of(profiles))},
        {"title": "Input per request", "figure": _last(incoming, "{:,.0f}"), "points": line(incoming), **ends},
        {"title": "Output per request", "figure": _last(outgoing, "{:,.0f}"), "points": line(outgoing), **ends},
    ]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _last(series: list[float], pattern: str) -> str:
    return pattern.format(series[-1]).replace("%", " %") if series else "none"


def line(series: list[float], *, top: float = 0.0) -> str:
    """Points of a polyline, 220 wide and 56 high, zero at the foot."""
    highest = max([*series, top, 1e-9])
    step = 220 / max(1, len(series) - 1)
    return " ".join(f"{index * step:.1f},{56 - 52 * value / highest:.1f}" for index, value in enumerate(series))


def hours_of(profiles: list[WeeklyProfile]) -> list[int]:
    """Exchanges by hour of the day, 24 counts."""
    hours = [0] * 24
    for profile in profiles:
        for hour_of_week, count in profile.hours.items():
            hours[int(hour_of_week) % 24] += count
    return hours


def bars(counts: list[int]) -> list[dict[str, float]]:
    """Bars of a histogram, 220 wide and 56 high."""
    highest = max([*counts, 1])
    return [
        {
            "x": index * 9.1 + 1,
            "y": 56 - 52 * count / highest,
            "height": 52 * count / highest,
            "hour": index,
            "n": count,
        }
        for index, count in enumerate(counts)
    ]
