"""The index of onboarding's tables."""

from accounts.onboarding.models_application import (
    Application,
    ApplicationKind,
    ApplicationLink,
    ApplicationState,
    Comment,
)
from accounts.onboarding.models_asking import Contest, ContestOutcome, ItemRequest, ItemState, Letter, LetterKind
from accounts.onboarding.models_checking import (
    Cause,
    Check,
    IdentityUse,
    LeiRecord,
    Result,
    Reverification,
    VerifierSession,
)
from accounts.onboarding.models_claiming import ClaimedParty, ClaimedShare, PartyKind
from accounts.onboarding.models_document import Document, DocumentKind, DocumentPage, DocumentState
from accounts.onboarding.models_reading import RegisterReading

__all__ = [
    "Application",
    "ApplicationKind",
    "ApplicationLink",
    "ApplicationState",
    "Cause",
    "Check",
    "ClaimedParty",
    "ClaimedShare",
    "Comment",
    "Contest",
    "ContestOutcome",
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
    "RegisterReading",
    "Result",
    "Reverification",
    "VerifierSession",
]
