"""What can people decide, how is it said, and to which cases is it offered? Mildest first.

Pure. `accounts.review.models.Measure` holds the same words for the database.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    """What a measure is: its name on a button, what became of the accounts, and what it does to a door.

    `narrows`: established payers and those the evidence leaves out are not selected by default, and the customer is
    told and may appeal, unless nothing is taken away or somebody else writes (`silent`). `two_person`: proposed by one,
    approved by another. Without `changes_access` it is only said. `tier`: how far their identity counts as proven then.
    """

    label: str
    past: str
    narrows: bool = False
    two_person: bool = False
    changes_access: bool = True
    silent: bool = False
    tier: str = ""

    @property
    def told(self) -> bool:
        """Is the customer told?"""
        return self.narrows and not self.silent


MEASURES: dict[str, Kind] = {
    "clear": Kind("Clear: not one actor, or honest", "cleared", changes_access=False),
    "watch": Kind("Watch only", "watched", changes_access=False),
    "approve": Kind("Approve: verified", "approved", tier="verified"),
    "approve_enterprise": Kind(
        "Propose approval: enterprise", "approved for enterprise", two_person=True, tier="enterprise"
    ),
    "open": Kind("Open fully", "opened"),
    "treat": Kind("Treat their answers", "treated", narrows=True, silent=True),
    "limit_models": Kind("Limit models", "limited to some models", narrows=True),
    "limit_rate": Kind("Limit rate", "limited in rate", narrows=True),
    "verify": Kind("Verify again", "asked to verify again", narrows=True),
    # Onboarding writes to the applicant, who may have no account yet.
    "reject": Kind("Reject", "rejected", narrows=True, silent=True, tier="refused"),
    "lift": Kind("Lift the limit", "freed of their limit"),
    "dismiss_appeal": Kind("Dismiss: the measure stands", "told that the measure stands", changes_access=False),
    "cancel": Kind("Stop here", "spared", changes_access=False),
    "restore": Kind("Propose restoration", "restored", two_person=True),
    "suspend": Kind("Propose suspension", "suspended", narrows=True, two_person=True),
}
# A case about a decision asks one question: does it stand?
ABOUT_A_DECISION = ("lift", "dismiss_appeal", "restore")
# An application is answered as a whole: nobody is picked from a list or left out by a rule.
ABOUT_AN_APPLICATION = ("approve", "approve_enterprise", "reject")
# An appeal is dismissed in its own case, and a decision is stopped where it runs.
NOT_OF_A_CASE = ("dismiss_appeal", "cancel", *ABOUT_AN_APPLICATION)
ABOUT = {"decision": ABOUT_A_DECISION, "application": ABOUT_AN_APPLICATION}
# Who would be touched by each stage of a plan; the next one is proposed from the list of the one before.
STAGES = ("treat", "limit_models", "limit_rate", "verify", "suspend")


ANY: frozenset[str] = frozenset()
_IN_USE = (frozenset({"provisional", "open", "limited"}), "Nobody here has access to narrow.")
_ANY_DOOR = frozenset({"", "provisional", "open", "limited", "suspended", "closed"})
# Which states a measure needs somebody to be in, and what is said if nobody is.
STARTS_FROM: dict[str, tuple[frozenset[str], str]] = {
    "open": (frozenset({"provisional", "closed"}), "Nobody here is provisional or closed."),
    "lift": (frozenset({"limited"}), "Nobody here is limited."),
    "restore": (frozenset({"suspended"}), "Nobody here is suspended."),
    "suspend": (_IN_USE[0] | {"closed"}, "Nobody here can be suspended."),
    **dict.fromkeys(("treat", "limit_models", "limit_rate", "verify"), _IN_USE),
    **dict.fromkeys(("approve", "approve_enterprise"), (_ANY_DOOR, "Name the account first.")),
    "reject": (_ANY_DOOR, ""),
}


class Offer(NamedTuple):
    """A measure on the decision panel; `why_not` disables it and is said."""

    measure: str
    label: str
    why_not: str


def offered(subject_type: str, states: frozenset[str], undone: str = "") -> list[Offer]:
    """What may be chosen in a case about such a subject whose accounts stand in these states, mildest first.

    `undone`: the measure of the decision that the case is about, if it is about one.
    """
    about = ABOUT.get(subject_type)
    names = [name for name in MEASURES if (name in about if about else name not in NOT_OF_A_CASE)]
    return [Offer(name, MEASURES[name].label, why_not(name, subject_type, states, undone)) for name in names]


def why_not(measure: str, subject_type: str, states: frozenset[str], undone: str = "") -> str:
    """Why this measure cannot be chosen here; empty if it can."""
    if reason := _elsewhere(measure, subject_type):
        return reason
    if measure == "reject":
        return _why_not_reject(states)
    starts, sentence = STARTS_FROM.get(measure) or (ANY, "")
    if subject_type == "decision" and measure == "lift":
        starts = ANY if undone == "reject" else starts | _IN_USE[0]
    return "" if states & starts or starts is ANY else sentence


def _elsewhere(measure: str, subject_type: str) -> str:
    """Why this is nothing for a case about such a subject."""
    if subject_type == "application":
        said = "An application is approved or rejected; for anything else open the account’s own case."
        return "" if measure in ABOUT_AN_APPLICATION else said
    if measure in ABOUT_AN_APPLICATION:
        return "Only an application is approved or rejected."
    if measure == "dismiss_appeal" and subject_type != "decision":
        return "There is no appeal to dismiss."
    if subject_type == "decision" and measure not in ABOUT_A_DECISION:
        return "A decision is upheld or taken back; for anything else open the accounts’ own case."
    return ""


def _why_not_reject(states: frozenset[str]) -> str:
    in_use = sorted(states & {"open", "limited"})
    if not in_use:
        return ""
    return (
        f"Its account is {in_use[0]}, and whoever is in use is not shut by one person: "
        "propose a suspension in the account’s own case first."
    )


def starting_states(measure: str, undone: str = "") -> frozenset[str]:
    """In which states a measure finds somebody to change; `undone` is the measure that it takes back."""
    if measure == "lift" and undone == "verify":
        return frozenset({"provisional"})
    if measure == "lift" and undone == "treat":
        return _IN_USE[0]
    if measure == "lift" and undone == "reject":
        return _ANY_DOOR
    return STARTS_FROM[measure][0]


def takes_back(measure: str, undone: str) -> bool:
    """Does this measure take back that one? A restoration a suspension, a lift everything milder that narrowed."""
    if measure == "restore":
        return undone == "suspend"
    return measure == "lift" and MEASURES[undone].narrows and undone != "suspend"
