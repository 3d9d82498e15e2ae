"""What can people decide, how is it said, and to which cases is it offered? Mildest first.

Pure. `accounts.review.models.Measure` holds the same words for the database.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    """What a measure is: its name on a button, what became of the accounts, and what it does to a door.

    `narrows`: established payers and those the evidence leaves out are not selected by default, and the customer is
    told and may appeal, unless nothing is taken away (`silent`). `two_person`: proposed by one, approved by another.
    Without `changes_access` it is only said.
    """

    label: str
    past: str
    narrows: bool = False
    two_person: bool = False
    changes_access: bool = True
    silent: bool = False

    @property
    def told(self) -> bool:
        """Is the customer told?"""
        return self.narrows and not self.silent


MEASURES: dict[str, Kind] = {
    "clear": Kind("Clear: not one actor, or honest", "cleared", changes_access=False),
    "watch": Kind("Watch only", "watched", changes_access=False),
    "open": Kind("Open fully", "opened"),
    "treat": Kind("Treat their answers", "treated", narrows=True, silent=True),
    "limit_models": Kind("Limit models", "limited to some models", narrows=True),
    "limit_rate": Kind("Limit rate", "limited in rate", narrows=True),
    "verify": Kind("Verify again", "asked to verify again", narrows=True),
    "lift": Kind("Lift the limit", "freed of their limit"),
    "dismiss_appeal": Kind("Dismiss: the measure stands", "told that the measure stands", changes_access=False),
    "cancel": Kind("Stop here", "spared", changes_access=False),
    "restore": Kind("Propose restoration", "restored", two_person=True),
    "suspend": Kind("Propose suspension", "suspended", narrows=True, two_person=True),
}
# A case about a decision asks one question: does it stand?
ABOUT_A_DECISION = ("lift", "dismiss_appeal", "restore")
# An appeal is dismissed in its own case, and a decision is stopped where it runs.
NOT_OF_A_CASE = ("dismiss_appeal", "cancel")
# Who would be touched by each stage of a plan; the next one is proposed from the list of the one before.
STAGES = ("treat", "limit_models", "limit_rate", "verify", "suspend")


ANY: frozenset[str] = frozenset()
_IN_USE = (frozenset({"provisional", "open", "limited"}), "Nobody here has access to narrow.")
# Which states a measure needs somebody to be in, and what is said if nobody is.
STARTS_FROM: dict[str, tuple[frozenset[str], str]] = {
    "open": (frozenset({"provisional", "closed"}), "Nobody here is provisional or closed."),
    "lift": (frozenset({"limited"}), "Nobody here is limited."),
    "restore": (frozenset({"suspended"}), "Nobody here is suspended."),
    "suspend": (_IN_USE[0] | {"closed"}, "Nobody here can be suspended."),
    **dict.fromkeys(("treat", "limit_models", "limit_rate", "verify"), _IN_USE),
}


class Offer(NamedTuple):
    """A measure on the decision panel; `why_not` disables it and is said."""

    measure: str
    label: str
    why_not: str


def offered(subject_type: str, states: frozenset[str]) -> list[Offer]:
    """What may be chosen in a case about such a subject whose accounts stand in these states, mildest first."""
    about_decision = subject_type == "decision"
    names = [name for name in MEASURES if (name in ABOUT_A_DECISION if about_decision else name not in NOT_OF_A_CASE)]
    return [Offer(name, MEASURES[name].label, why_not(name, subject_type, states)) for name in names]


def why_not(measure: str, subject_type: str, states: frozenset[str]) -> str:
    """Why this measure cannot be chosen here; empty if it can."""
    about_decision = subject_type == "decision"
    if measure == "dismiss_appeal" and not about_decision:
        return "There is no appeal to dismiss."
    if about_decision and measure not in ABOUT_A_DECISION:
        return "A decision is upheld or taken back; for anything else open the accounts' own case."
    starts, sentence = STARTS_FROM.get(measure) or (ANY, "")
    if about_decision and measure == "lift":
        starts = starts | _IN_USE[0]
    return "" if states & starts or starts is ANY else sentence


def starting_states(measure: str, undone: str = "") -> frozenset[str]:
    """In which states a measure finds somebody to change; `undone` is the measure that it takes back."""
    if measure == "lift" and undone == "verify":
        return frozenset({"provisional"})
    if measure == "lift" and undone == "treat":
        return _IN_USE[0]
    return STARTS_FROM[measure][0]


def takes_back(measure: str, undone: str) -> bool:
    """Does this measure take back that one? A restoration a suspension, a lift everything milder that narrowed."""
    if measure == "restore":
        return undone == "suspend"
    return measure == "lift" and MEASURES[undone].narrows and undone != "suspend"
