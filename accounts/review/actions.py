"""Everything review does to a case: the verbs, by whom they are used.

Graph and onboarding `refer`; reviewers claim, decide and propose; leads approve; customers appeal.
"""

from accounts.review.actions_appeal import contest, reconsider, submit_appeal
from accounts.review.actions_case import claim, keep, next_case, note, reassign, release, snooze, wake
from accounts.review.actions_decide import decide
from accounts.review.actions_propose import approve, decline, propose, return_proposal, withdraw
from accounts.review.actions_refer import ask, refer
from accounts.review.actions_stage import cancel, next_stage
from accounts.review.actions_verdict import record_verdict, withdraw_verdict
from accounts.review.actions_wait import resume, wait_for_customer

__all__ = [
    "approve",
    "ask",
    "cancel",
    "claim",
    "contest",
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
    "resume",
    "return_proposal",
    "snooze",
    "submit_appeal",
    "wait_for_customer",
    "wake",
    "withdraw",
    "withdraw_verdict",
]
