"""The index of the record's tables, for Django alone; stages import each other, never this module."""

from accounts.access.models import Access, AccessChange
from accounts.journal.models import Entry, Link
from accounts.onboarding.models import (
    Application,
    ApplicationLink,
    Check,
    ClaimedParty,
    ClaimedShare,
    Comment,
    Document,
    DocumentPage,
    IdentityUse,
    ItemRequest,
    LeiRecord,
    Letter,
    VerifierSession,
)
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
    "Application",
    "ApplicationLink",
    "Case",
    "Check",
    "ClaimedParty",
    "ClaimedShare",
    "Comment",
    "Decision",
    "DecisionMember",
    "Delivery",
    "Directorship",
    "Document",
    "DocumentPage",
    "Endpoint",
    "Entry",
    "Event",
    "Evidence",
    "IdempotentAnswer",
    "IdentityUse",
    "ItemRequest",
    "LegalEntity",
    "LeiRecord",
    "Letter",
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
    "VerifierSession",
]
