"""What was observed of an account beside what it says, and who of the unproven deserves a question for it?"""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.journal.actors import Actor
from accounts.onboarding.models import Application
from accounts.parties.models import Account, Tier
from accounts.policy.querysets import Numbered, current
from accounts.review.actions import refer
from accounts.review.evidence import Member, Pack, Referral
from accounts.review.models import Case
from accounts.review.priority import Stakes, priority
from graph.risk.costing import costs_of
from graph.risk.facts import Declared, Seen, apart, compared, pack
from graph.signals import countries
from graph.signals.kinds import Kind, NetworkClass
from graph.signals.models import DailyPayment, Sighting, Signal
from graph.signals.payments import disowned_by_holders
from graph.signals.sealing import opened

DERIVATION = Actor.command("derivation")
PASSING = (NetworkClass.HOSTING, NetworkClass.VPN, NetworkClass.TOR)
PAYMENTS_READ = 500
ADDRESSES_READ = 300
AT_ONCE = 1_000
RECENT = timedelta(days=2)


def declared_by(account: Account) -> Declared:
    """What the record says of the account and its company."""
    company = account.legal_entity
    return Declared(
        country=account.country,
        jurisdiction=company.jurisdiction if company else "",
        headquarters=company.hq_country if company else "",
        requests_per_day=account.declared_requests_per_day,
    )


def seen_of(account: Account, as_of: datetime, policy: Numbered) -> Seen:
    """What the account was seen to do in the days that policy looks back, without anything personal."""
    since = as_of - timedelta(days=policy.numbers.recommend.facts_days)
    networks, unplaced, passing = _networks(account, since)
    return Seen(
        issuers=_issuers(account, since),
        networks=networks if countries.are_known() else None,
        unplaced=unplaced,
        passing=passing,
        requests_per_day=costs_of([account.pk], as_of, policy.numbers.desk)[account.pk].exchanges_per_day,
        disowned=disowned_by_holders([account.pk]).get(account.pk, 0),
    )


def _issuers(account: Account, since: datetime) -> Counter[str]:
    """Payments by the country of the bank; what failed or was disowned is not the account's own way to pay."""
    paid = Signal.objects.filter(account=account, at__gte=since, type="payment.used", source__revoked_at=None)
    newest = paid.order_by("-at").values_list("data", flat=True)[:PAYMENTS_READ]
    own = [data for data in newest if data.get("outcome") not in {"failed", "disputed"}]
    return Counter(country.upper() for data in own if (country := data.get("issuer_country")))


def _networks(account: Account, since: datetime) -> tuple[Counter[str], int, int]:
    """Days by country of the address, days on addresses that no list places, days through what is nobody's home."""
    seen = Sighting.objects.filter(account=account, identifier__kind=Kind.IP, last_at__gte=since)
    rows = list(seen.select_related("identifier__kept_by").order_by("-last_at")[:ADDRESSES_READ])
    passing = {row.day for row in rows if row.identifier.network_class in PASSING}
    days: set[tuple[str, int]] = set()
    for row in rows:
        if row.identifier.network_class not in PASSING and (value := opened(row.identifier)):
            days.add((countries.country_of(value.text), row.day))
    counts = Counter(country for country, _day in days)
    unplaced = counts.pop("", 0)
    return counts, unplaced, len(passing)


def refer_apart(as_of: datetime) -> int:
    """Ask a person about accounts that paid lately, are not proven, and are registered, paid and used in three places.

    Answers how many. An application that is being looked at shows the same facts, so it is not asked about twice.
    """
    if not countries.are_known():
        return 0
    policy, referred = current(), 0
    for account in _unproven_payers(as_of).iterator(chunk_size=AT_ONCE):
        declared = declared_by(account)
        if not declared.homes or _is_looked_at(account):
            continue
        seen = seen_of(account, as_of, policy)
        if sentence := apart(declared, seen, policy.numbers.recommend):
            facts = compared(declared, seen, policy.numbers.recommend)
            refer(by=DERIVATION, referral=_referral(account, pack(account.account, facts, sentence), as_of, policy))
            referred += 1
    return referred


def _unproven_payers(as_of: datetime) -> QuerySet[Account]:
    lately = DailyPayment.objects.filter(day__gte=(as_of - RECENT).date()).values("account")
    proven = Q(tier__in=(Tier.VERIFIED, Tier.ENTERPRISE)) & (Q(verified_until=None) | Q(verified_until__gt=as_of))
    return Account.objects.filter(pk__in=lately).exclude(proven).select_related("legal_entity").order_by("pk")


def _is_looked_at(account: Account) -> bool:
    applications = Application.objects.filter(account=account).values_list("application", flat=True)
    return Case.objects.filter(subject_type="application", subject_id__in=applications).unfinished().exists()


def _referral(account: Account, evidence: Pack, as_of: datetime, policy: Numbered) -> Referral:
    urgency = priority(Stakes(recommendation=evidence.recommendation))
    return Referral(
        kind="account",
        subject_type="account",
        subject_id=account.account,
        title=account.account,
        pack=evidence,
        members=[Member(account=account.account, recommendation=evidence.recommendation, leave_out="no own conduct")],
        priority=urgency.level,
        priority_reasons=urgency.reasons,
        as_of=as_of,
        policy_version=policy.number,
    )
