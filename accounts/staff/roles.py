"""Who may do what? One table of verbs; pages, calls and actions all ask it."""

from enum import StrEnum

from accounts.journal.actors import Actor
from accounts.staff.models import Role
from kycrisk.lib.errors import Refused


class Verb(StrEnum):
    """Everything a person can do or see, in the words of INTERFACES, pages and roles."""

    READ_CASES = "read cases"
    READ_NETWORKS = "read networks"
    READ_ACCOUNTS = "read accounts"
    READ_APPROVALS = "read approvals"
    READ_APPLICATIONS = "read applications"
    READ_POLICY = "read the policy"
    READ_OVERVIEW = "read the overview"
    READ_JOURNAL = "read the journal"
    REVEAL_PERSONAL = "reveal personal data"
    CLAIM_CASES = "claim cases"
    DECIDE_CASES = "decide cases"
    PROPOSE = "propose suspension or restoration"
    APPROVE = "approve what another person proposed"
    REASSIGN_CASES = "reassign cases"
    GIVE_VERDICTS = "give verdicts"
    WORK_APPLICATIONS = "start and follow applications"
    DRAFT_POLICY = "draft the policy"
    ACTIVATE_POLICY = "activate the policy"
    READ_CANARIES = "read canaries"
    READ_CANARY_WORDS = "read the words of canaries"
    MINT_CANARIES = "mint canaries"
    READ_ADMINISTRATION = "read users, keys, sources and endpoints"
    ADMINISTER = "administer users, keys, sources and endpoints"


_AUDITOR = frozenset(verb for verb in Verb if verb.name.startswith("READ_")) | {Verb.REVEAL_PERSONAL}
_REVIEWER = frozenset(
    {
        Verb.READ_CASES,
        Verb.READ_NETWORKS,
        Verb.READ_ACCOUNTS,
        Verb.READ_APPROVALS,
        Verb.READ_APPLICATIONS,
        Verb.READ_POLICY,
        Verb.READ_OVERVIEW,
        Verb.READ_JOURNAL,
        Verb.READ_CANARIES,
        Verb.REVEAL_PERSONAL,
        Verb.CLAIM_CASES,
        Verb.DECIDE_CASES,
        Verb.PROPOSE,
        Verb.GIVE_VERDICTS,
    }
)
_ANALYST = frozenset(
    {
        Verb.READ_NETWORKS,
        Verb.READ_ACCOUNTS,
        Verb.READ_POLICY,
        Verb.READ_OVERVIEW,
        Verb.READ_CANARIES,
        Verb.READ_CANARY_WORDS,
        Verb.DRAFT_POLICY,
        Verb.ACTIVATE_POLICY,
        Verb.MINT_CANARIES,
    }
)

MAY: dict[Role, frozenset[Verb]] = {
    # Follows applications by their state; documents and cases are none of a seller's business.
    Role.SALES: frozenset({Verb.READ_APPLICATIONS, Verb.WORK_APPLICATIONS}),
    Role.REVIEWER: _REVIEWER,
    Role.LEAD: _REVIEWER | {Verb.APPROVE, Verb.REASSIGN_CASES, Verb.ACTIVATE_POLICY, Verb.READ_CANARY_WORDS},
    # Sees what the policy works on, masked: whoever moves a threshold must not look up whom it hits.
    Role.ANALYST: _ANALYST,
    Role.AUDITOR: _AUDITOR,
    # Lets people and machines in, and sees nothing of what they find.
    Role.ADMIN: frozenset({Verb.READ_ADMINISTRATION, Verb.ADMINISTER}),
}


def role_may(role: str, verb: Verb) -> bool:
    """May somebody with this role do this? Unknown roles may nothing."""
    return role in MAY and verb in MAY[Role(role)]


def roles_that_may(verb: Verb) -> list[str]:
    """The roles with this verb, for lists of colleagues."""
    return [str(role) for role, verbs in MAY.items() if verb in verbs]


def require(by: Actor, verb: Verb) -> None:
    """Refuse unless the actor is a person whose role allows the verb."""
    if not role_may(by.role, verb):
        raise Refused(
            f"{by.name} may not {verb}: the role {by.role or by.kind} does not include it.",
            code="not_permitted",
            status=403,
        )
