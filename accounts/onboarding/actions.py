"""Everything that is done to an application: the verbs, by whom they are used.

Sales, calls and files `start`; the applicant opens, saves and submits; reviewers ask and answer.
"""

from accounts.onboarding.actions_answer import approve, approve_proposal, contest, propose_enterprise, reject
from accounts.onboarding.actions_hand_in import refresh, submit
from accounts.onboarding.actions_item import Ask, answer_item, ask_item, withdraw_item
from accounts.onboarding.actions_start import invite, open_link, revoke_links, start
from accounts.onboarding.actions_team import comment, give_to, name_account
from accounts.onboarding.start import Start

__all__ = [
    "Ask",
    "Start",
    "answer_item",
    "approve",
    "approve_proposal",
    "ask_item",
    "comment",
    "contest",
    "give_to",
    "invite",
    "name_account",
    "open_link",
    "propose_enterprise",
    "refresh",
    "reject",
    "revoke_links",
    "start",
    "submit",
    "withdraw_item",
]
