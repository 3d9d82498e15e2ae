"""When does new evidence need a person again, and what becomes of cases whose networks merge or split?

The rules, in one place:

* **One open case per subject.** New evidence joins it, as a line of its own if something material changed.
* **A decided question stays decided.** After a decision a new case opens only on *grounds*: measured against the
  evidence that was decided on, something speaks more strongly against them (a stronger suggestion, a new factor, at
  least one more bit, at least a tenth more members). What fades, and members who leave, are no grounds.
* **A suspended lineage stays under watch.** Its members are dealt with, so stronger evidence against the same accounts
  is no grounds; one new account whose own conduct is in question (suggested for review or a limit) is.
* **Merge.** Lineage A goes on in B: A's unfinished case is closed into B's, which opens for the purpose if need be. A
  proposal waiting in A's case is withdrawn (its list was about A). Notes and history are read through the pointer.
* **Split.** The case stays with the lineage that keeps the id. The other lineage gets its own case, which names where
  it comes from; if the question about its members was decided before the split and there are no grounds to ask again,
  it gets a closed case that points to the one where it was answered.

Pure: whoever refers reads, asks here, and writes.
"""

from accounts.policy.defaults import Desk
from accounts.review.evidence import Weighed

ORDER = ("clear", "watch", "review", "limit")


def grounds(before: Weighed, after: Weighed, desk: Desk) -> list[str]:
    """Why a decided question must be asked again, as sentences; empty: it stays decided."""
    found = []
    if ORDER.index(after.recommendation) > ORDER.index(before.recommendation):
        found.append(f"The suggestion rose from {before.recommendation} to {after.recommendation}.")
    if new := sorted(after.factors - before.factors):
        found.append(f"New since the decision: {', '.join(new)}.")
    if after.bits - before.bits >= desk.evidence_min_bits:
        found.append(f"Evidence grew by {after.bits - before.bits:.1f} bits since the decision.")
    joined = len(after.members - before.members)
    if joined and joined >= desk.evidence_min_member_share * max(1, len(before.members)):
        found.append(f"{joined:,} {_accounts(joined)} joined since the decision.")
    return found


def grounds_after_suspension(known: frozenset[str], suspects: frozenset[str]) -> list[str]:
    """Why a suspended lineage needs a person again: accounts nobody decided about, in question by their own conduct."""
    fresh = len(suspects - known)
    return [f"{fresh:,} new {_accounts(fresh)} after the suspension."] if fresh else []


def _accounts(count: int) -> str:
    return "account" if count == 1 else "accounts"
