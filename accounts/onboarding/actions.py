"""Everything that is done to an application: the verbs, by whom they are used.

Sales, calls and files `start`; the applicant opens, saves and submits; reviewers ask and answer.
"""

from accounts.onboarding.actions_hand_in import refresh, submit
from accounts.onboarding.actions_start import invite, open_link, revoke_links, start
from accounts.onboarding.start import Start

__all__ = [
    "Start",
    "invite",
    "open_link",
    "refresh",
    "revoke_links",
    "start",
    "submit",
]
