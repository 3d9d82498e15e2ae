"""Who has to be proven anew? By date and by event; a person is asked, and nothing is narrowed by itself.

A cause is told once for each thing it is about (a date, a document, a check, an owner, a case): what a reviewer has
answered is not asked again until something else happens.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding.causes import CauseFound, reverification
from accounts.onboarding.models import Cause, Check, ClaimedParty, Document, Reverification
from accounts.parties.models import Account, Directorship, Stake, Tier
from accounts.policy.querysets import current
from accounts.review.actions import ask
from accounts.review.models import Case, Evidence
from accounts.webhooks.actions import announce

REVERIFIER: Final = Actor.command("re-verification")
PROVEN: Final = (Tier.VERIFIED, Tier.ENTERPRISE)


class Told(NamedTuple):
    """How many accounts outsiders were told about, and about how many a person was asked."""

    announced: int
    asked: int


def reverify(now: datetime | None = None) -> Told:
    """Announce what runs out soon, and ask a person about every account that has a new cause."""
    now = now or timezone.now()
    announced = sum(_announce(account, now) for account in _expiring(now))
    by_account: dict[int, list[CauseFound]] = {}
    for account, cause in _causes(now):
        by_account.setdefault(account, []).append(cause)
    accounts = Account.objects.filter(pk__in=by_account, tier__in=PROVEN, erased_at=None)
    asked = sum(
        _ask(account, by_account[account.pk], now) for account in accounts.select_related("legal_entity").order_by("pk")
    )
    return Told(announced, asked)


def _expiring(now: datetime) -> list[Account]:
    soon = now + timedelta(days=current().numbers.onboarding.expiring_days)
    return list(
        Account.objects.filter(tier__in=PROVEN, erased_at=None, verified_until__gt=now, verified_until__lte=soon)
    )


@transaction.atomic
def _announce(account: Account, now: datetime) -> bool:
    """`verification.expiring`, once for each date."""
    assert account.verified_until
    until = account.verified_until.isoformat()
    if not _note(account, Cause.EXPIRING, until, now):
        return False
    payload = {"account": account.account, "tier": account.tier, "valid_until": until}
    announce(type="verification.expiring", payload=payload, lane=account.account)
    record(by=REVERIFIER, verb="verification.expiring", subject=("account", account.account), detail={"until": until})
    return True


@transaction.atomic
def _ask(account: Account, causes: list[CauseFound], now: datetime) -> bool:
    """One question about all that is new of an account."""
    fresh = [one for one in causes if _note(account, one.cause, one.about, now)]
    if not fresh:
        return False
    company = account.legal_entity.name if account.legal_entity else ""
    ask(by=REVERIFIER, referral=reverification(account.account, company, fresh, now, current().number))
    return True


def _note(account: Account, cause: str, about: str, now: datetime) -> bool:
    """Is this new? The database keeps it once, whoever else looks at the same time."""
    _, created = Reverification.objects.get_or_create(
        account=account, cause=cause, about=about[:60], defaults={"at": now}
    )
    return created


def _causes(now: datetime) -> Iterator[tuple[int, CauseFound]]:
    yield from _past_their_date(now)
    yield from _documents(now)
    yield from _checks(now)
    yield from _new_people()
    yield from _networks()


def _past_their_date(now: datetime) -> Iterator[tuple[int, CauseFound]]:
    over = Account.objects.filter(tier__in=PROVEN, verified_until__lte=now).values_list("pk", "verified_until")
    for account, until in over:
        assert until
        yield account, CauseFound(Cause.EXPIRED, until.isoformat(), f"Verified until {until:%Y-%m-%d}.")


def _documents(now: datetime) -> Iterator[tuple[int, CauseFound]]:
    """Papers of the newest approved application that have run out."""
    rows = Document.objects.filter(expires_on__lt=now.date(), state="ready", application__state="approved")
    for account, document, kind, day in rows.filter(_newest()).values_list(
        "application__account", "document", "kind", "expires_on"
    ):
        sentence = f"The {kind.replace('_', ' ')} they were verified with ran out on {day:%Y-%m-%d}."
        yield account, CauseFound(Cause.DOCUMENT, document, sentence)


def _checks(now: datetime) -> Iterator[tuple[int, CauseFound]]:
    rows = Check.objects.filter(is_current=True, valid_until__lte=now, application__state="approved")
    for account, check, what in rows.filter(_newest()).values_list("application__account", "check_id", "what"):
        yield account, CauseFound(Cause.CHECK, check, f"What was proven ran out: {what.replace('_', ' ')}.")


def _newest() -> Q:
    """Of applications that nobody renewed."""
    return Q(application__renewals__isnull=True, application__account__isnull=False)


def _new_people() -> Iterator[tuple[int, CauseFound]]:
    """Directors and owners who came into the record after the account was verified, unless it named them itself."""
    directors = Directorship.objects.filter(
        recorded_at__gt=F("entity__accounts__verified_at"), entity__accounts__tier__in=PROVEN
    )
    for row, account in directors.exclude(_named("entity__accounts", "person")).values_list("pk", "entity__accounts"):
        yield account, CauseFound(Cause.OWNER, f"director {row}", "Another person directs the company.")
    stakes = Stake.objects.filter(
        recorded_at__gt=F("owned__accounts__verified_at"), owned__accounts__tier__in=PROVEN
    ).exclude(_named("owned__accounts", "owner_person") | _named("owned__accounts", "owner_entity", "entity"))
    for row, account in stakes.values_list("pk", "owned__accounts"):
        yield account, CauseFound(Cause.OWNER, f"stake {row}", "Somebody else holds shares of the company.")


def _named(account: str, whom: str, kind: str = "person") -> Q:
    """Was this party named in an application of the account itself?"""
    claims = ClaimedParty.objects.filter(application__account=OuterRef(account), **{kind: OuterRef(whom)})
    return Q(Exists(claims))


def _networks() -> Iterator[tuple[int, CauseFound]]:
    """Members of networks that somebody looks at, as the case's newest evidence names them."""
    for case in Case.objects.filter(kind="network").exclude(state="closed").order_by("pk"):
        newest = Evidence.objects.filter(case=case).order_by("-id").first()
        names = [member["account"] for member in newest.members] if newest else []
        proven = Account.objects.filter(account__in=names, tier__in=PROVEN).values_list("pk", flat=True)
        for account in proven:
            yield (
                account,
                CauseFound(Cause.NETWORK, case.case, f"They belong to a network that is looked at: {case.case}."),
            )
