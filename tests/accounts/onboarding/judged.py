"""Facts to judge: an applicant as told, and what registers, mailboxes and people add to it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace as said_otherwise

from accounts.onboarding.check_facts import Facts
from accounts.onboarding.check_rules import findings
from accounts.policy.defaults import Onboarding
from tests.accounts.onboarding.claimed import claims, harbour, mina
from tests.applicants import harbour_answers, harbour_parties

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def harbour_facts(**more: Any) -> Facts:
    """Harbour Analytics, with every document it needs, before anybody looked at anything."""
    return Facts(harbour(), Onboarding(), NOW, **more)


def mina_facts(**more: Any) -> Facts:
    """Mina, who applies for herself."""
    return Facts(mina(), Onboarding(), NOW, **more)


def with_company(facts: Facts, **company: Any) -> Facts:
    """The same applicant, who says something else of the company."""
    answers = facts.claims.answers
    answers = said_otherwise(answers, company=said_otherwise(answers.company, **company))
    return replace(facts, claims=said_otherwise(facts.claims, answers=answers))


def with_party(facts: Facts, key: str, **said: Any) -> Facts:
    """The same applicant, of whose party something else is said."""
    parties = tuple(
        said_otherwise(party, said=said_otherwise(party.said, **said)) if party.key == key else party
        for party in facts.claims.parties
    )
    return replace(facts, claims=said_otherwise(facts.claims, parties=parties))


def says(facts: Facts, key: str, subject: str = "") -> tuple[str, str]:
    """The result and the sentence of one check."""
    found = [one for what, one in findings(facts, [key]) if one.subject == subject]
    assert len(found) == 1, f"{len(found)} rows of {key}"
    return found[0].result, found[0].sentence


def bare_claims(**more: Any) -> Facts:
    """Harbour without any document."""
    return Facts(claims(harbour_answers(), harbour_parties(), **more), Onboarding(), NOW)
