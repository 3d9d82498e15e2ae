"""Who would a decision be about, right now? The evidence's accounts, as they stand, by the rules of `selection`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.parties.models import Account, Tier
from accounts.policy.querysets import current
from accounts.review.choices import Choice
from accounts.review.evidence import Member, Weighed, listed, opened, weigh
from accounts.review.models import Case, Decision, Evidence, MemberState
from accounts.review.selection import Chosen, Person, adjust, select


@dataclass(frozen=True, slots=True)
class List:
    """Whom a measure is for, in the order of the evidence, with the accounts' rows.

    `pending`: those whom the decision to be taken back has not reached yet.
    """

    chosen: list[Chosen]
    accounts: Mapping[str, Account]
    pending: frozenset[str] = frozenset()

    @property
    def states(self) -> frozenset[str]:
        """How their doors stand; whom the decision to be taken back is about to reach counts as reached."""
        coming = frozenset({"suspended", "limited"}) if self.pending else frozenset()
        return coming | {state_of(account) for account in self.accounts.values()}

    @property
    def included(self) -> list[str]:
        """Those on the list."""
        return [choice.account for choice in self.chosen if choice.included]

    def left_out(self) -> dict[str, int]:
        """How many are left out, by reason, most first: "24 not in step, 6 first users"."""
        counts: dict[str, int] = {}
        for choice in self.chosen:
            if not choice.included:
                counts[choice.why_out] = counts.get(choice.why_out, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def latest_evidence(case: Case) -> Evidence | None:
    """What is known now; `evidence_of_case`."""
    return case.evidence.order_by("-id").first()


def weighed(evidence: Evidence) -> Weighed:
    """What of a stored snapshot is compared with another."""
    return weigh(opened(evidence.body), listed(evidence.members))


def list_for(case: Case, choice: Choice, *, now: datetime, undone: Decision | None = None) -> List:
    """The list of this choice: the default one, or as the person wants it. Raises `Refused` (422) as `adjust` does."""
    members = members_of(case)
    accounts = accounts_of([member.account for member in members])
    long_ago, pending = established_before(now), _pending(undone)
    people = {
        name: Person(state_of(one), is_established(one, long_ago), name in pending) for name, one in accounts.items()
    }
    chosen = select(choice.measure, members, people, undone.measure if undone else "")
    if choice.included is not None:
        chosen = adjust(chosen, choice.included, choice.left_out)
    known = [chosen_one for chosen_one in chosen if chosen_one.account in accounts]
    return List(known, accounts, pending)


def _pending(undone: Decision | None) -> frozenset[str]:
    if undone is None:
        return frozenset()
    waiting = undone.members.filter(state=MemberState.PENDING)
    return frozenset(waiting.values_list("account__account", flat=True))


def members_of(case: Case) -> list[Member]:
    """The accounts of the newest evidence."""
    evidence = latest_evidence(case)
    return listed(evidence.members) if evidence else []


def accounts_of(names: Collection[str]) -> dict[str, Account]:
    """Their rows, each with its door; one query."""
    found = Account.objects.filter(account__in=names).select_related("access")
    return {account.account: account for account in found}


def state_of(account: Account) -> str:
    """How its door stands; empty without an access record."""
    access = getattr(account, "access", None)
    return access.state if access else ""


def established_before(now: datetime) -> datetime:
    """Who is here since before this moment is here for a long time, says the policy."""
    return now - timedelta(days=current().numbers.recommend.established_payer_days)


def is_established(account: Account, long_ago: datetime) -> bool:
    """Verified, and here for a long time: never limited by default."""
    verified = account.tier in {Tier.VERIFIED, Tier.ENTERPRISE} and account.verified_at is not None
    return verified and account.created_at <= long_ago
