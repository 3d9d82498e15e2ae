"""The index of onboarding's tables."""

from accounts.onboarding.models_application import (
    Application,
    ApplicationKind,
    ApplicationLink,
    ApplicationState,
    Comment,
)
from accounts.onboarding.models_asking import ItemRequest, ItemState, Letter, LetterKind
from accounts.onboarding.models_checking import Check, IdentityUse, LeiRecord, Result, VerifierSession
from accounts.onboarding.models_claiming import ClaimedParty, ClaimedShare, PartyKind
from accounts.onboarding.models_document import Document, DocumentKind, DocumentPage, DocumentState

__all__ = [
    "Application",
    "ApplicationKind",
    "ApplicationLink",
    "ApplicationState",
    "Check",
    "ClaimedParty",
    "ClaimedShare",
    "Comment",
    "Document",
    "DocumentKind",
    "DocumentPage",
    "DocumentState",
    "IdentityUse",
    "ItemRequest",
    "ItemState",
    "LeiRecord",
    "Letter",
    "LetterKind",
    "PartyKind",
    "Result",
    "VerifierSession",
]
