"""What changed between the proposal and now? What the second person looks at before typing the number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from accounts.policy.querysets import current
from accounts.review.evidence import listed, material_changes
from accounts.review.listing import latest_evidence, weighed
from accounts.review.models import Case, Decision, Evidence, Proposal, ProposalMember
from accounts.review.moving import decided_since


@dataclass(frozen=True, slots=True)
class Moved:
    """An account on the list whose access is not what it was."""

    account: str
    before: str
    now: str


class Decided(NamedTuple):
    """An account on the list about which somebody else has decided meanwhile; approving passes it over."""

    account: str
    why: str


class Parted(NamedTuple):
    """Accounts on the list that another case has taken up since: their network split off, or a case went into this."""

    case: str
    how: str
    accounts: list[str]


@dataclass(frozen=True, slots=True)
class Since:
    """Accounts and evidence that are not as they were.

    `joined`: accounts of the newest evidence that are not on the frozen list; they stay as they are and go to a new
    case. `left`: accounts on the list that the newest evidence no longer names. `decided`: those about whom somebody
    else decided. `parted`: those whose network split off or came from another case. `evidence`: sentences, empty if it
    holds.
    """

    joined: list[str]
    left: list[str]
    moved: list[Moved]
    decided: list[Decided]
    parted: list[Parted]
    evidence: list[str]
    bits_then: float
    bits_now: float

    @property
    def unchanged(self) -> bool:
        """Is everything as it was?"""
        return not (self.joined or self.left or self.moved or self.decided or self.parted or self.evidence)


def since_proposal(proposal: Proposal) -> Since:
    """Compare the frozen list and its evidence with what is known now; seven queries, whatever the length."""
    rows = list(proposal.members.select_related("account__access").order_by("id"))
    then, newest = proposal.evidence, latest_evidence(proposal.case)
    now_named = {member.account for member in listed(newest.members)} if newest else set()
    on_list = {row.account_id: row for row in rows if row.included}
    included = {row.account.account for row in on_list.values()}
    return Since(
        joined=sorted(now_named - {row.account.account for row in rows}),
        left=sorted(included - now_named) if newest else [],
        moved=[moved for row in on_list.values() if (moved := _moved(row))],
        decided=[Decided(on_list[key].account.account, why) for key, why in _decided(proposal, on_list).items()],
        parted=list(_parted(proposal, included)),
        evidence=_drift(then, newest),
        bits_then=then.bits if then else 0.0,
        bits_now=newest.bits if newest else 0.0,
    )


def _decided(proposal: Proposal, accounts: Mapping[int, ProposalMember]) -> dict[int, str]:
    made = Decision.objects.filter(proposal=proposal)  # an approved one is no news about itself
    return {} if proposal.reverses_id else decided_since(proposal.proposed_at, accounts.keys(), made)


def _parted(proposal: Proposal, included: set[str]) -> Iterator[Parted]:
    """Cases that split from this one or went into it since, with whom of the list they name."""
    kin = Q(split_from=proposal.case, opened_at__gt=proposal.proposed_at)
    kin |= Q(merged_into=proposal.case, closed_at__gt=proposal.proposed_at)
    newest = Evidence.objects.filter(case__in=Case.objects.filter(kin)).order_by("case_id", "-id").distinct("case_id")
    for evidence in newest.select_related("case"):
        named = sorted(included & {member.account for member in listed(evidence.members)})
        how = "went into this case" if evidence.case.merged_into_id == proposal.case_id else "split from it"
        if named:
            yield Parted(evidence.case.case, how, named)


def _drift(then: Evidence | None, newest: Evidence | None) -> list[str]:
    if then is None or newest is None or newest.pk == then.pk:
        return []
    return material_changes(weighed(then), weighed(newest), current().numbers.desk)


def _moved(row: ProposalMember) -> Moved | None:
    access = getattr(row.account, "access", None)
    sequence = access.sequence if access else None
    if sequence == row.access_sequence:
        return None
    return Moved(row.account.account, row.access_state, access.state if access else "")
