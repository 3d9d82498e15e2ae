"""How is it said what two accounts ask alike, and when they work? Pure; what they share is said by `factors`."""

from graph.networks.shared_leads import SharedLead
from graph.risk.phrases import counted, days, one_in, percent


def leads_sentence(lead: SharedLead) -> str:
    """Both lead with one prompt family: so much of their prompts, so many accounts do, one in so many unrelated."""
    mine, theirs = (percent(share) for share in lead.shares)
    share = f"{mine} of the prompts of each" if mine == theirs else f"{mine} and {theirs} of their prompts"
    users = counted(lead.family.accounts, "account follows it", "accounts follow it")
    return (
        f"Both follow “{lead.family.name}” with {share}, {days(lead.first, lead.last)}; {users}, "
        f"{one_in(lead.family.one_in)} unrelated."
    )


def hours_sentence(overlap: float) -> str:
    """So much of what they do falls into the same hours of the week. Explains; many people keep office hours."""
    return (
        f"{percent(overlap)} of their exchanges fall into the same hours of the week. People in one office do that too."
    )


def against_sentence(family: str) -> str:
    """Each shows one of its own: that speaks against a tie."""
    return f"Each has a {family} of its own: that speaks against a tie."
