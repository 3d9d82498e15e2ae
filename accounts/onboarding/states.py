"""What may happen to an application next, to which state does it lead, and who may do it? One table.

Pure: states and verbs are words; `Refused` carries the sentence a person reads. What the case of a submitted
application allows (a colleague's lock, four eyes, stale evidence) is `accounts.review`'s to say.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from kycrisk.lib.errors import Refused

DRAFT, SUBMITTED, IN_REVIEW, ASKED, APPROVED, REJECTED = STATES = (
    "draft",
    "submitted",
    "in_review",
    "information_requested",
    "approved",
    "rejected",
)


class Step(StrEnum):
    """Everything that can happen to an application, in the words of a refusal."""

    SAVE = "change"
    SUBMIT = "hand in"
    INVITE = "invite the applicant of"
    COMMENT = "comment on"
    GIVE = "give away"
    NAME_ACCOUNT = "name the account of"
    TAKE_UP = "begin to review"
    ASK = "ask for something in"
    TAKE_BACK = "take back a question in"
    ANSWER = "answer in"
    GO_ON = "go on with"
    DECIDE = "decide"
    APPROVE = "approve"
    REJECT = "reject"
    CONTEST = "contest the answer to"
    REOPEN = "look again at"
    END = "end"


class Way(NamedTuple):
    """Where a step leads, and who may take it.

    `needs`: verbs of `staff.roles` of which one suffices, or `APPLICANT`; empty: only the product does it, by itself.
    """

    to: str
    needs: tuple[str, ...]


APPLICANT: Final = "applicant"
# Machines with a key that may write applications start and follow them as sales do.
WORK: Final = "start and follow applications"
_SALES = (WORK,)
_TEAM = (WORK, "claim cases")
_REVIEW = ("decide cases",)
_THEY = (APPLICANT,)
_ITSELF = ()


def _stays(needs: tuple[str, ...], *states: str) -> dict[str, Way]:
    return {state: Way(state, needs) for state in states}


UNDECIDED = (DRAFT, SUBMITTED, IN_REVIEW, ASKED)
TABLE: dict[Step, dict[str, Way]] = {
    # What was handed in stays as it was, unless we asked for something.
    Step.SAVE: _stays(_THEY, DRAFT, ASKED),
    Step.SUBMIT: {DRAFT: Way(SUBMITTED, _THEY)},
    # Also after the answer, so that who lost the link can read and contest it.
    Step.INVITE: _stays(_SALES, *STATES),
    Step.COMMENT: _stays(_TEAM, *STATES),
    Step.GIVE: _stays(_SALES, *STATES),
    Step.NAME_ACCOUNT: _stays(_TEAM, *UNDECIDED),
    Step.TAKE_UP: {SUBMITTED: Way(IN_REVIEW, _ITSELF)},
    Step.ASK: {IN_REVIEW: Way(ASKED, _REVIEW), ASKED: Way(ASKED, _REVIEW)},
    Step.TAKE_BACK: _stays(_REVIEW, IN_REVIEW, ASKED),
    # An answer that comes after its date is welcome.
    Step.ANSWER: _stays(_THEY, IN_REVIEW, ASKED),
    Step.GO_ON: {ASKED: Way(IN_REVIEW, _ITSELF)},
    Step.DECIDE: _stays(_REVIEW, IN_REVIEW, ASKED),
    # What a decision of `accounts.review` makes of it.
    Step.APPROVE: {IN_REVIEW: Way(APPROVED, _ITSELF), ASKED: Way(APPROVED, _ITSELF)},
    Step.REJECT: {IN_REVIEW: Way(REJECTED, _ITSELF), ASKED: Way(REJECTED, _ITSELF)},
    Step.CONTEST: _stays(_THEY, REJECTED),
    Step.REOPEN: {REJECTED: Way(IN_REVIEW, _ITSELF)},
    Step.END: _stays(_ITSELF, DRAFT),
}

WHY_NOT = {
    DRAFT: "The applicant has not handed it in yet.",
    SUBMITTED: "It was handed in and is being checked.",
    IN_REVIEW: "It was handed in and is being looked at.",
    ASKED: "Something was asked for, and the answer is awaited.",
    APPROVED: "It was approved.",
    REJECTED: "It was rejected; the applicant can contest that.",
}


def way(state: str, step: Step) -> Way:
    """Where the step leads from this state. Raises `Refused` (409) with the reason when it leads nowhere."""
    found = TABLE[step].get(state)
    if found is None:
        said = state.replace("_", " ")
        raise Refused(f"You cannot {step} an application that is {said}. {WHY_NOT[state]}", code=f"application_{state}")
    return found


def needs(step: Step) -> tuple[str, ...]:
    """Of which one is needed for the step, whatever the state."""
    return next(iter(TABLE[step].values())).needs


def possible(state: str) -> list[Step]:
    """The steps that lead anywhere from this state, in the order of the table."""
    return [step for step, ways in TABLE.items() if state in ways]
