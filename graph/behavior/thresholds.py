"""Which numbers decide what conduct means? Filled from the active policy; the defaults are those that ship."""

from dataclasses import dataclass

from kycrisk.sketch import trait_mask


@dataclass(frozen=True, slots=True)
class ConductPolicy:
    """Prompt families, accounts in step, and profiles. The names are those of `accounts.policy`."""

    template_min_prompts: int = 12
    """Distinct prompts that must hold a shingle before it can belong to a family."""
    family_jaccard: float = 0.6
    """Shingles of one family appear in the same prompts at least this much."""
    filling_share: float = 0.2
    """Part of a template's prompts that is filling, on average, at least; below it is a popular text."""
    filling_rarity: float = 8.0
    """A shingle is filling when it is this many times rarer than the family."""

    family_min_accounts: int = 5
    family_min_lift: float = 4.0
    family_cap: float = 8.0
    """Bits that one family can add at most."""
    rate_smoothing: float = 0.5
    """Accounts added to every reference count (Jeffreys' prior), so that "nobody yet" is not "never"."""
    rounds: int = 3

    in_step_bits: float = 13.0
    in_step_families: int = 2
    in_step_effective: float = 1.5
    in_step_share: float = 0.08
    untied_bits: float = 24.0
    untied_families: int = 4
    untied_share: float = 0.15

    script_family_accounts: int = 4
    """Accounts that must lead with a family before it can be part of a script."""
    script_neighbours: int = 15
    """Families that each family is compared with: those it is most used together with."""
    script_most_families: int = 200
    """Accounts with more families say nothing of which belong together."""
    script_resolution: float = 1.5
    """Above 1 communities of families are smaller; what belongs together is joined afterwards."""
    script_rounds: int = 3
    script_bits: float = 6.0
    """An account belongs to a script at odds of 64 to 1."""

    script_untied_bits: float = 8.0
    """The same for an account that shares nothing which others cannot write."""
    script_families: int = 6
    """Families that several of its core lead with, for a script to stand out at all: an app has few wordings."""
    script_one_house: float = 0.6
    """A script is a house's own when one customer has this part of its core."""
    script_tied_share: float = 0.2
    script_mostly_tied: float = 0.5
    script_untied_lift: float = 1.5
    script_untied_families: int = 16
    script_untied_elicitation: float = 1.5
    script_untied_customers: float = 0.5
    script_share: float = 0.05
    """Part of its own prompts that an account's script leads, at least."""

    elicitation_traits: int = trait_mask(("reasoning", "rubric", "generate", "evolve", "training_shape"))
    """Traits, as a mask, of asking for what a model could be trained on."""
    valuable_traits: int = trait_mask(("reasoning", "rubric", "code", "tool_use"))
    """Traits, as a mask, of the capabilities that are expensive to build."""
