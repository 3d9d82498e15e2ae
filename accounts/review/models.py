"""The index of review's tables: cases and evidence, decisions and their members, what customers are told."""

from accounts.review.models_case import Case, CaseKind, CaseState, Evidence, Note, Recommendation, SubjectType
from accounts.review.models_customer import Appeal, AppealOutcome, Notice, NoticeKind
from accounts.review.models_decision import (
    Decision,
    DecisionMember,
    Measure,
    MemberState,
    Proposal,
    ProposalMember,
    ProposalState,
)
from accounts.review.models_verdict import Verdict, VerdictKind

__all__ = [
    "Appeal",
    "AppealOutcome",
    "Case",
    "CaseKind",
    "CaseState",
    "Decision",
    "DecisionMember",
    "Evidence",
    "Measure",
    "MemberState",
    "Note",
    "Notice",
    "NoticeKind",
    "Proposal",
    "ProposalMember",
    "ProposalState",
    "Recommendation",
    "SubjectType",
    "Verdict",
    "VerdictKind",
]
