"""What does the record know of accounts that a policy would touch? What people said of them, and honest marks."""

from collections.abc import Collection
from datetime import datetime, timedelta

from accounts.parties.models import Account, Tier
from accounts.review.models import DecisionMember, Verdict, VerdictKind

SAID = {VerdictKind.CONFIRMED: True, VerdictKind.CLEARED: False, VerdictKind.VICTIM: False}
DONE = {"suspend": True, "limit_models": True, "limit_rate": True, "clear": False, "lift": False, "restore": False}
PROVEN = (Tier.VERIFIED, Tier.ENTERPRISE)


def said_of_accounts() -> dict[int, bool]:
    """By account that somebody judged: was it confirmed (True) or cleared? The newest word counts."""
    words: dict[int, tuple[datetime, bool]] = {}
    rows = DecisionMember.objects.filter(decision__measure__in=DONE).exclude(state__in=("left_out", "failed"))
    for account, at, measure in rows.values_list("account_id", "decision__decided_at", "decision__measure").iterator():
        _newer(words, account, at, word=DONE[measure])
    verdicts = list(Verdict.objects.standing().filter(kind__in=SAID).order_by("at"))
    keys = _keys({name for one in verdicts for name in one.subjects if isinstance(name, str)})
    for one in verdicts:
        for name in one.subjects:
            if name in keys:
                _newer(words, keys[name], one.at, word=SAID[VerdictKind(one.kind)])
    return {account: word for account, (_, word) in words.items()}


def names_of(accounts: Collection[int]) -> dict[int, str]:
    """Public ids."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "account"))


def marks_of(accounts: Collection[int], as_of: datetime, established_days: int) -> dict[int, tuple[str, ...]]:
    """What speaks for each account, and where it is: the groups an analyst counts before moving a number."""
    since = as_of - timedelta(days=established_days)
    rows = Account.objects.filter(pk__in=accounts)
    return {row.pk: tuple(_marks(row, since)) for row in rows}


def _marks(row: Account, since: datetime) -> list[str]:
    verified = row.tier in PROVEN and row.verified_at is not None
    return [
        *(["verified"] if verified else []),
        *(["established payers"] if verified and row.created_at <= since else []),
        *(["of a company"] if row.legal_entity_id else []),
        *([f"in the {row.program} programme"] if row.program else []),
        *([f"country {row.country}"] if row.country else []),
    ]


def _newer(words: dict[int, tuple[datetime, bool]], account: int, at: datetime, *, word: bool) -> None:
    if account not in words or at >= words[account][0]:
        words[account] = at, word


def _keys(names: Collection[str]) -> dict[str, int]:
    return dict(Account.objects.filter(account__in=names).values_list("account", "pk"))
