"""What changed between the proposal and now? What the second person looks at before typing the number."""

from dataclasses import dataclass

from accounts.policy.querysets import current
from accounts.review.evidence import listed, material_changes
from accounts.review.listing import latest_evidence, weighed
from accounts.review.models import Evidence, Proposal, ProposalMember


@dataclass(frozen=True, slots=True)
class Moved:
    """An account on the list whose access is not what it was."""

    account: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Since:
    """Accounts and evidence that are not as they were.

    `joined`: accounts of the newest evidence that are not on the frozen list; they stay as they are and go to a new
    case. `left`: accounts on the list that the newest evidence no longer names. `evidence`: sentences, empty if it
    holds.
    """

    joined: list[str]
    left: list[str]
    moved: list[Moved]
    evidence: list[str]
    bits_then: float
    bits_now: float

    @property
    def unchanged(self) -> bool:
        """Is everything as it was?"""
        return not (self.joined or self.left or self.moved or self.evidence)


def since_proposal(proposal: Proposal) -> Since:
    """Compare the frozen list and its evidence with what is known now; five queries, whatever the length."""
    rows = list(proposal.members.select_related("account__access").order_by("id"))
    then, newest = proposal.evidence, latest_evidence(proposal.case)
    now_named = {member.account for member in listed(newest.members)} if newest else set()
    frozen = {row.account.account for row in rows}
    included = {row.account.account for row in rows if row.included}
    return Since(
        joined=sorted(now_named - frozen),
        left=sorted(included - now_named) if newest else [],
        moved=[moved for row in rows if row.included and (moved := _moved(row))],
        evidence=_drift(then, newest),
        bits_then=then.bits if then else 0.0,
        bits_now=newest.bits if newest else 0.0,
    )


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
