"""What does a person choose, and is the choice complete? The one shape that pages and tests hand to review's verbs.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.access.doors import TREATMENTS
from accounts.review.measures import ABOUT_AN_APPLICATION, MEASURES
from accounts.review.rules import Rule
from accounts.review.rules import check as check_rules
from kycrisk.lib.errors import Refused

# All that outsiders learn of the why (INTERFACES section 4).
REASONS = (
    "none",
    "verification_pending",
    "verification_failed",
    "region",
    "listed_owner",
    "payment_risk",
    "coordinated_use",
    "terms",
    "customer_request",
)
NOTE_LENGTH = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A measure, why, and for whom.

    `seen`: how many snapshots of evidence the case had when the person looked, so that nobody decides on evidence that
    has changed meanwhile. `included`: the accounts on the list; None takes the list the rules select. `left_out`: why
    the person leaves out others. `rules`: who else is left out, each with the rule's sentence, unless the person puts
    them on the list. `days`: how long the measure lasts; None as the policy says. `reverses`: the decision (`dec_…`)
    that a lift or restoration takes back; in an appeal it is the decision appealed. `deserved_a_person`: was this case
    worth somebody's time?
    """

    measure: str
    note: str
    seen: int
    reason: str = "none"
    included: frozenset[str] | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    treatments: tuple[str, ...] = ()
    days: int | None = None
    reverses: str = ""
    deserved_a_person: bool | None = None


def check(choice: Choice) -> None:
    """Refuse (422) a choice that cannot be carried out whatever the case: the sentence says what is missing."""
    if choice.measure not in MEASURES or choice.measure == "cancel":
        raise _bad(f"{choice.measure} is no measure; choose one of {', '.join(MEASURES)}.")
    if choice.reason not in REASONS:
        raise _bad(f"{choice.reason} is no reason class; choose one of {', '.join(REASONS)}.")
    if not choice.note.strip():
        raise _bad("Write a note: why you decide so, for whoever reads this later.")
    if len(choice.note) > NOTE_LENGTH:
        raise _bad(f"The note has {len(choice.note):,} characters; at most {NOTE_LENGTH:,} are kept.")
    if MEASURES[choice.measure].narrows and choice.reason == "none":
        raise _bad("Choose a reason: the customer is told its class.")
    if choice.treatments and not MEASURES[choice.measure].narrows:
        raise _bad(f"{MEASURES[choice.measure].label} sets no treatments.")
    if choice.measure == "treat" and not choice.treatments:
        raise _bad(f"Choose at least one treatment: {' or '.join(TREATMENTS)}.")
    if choice.rules and not MEASURES[choice.measure].narrows:
        raise _bad(f"{MEASURES[choice.measure].label} is for everybody; no rule leaves anybody out.")
    check_rules(choice.rules)
    _check_application(choice)
    if unknown := set(choice.treatments) - set(TREATMENTS):
        raise _bad(f"{min(unknown)} is no treatment; there are {' and '.join(TREATMENTS)}.")


def _check_application(choice: Choice) -> None:
    if choice.measure in ABOUT_AN_APPLICATION and (choice.rules or choice.treatments or choice.left_out):
        raise _bad("An application is answered as a whole: without treatments, and nobody is left out.")


def _bad(sentence: str) -> Refused:
    return Refused(sentence, code="incomplete_choice", status=422)
