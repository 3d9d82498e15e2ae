"""What does a machine tell us of an account, and what do we tell it back? Between the wire and both gears."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from accounts.access.answers import answer_of
from accounts.access.models import Access
from accounts.journal.actors import Actor
from accounts.parties.facts import AccountFacts, Complaint, EntityFacts, account_facts, entity_facts
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.review.admission import admit
from graph.networks.houses import VERIFIED
from graph.risk.models import Assessment

STATUSES = ("unverified", "provisional", "verified", "expired", "refused")


def facts_of(account: str, told: Mapping[str, Any], now: datetime) -> tuple[AccountFacts, EntityFacts | None]:
    """What was said, read strictly: raises `ValidationError` (400) that names every field that cannot be read.

    Null clears a text; a time or a company of null is handled here: the time stays, the company is detached.
    """
    said = {name: "" if value is None else value for name, value in told.items() if name != "company"}
    if told.get("created_at") is None:
        said.pop("created_at", None)
    facts, complaints = account_facts({**said, "account": account}, now=now)
    company, of_company = _company(told.get("company"))
    errors: dict[str, Any] = _errors(complaints) | ({"company": _errors(of_company)} if of_company else {})
    if errors or facts is None:
        raise ValidationError(errors)
    detached = "company" in told and told["company"] is None
    return replace(facts, legal_entity="") if detached else facts, company


def _company(told: Mapping[str, Any] | None) -> tuple[EntityFacts | None, list[Complaint]]:
    return (None, []) if told is None else entity_facts({**told, "id": None}, source="declared")


def _errors(complaints: Sequence[Complaint]) -> dict[str, list[str]]:
    return {complaint.field: [complaint.sentence] for complaint in complaints}


def let_in(by: Actor, account: Account) -> bool:
    """Admit an account that has no access record yet: one just registered, or known only by its signals."""
    if Access.objects.filter(account=account).exists():
        return False
    admit(by=by, account=account)
    return True


def account_shown(account: Account, network: str | None, now: datetime) -> dict[str, Any]:
    """The body of `GET accounts/{account}`: ids and states of both gears, no personal data."""
    access: Access | None = getattr(account, "access", None)
    assessment: Assessment | None = getattr(account, "assessment", None)
    return {
        "account": account.account,
        "created_at": account.created_at,
        "plan": account.plan or None,
        "program": account.program or None,
        "country": account.country or None,
        "company": _company_shown(account.legal_entity),
        "verification": {
            "status": status_of(account, now),
            "tier": account.tier,
            "valid_until": account.verified_until,
        },
        "access": None if access is None else answer_of(access, account.account, now),
        "network": network,
        "assessment": _assessment_shown(assessment),
    }


def status_of(account: Account, now: datetime) -> str:
    """How far the account's identity is proven at this moment."""
    if account.tier in VERIFIED:
        return "expired" if account.verified_until and account.verified_until <= now else "verified"
    return "unverified" if account.tier == Tier.NONE else account.tier


def _company_shown(company: LegalEntity | None) -> dict[str, Any] | None:
    names = ("entity", "name", "jurisdiction", "registration_number")
    return None if company is None else {name: getattr(company, name) for name in names}


def _assessment_shown(assessment: Assessment | None) -> dict[str, Any] | None:
    names = ("recommendation", "score", "reasons", "assessed_at")
    return None if assessment is None else {name: getattr(assessment, name) for name in names}
