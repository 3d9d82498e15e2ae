"""What may happen to a case next, to which state does it lead, and who may do it? One table.

Pure: states and verbs are words; `Refused` carries the sentence a person reads. Whoever else stands in the way (a
colleague's lock, four eyes, stale evidence) is looked at by the verb itself.
"""

from enum import StrEnum
from typing import NamedTuple

from kycrisk.lib.errors import Refused

OPEN, WAITING, PROPOSED, CLOSED = STATES = ("open", "waiting", "proposed", "closed")


class Step(StrEnum):
    """Everything that can happen to a case, in the words of a refusal."""

    ADD_EVIDENCE = "add evidence to"
    CLAIM = "claim"
    RELEASE = "release"
    REASSIGN = "reassign"
    SNOOZE = "snooze"
    WAKE = "wake"
    NOTE = "write a note on"
    DECIDE = "decide"
    VERIFY = "ask to verify again in"
    WAIT = "wait for the customer in"
    RESUME = "go on with"
    PROPOSE = "propose a measure in"
    APPROVE = "approve the proposal in"
    DECLINE = "decline the proposal in"
    RETURN = "return the proposal in"
    WITHDRAW = "withdraw the proposal in"
    MERGE = "merge"


class Way(NamedTuple):
    """Where a step leads, and the verb of `staff.roles` it needs; empty: only the product does it, by itself."""

    to: str
    needs: str


_CLAIM = "claim cases"
_DECIDE = "decide cases"
_PROPOSE = "propose suspension or restoration"
_APPROVE = "approve what another person proposed"
_REASSIGN = "reassign cases"

TABLE: dict[Step, dict[str, Way]] = {
    # New evidence is a reason to look again: it wakes what sleeps, and leaves a proposal to its second person.
    Step.ADD_EVIDENCE: {OPEN: Way(OPEN, ""), WAITING: Way(OPEN, ""), PROPOSED: Way(PROPOSED, "")},
    Step.CLAIM: {OPEN: Way(OPEN, _CLAIM)},
    Step.RELEASE: {OPEN: Way(OPEN, _CLAIM)},
    Step.REASSIGN: {OPEN: Way(OPEN, _REASSIGN), WAITING: Way(WAITING, _REASSIGN)},
    Step.SNOOZE: {OPEN: Way(WAITING, _CLAIM)},
    Step.WAKE: {WAITING: Way(OPEN, _CLAIM)},
    Step.NOTE: {state: Way(state, _CLAIM) for state in STATES},
    Step.DECIDE: {OPEN: Way(CLOSED, _DECIDE)},
    # Asking somebody to verify again is not the end: the case waits for the answer, its clock paused.
    Step.VERIFY: {OPEN: Way(WAITING, _DECIDE)},
    # So it does when the customer is asked for something; the answer ends the wait by itself.
    Step.WAIT: {OPEN: Way(WAITING, _DECIDE), WAITING: Way(WAITING, _DECIDE)},
    Step.RESUME: {WAITING: Way(OPEN, "")},
    Step.PROPOSE: {OPEN: Way(PROPOSED, _PROPOSE)},
    Step.APPROVE: {PROPOSED: Way(CLOSED, _APPROVE)},
    Step.DECLINE: {PROPOSED: Way(OPEN, _APPROVE)},
    Step.RETURN: {PROPOSED: Way(OPEN, _APPROVE)},
    Step.WITHDRAW: {PROPOSED: Way(OPEN, _PROPOSE)},
    Step.MERGE: {OPEN: Way(CLOSED, ""), WAITING: Way(CLOSED, ""), PROPOSED: Way(CLOSED, "")},
}

WHY_NOT = {
    OPEN: "It is open: nothing was proposed and nothing sleeps.",
    WAITING: "It waits; wake it first.",
    PROPOSED: "A proposal waits for a second person; decline, return or withdraw it first.",
    CLOSED: "It is closed. New evidence opens a new case.",
}


def way(state: str, step: Step) -> Way:
    """Where the step leads from this state. Raises `Refused` (409) with the reason when it leads nowhere."""
    found = TABLE[step].get(state)
    if found is None:
        raise Refused(f"You cannot {step} a case that is {state}. {WHY_NOT[state]}", code=f"case_{state}")
    return found


def needs(step: Step) -> str:
    """The verb of `staff.roles` that the step needs, whatever the state; empty: only the product does it."""
    return next(iter(TABLE[step].values())).needs


def possible(state: str) -> list[Step]:
    """The steps that lead anywhere from this state, in the order of the table."""
    return [step for step, ways in TABLE.items() if state in ways]
