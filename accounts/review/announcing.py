"""Who outside hears of a case? Webhooks with ids, states and counts, never personal data or evidence."""

from accounts.review.evidence import Referral
from accounts.review.models import Case, Decision
from accounts.webhooks.actions import announce


def case_opened(case: Case, referral: Referral) -> None:
    """`case.opened`, and `network.flagged` when it is about a network."""
    subject = {"type": case.subject_type, "id": case.subject_id}
    opened = {"case": case.case, "kind": case.kind, "subject": subject, "state": case.state, "priority": case.priority}
    announce(type="case.opened", payload=opened, lane=case.case)
    if case.subject_type == "network":
        flagged = {
            "network": case.subject_id,
            "case": case.case,
            "members": len(referral.members),
            "recommendation": referral.pack.recommendation,
        }
        announce(type="network.flagged", payload=flagged, lane=case.subject_id)


def case_decided(decision: Decision) -> None:
    """`case.decided`."""
    case = decision.case
    payload = {
        "case": case.case,
        "kind": case.kind,
        "subject": {"type": case.subject_type, "id": case.subject_id},
        "state": case.state,
        "decision": decision.decision,
        "measure": decision.measure,
        "reason": decision.reason,
        "members": decision.member_count,
    }
    announce(type="case.decided", payload=payload, lane=case.case)
