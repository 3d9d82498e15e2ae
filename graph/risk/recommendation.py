"""What should a person look at, and how urgently? From evidence to one of four words; never "suspend".

The rules are DOMAIN section 3. Ties alone never exceed `watch`; no account is limited for what others did; what a
verified organisation explains does not count; whoever used a family first is not charged with those who came later.
"""

from dataclasses import dataclass

from accounts.policy.detection import Recommend
from graph.risk.subjects import AccountFacts

LEVELS = ("clear", "watch", "review", "limit")
# A score for machines that is monotone in the words: each level owns a band, bits move inside it.
BANDS = {"clear": (0.0, 0.2), "watch": (0.2, 0.45), "review": (0.5, 0.8), "limit": (0.8, 1.0)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The word, the bits behind it, and why it went no further (a sentence; empty when it went all the way)."""

    level: str
    bits: float
    held_back: str = ""

    @property
    def score(self) -> float:
        """0..1, monotone in the level and inside it in bits."""
        low, high = BANDS[self.level]
        return low + (high - low) * (1 - 2 ** (-self.bits / 8)) * 0.999


def suggest(facts: AccountFacts, in_step_members: int, rules: Recommend) -> Suggestion:
    """The suggestion for one account of a network with so many members in step."""
    bits = facts.tie_bits + facts.conduct_bits
    if not _reviewable(facts, in_step_members, rules):
        return _at_most_watch(facts)
    held_back = _why_not_limit(facts, rules)
    return Suggestion("review", bits, held_back) if held_back else Suggestion("limit", bits)


def _at_most_watch(facts: AccountFacts) -> Suggestion:
    if facts.explained_by and facts.tie_bits == 0:
        return Suggestion("clear", 0.0, f"{facts.explained_by} explains what it shares with others.")
    if facts.tie_bits > 0 or facts.in_step:
        return Suggestion("watch", facts.tie_bits, "Ties alone never lead further than watching.")
    return Suggestion("clear", 0.0)


def _reviewable(facts: AccountFacts, in_step_members: int, rules: Recommend) -> bool:
    if in_step_members < rules.review_programme_members or facts.spoken_for == "victim":
        return False
    if facts.explained_by and facts.used_first_share >= rules.first_user_share:
        return False  # an organisation's own way of asking is no agreement with anybody
    if facts.own_script_share >= rules.own_script_share:
        return False  # nor is what nobody outside a verified organisation asks
    if facts.member and facts.in_step:
        return True
    # Whoever sits behind a ring's address and uses its words may be the one it copied: only a tie of their own counts.
    tied = facts.trusted_bits >= rules.review_tie_bits
    own = any(
        family.leaders >= rules.review_programme_members
        and family.bits >= rules.review_family_bits
        and family.share >= rules.review_family_share
        and not family.used_first
        for family in facts.families
    )
    return tied and own


def _extracts(facts: AccountFacts, rules: Recommend) -> bool:
    """Does it ask for what a model could be trained on: in much of its traffic, or by a script that does so?

    Ordinary questions around a script are cover: what counts then is how much of the account's own traffic the script
    leads, and that the script as a whole asks for such things no less than people usually do.
    """
    by_script = facts.script_elicitation >= rules.limit_script_elicitation
    return facts.elicitation_share >= rules.limit_elicitation_share or (
        by_script and facts.script_share >= rules.limit_elicitation_share
    )


def _why_not_limit(facts: AccountFacts, rules: Recommend) -> str:
    """The first condition of a limit that does not hold, as a sentence; empty if all hold."""
    if not _extracts(facts, rules):
        return "It does not ask for reasoning or grading more than others may."
    if facts.explained_by:
        return f"{facts.explained_by}, a verified organisation, explains its ties."
    if facts.trusted_bits < rules.limit_trusted_bits:
        return "Nothing that others cannot write ties it to another customer's account."
    if facts.used_first_share >= rules.first_user_share:
        return "It used these prompts before the others did."
    return ""
