"""Which judgement belongs to which check? One table for everything that is looked at. Pure.

A rule takes the facts (and the person or the document it is about) and answers a `Finding`, or None where there is
nothing to look at. Its docstring is the question a reviewer reads.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from accounts.onboarding import rules_company, rules_contact, rules_documents, rules_people
from accounts.onboarding.check_facts import Facts, Finding
from accounts.onboarding.checks import CHECKS
from accounts.onboarding.claims import GivenDocument, NamedParty

type AboutAll = Callable[[Facts], Finding | None]
type AboutPerson = Callable[[Facts, NamedParty], Finding | None]
type AboutDocument = Callable[[Facts, GivenDocument], Finding | None]

ABOUT_ALL: Final[dict[str, AboutAll]] = {
    "completeness": rules_company.completeness,
    "register_number": rules_company.register_number,
    "lei": rules_company.lei,
    "tax_id": rules_company.tax_id,
    "company_age": rules_company.company_age,
    "address_form": rules_company.address_form,
    "mass_address": rules_company.mass_address,
    "email_control": rules_contact.email_control,
    "domain_control": rules_contact.domain_control,
    "email_domain": rules_contact.email_domain,
    "beneficial_owners": rules_company.beneficial_owners,
    "duplicates": rules_people.duplicates,
    "undertakings": rules_company.undertakings,
}
ABOUT_PERSON: Final[dict[str, AboutPerson]] = {
    "identity": rules_people.identity,
    "identity_reuse": rules_people.identity_reuse,
}
ABOUT_DOCUMENT: Final[dict[str, AboutDocument]] = {"document_consistency": rules_documents.document_consistency}


def findings(facts: Facts, only: Collection[str] = ()) -> Iterator[tuple[str, Finding]]:
    """What every check, or only those named, says: its key and a finding for each thing it is about, in their order."""
    for key in (kind.key for kind in CHECKS if not only or kind.key in only):
        for finding in _of(key, facts):
            yield key, replace(_outlived(finding, facts), about=_about(key, facts, finding))


def question(key: str) -> str:
    """What a check asks, as a reviewer reads it."""
    rule = ABOUT_ALL.get(key) or ABOUT_PERSON.get(key) or ABOUT_DOCUMENT[key]
    return (rule.__doc__ or "").strip()


def _of(key: str, facts: Facts) -> Iterator[Finding]:
    if rule := ABOUT_ALL.get(key):
        if finding := rule(facts):
            yield finding
    elif person_rule := ABOUT_PERSON.get(key):
        for party in facts.to_be_identified():
            if finding := person_rule(facts, party):
                yield replace(finding, party=party.key, subject=party.key)
    else:
        for given in facts.claims.documents:
            if given.kind in rules_documents.COMPARED and (finding := ABOUT_DOCUMENT[key](facts, given)):
                yield replace(finding, party=given.party, subject=given.document)


def _about(key: str, facts: Facts, finding: Finding) -> str:
    """What the check looks at of what the applicant typed and people read, as one text."""
    company, read = facts.claims.answers.company, facts.seen.get(finding.subject)
    party = facts.claims.party(finding.subject or finding.party) if key in ABOUT_PERSON else None
    looked_at: dict[str, object] = {
        "register_number": (company.jurisdiction, company.registration_number, facts.register.number),
        "lei": (company.lei, company.legal_name, company.jurisdiction),
        "tax_id": (company.jurisdiction, company.tax_id),
        "address_form": (company.jurisdiction, company.registered_address),
        "email_domain": (facts.emails[:1], company.website),
        "beneficial_owners": (facts.claims.stakes, [party.said.name for party in facts.claims.parties]),
        "identity": party and (party.said.name, party.said.born_on),
        "document_consistency": read,
    }
    return repr(looked_at[key]) if looked_at.get(key) else ""


def _outlived(finding: Finding, facts: Facts) -> Finding:
    """What has run out proves nothing any more, and is for a person."""
    if finding.result != "passed" or finding.valid_until is None or finding.valid_until > facts.now:
        return finding
    ran_out = f"No longer valid since {finding.valid_until:%Y-%m-%d}: {finding.sentence}"
    return replace(finding, result="unclear", sentence=ran_out[:400])
