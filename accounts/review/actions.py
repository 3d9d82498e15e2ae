"""Everything review does to a case: the verbs, by whom they are used.

Graph and onboarding `refer`; reviewers claim, decide and propose; leads approve; customers appeal.
"""

from accounts.review.actions_appeal import reconsider, submit_appeal
from accounts.review.actions_case import claim, keep, next_case, note, reassign, release, snooze, wake
from accounts.review.actions_decide import decide
from accounts.review.actions_propose import approve, decline, propose, return_proposal, withdraw
from accounts.review.actions_refer import refer
from accounts.review.actions_stage import cancel, next_stage
from accounts.review.actions_verdict import record_verdict, withdraw_verdict

__all__ = [
    "approve",
    "cancel",
    "claim",
    "decide",
    "decline",
    "keep",
    "next_case",
    "next_stage",
    "note",
    "propose",
    "reassign",
    "reconsider",
    "record_verdict",
    "refer",
    "release",
    "return_proposal",
    "snooze",
    "submit_appeal",
    "wake",
    "withdraw",
    "withdraw_verdict",
]
