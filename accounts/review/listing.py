"""Who would a decision be about, right now? The evidence's accounts, as they stand, by the rules of `selection`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.parties.models import Account
from accounts.policy.querysets import current
from accounts.review.choices import Choice
from accounts.review.evidence import Member, Weighed, listed, opened, weigh
from accounts.review.models import Case, Decision, DecisionMember, Evidence, MemberState
from accounts.review.moving import moved_since
from accounts.review.people import Person
from accounts.review.reach import PROVEN, Reach, reach_of
from accounts.review.selection import Chosen, adjust, select


@dataclass(frozen=True, slots=True)
class List:
    """Whom a measure is for, in the order of the evidence, with the accounts' rows.

    `pending`: those whom the decision to be taken back has not reached yet. `members` and `people`: what the evidence
    and the record say of each.
    """

    chosen: list[Chosen]
    accounts: Mapping[str, Account]
    pending: frozenset[str] = frozenset()
    members: Sequence[Member] = ()
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def states(self) -> frozenset[str]:
        """How their doors stand; whom the decision to be taken back is about to reach counts as reached."""
        coming = frozenset({"suspended", "limited"}) if self.pending else frozenset()
        return coming | {state_of(account) for account in self.accounts.values()}

    @property
    def included(self) -> list[str]:
        """Those on the list."""
        return [choice.account for choice in self.chosen if choice.included]

    def reach(self, measure: str) -> Reach:
        """What hangs on those on the list: payers, money, contracts, owners, exchanges. No further query."""
        listed_now = set(self.included)
        return reach_of(measure, (one for one in self.members if one.account in listed_now), self.people)

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
    pending = _pending(undone)
    people = people_of(accounts, now, Before(pending, moved_since(undone) if undone else {}, _stage_before(case)))
    chosen = select(choice.measure, members, people, undone.measure if undone else "", choice.rules)
    if choice.included is not None:
        chosen = adjust(chosen, choice.included, choice.left_out)
    known = [chosen_one for chosen_one in chosen if chosen_one.account in accounts]
    return List(known, accounts, pending, members, people)


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier decisions say about accounts.

    `pending`: names that the decision to be taken back has not reached. `moved`: by key, why it is not what stands now.
    `stage`: by name, the reason of the stage before for leaving out; None: there was none.
    """

    pending: frozenset[str] = frozenset()
    moved: Mapping[int, str] = field(default_factory=dict)
    stage: Mapping[str, str] | None = None


def people_of(accounts: Mapping[str, Account], now: datetime, before: Before | None = None) -> dict[str, Person]:
    """What the record says of these accounts; no query."""
    long_ago, before = established_before(now), before or Before()
    return {name: _person(one, now, long_ago, before) for name, one in accounts.items()}


def _person(account: Account, now: datetime, long_ago: datetime, before: Before) -> Person:
    owner, stage = account.legal_entity, before.stage
    return Person(
        state=state_of(account),
        established_payer=is_established(account, long_ago),
        pending=account.account in before.pending,
        moved=before.moved.get(account.pk, ""),
        earlier="" if stage is None else stage.get(account.account, "not on the list of the stage before"),
        tier=account.tier,
        verified=account.tier in PROVEN and account.verified_at is not None,
        known_days=(now - account.created_at).days,
        programme=account.program,
        plan=account.plan,
        owner=owner.entity if owner else "",
        owner_name=owner.name if owner else "",
        declared_per_day=account.declared_requests_per_day or 0,
    )


def _stage_before(case: Case) -> dict[str, str] | None:
    """By account: why the stage that this case follows left it out; empty for those on its list."""
    if case.follows_id is None:
        return None
    rows = DecisionMember.objects.filter(decision=case.follows_id)
    return {
        name: f"{reason} (as in the stage before)"[:200] if state == MemberState.LEFT_OUT else ""
        for name, state, reason in rows.values_list("account__account", "state", "skipped_reason")
    }


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
    found = Account.objects.filter(account__in=names).select_related("access", "legal_entity")
    found = found.defer("sealed", "wrapped_key")
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
    return account.tier in PROVEN and account.verified_at is not None and account.created_at <= long_ago
