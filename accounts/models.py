"""The index of the record's tables, for Django alone; stages import each other, never this module."""

from accounts.access.models import Access, AccessChange
from accounts.journal.models import Entry, Link
from accounts.parties.models import Account, Directorship, LegalEntity, Person, Stake
from accounts.policy.models import PolicyVersion
from accounts.review.models import (
    Appeal,
    Case,
    Decision,
    DecisionMember,
    Evidence,
    Note,
    Notice,
    Proposal,
    ProposalMember,
    Verdict,
)
from accounts.staff.models import ApiKey, IdempotentAnswer, RoleGrant, User
from accounts.webhooks.models import Delivery, Endpoint, Event

__all__ = [
    "Access",
    "AccessChange",
    "Account",
    "ApiKey",
    "Appeal",
    "Case",
    "Decision",
    "DecisionMember",
    "Delivery",
    "Directorship",
    "Endpoint",
    "Entry",
    "Event",
    "Evidence",
    "IdempotentAnswer",
    "LegalEntity",
    "Link",
    "Note",
    "Notice",
    "Person",
    "PolicyVersion",
    "Proposal",
    "ProposalMember",
    "RoleGrant",
    "Stake",
    "User",
    "Verdict",
]
