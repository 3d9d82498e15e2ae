"""What does an application still lack before it can be handed in?

Pure, and the only answer to that question: the portal's steps, the seller's list, the completeness check and the verb
that hands in all read it. What is asked depends on the kind of applicant, the tier they want, programme, country and
volume, by the policy's numbers. A share somebody does not know is no gap: it is for a reviewer to find out.

A gap is known by a stable key that says nothing personal, so that it can be stored and shown to sellers:
`company.<field>`, `party.<key>.<field>`, `party.<key>.owners`, `owners`, `director`, `representative`, `control`,
`applicant`, `document.<kinds>`, `use.<field>`, `statement`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from accounts.onboarding.claims import Address, Claims, Identity, NamedParty
from accounts.onboarding.needs_words import IDENTITY_KINDS, STEPS, UNDERTAKINGS, Step, words
from accounts.onboarding.shares import Web, undeclared
from accounts.policy.defaults import Needs, Onboarding

__all__ = [
    "STEPS",
    "UNDERTAKINGS",
    "Missing",
    "Step",
    "done",
    "missing",
    "needs_of",
    "steps_done",
    "tier_wanted",
    "words",
]

type Tier = Literal["verified", "enterprise"]

ENTERPRISE_PLAN: Final = "enterprise"
# Who must prove which purpose, by programme.
PROGRAMMES: Final = ("education", "research", "startup", "reseller")
COMPANY_FIELDS: Final = ("legal_name", "jurisdiction", "registration_number", "legal_form", "incorporated_on", "phone")
PERSON_FIELDS: Final = ("born_on", "country")
# What must be filled in besides the method, by how the customer pays.
PAYMENT_FIELDS: Final = {"direct_debit": "iban", "wallet": "wallet"}


class Missing(NamedTuple):
    """One gap: its stable key, the step where it is closed, and what it is in English (`the register number`).

    `party` is the key of whom it is about, empty: of the applicant.
    """

    key: str
    step: str
    words: str
    party: str = ""


def missing(claims: Claims, numbers: Onboarding) -> tuple[Missing, ...]:
    """Every gap, in the order of the steps; empty: it can be handed in."""
    needs = needs_of(claims, numbers, tier_wanted(claims, numbers))
    if claims.kind == "individual":
        return (*_you(claims, needs), *_documents(claims, needs), *_use(claims), *_statement(claims))
    return (
        *_company(claims, numbers),
        *_ownership(claims, numbers, needs),
        *_documents(claims, needs),
        *_use(claims),
        *_statement(claims),
    )


def steps_done(claims: Claims, numbers: Onboarding) -> tuple[str, ...]:
    """The keys of the steps where nothing is missing any more, in order."""
    gaps = {gap.step for gap in missing(claims, numbers)}
    return tuple(step.key for step in STEPS[claims.kind] if step.key not in gaps)


def done(claims: Claims, numbers: Onboarding) -> int:
    """In how many steps nothing is missing any more."""
    return len(steps_done(claims, numbers))


def tier_wanted(claims: Claims, numbers: Onboarding) -> Tier:
    """The tier that plan or volume ask for. An individual is never an enterprise."""
    if claims.kind == "individual":
        return "verified"
    return "enterprise" if claims.plan == ENTERPRISE_PLAN or _large(claims, numbers) else "verified"


def needs_of(claims: Claims, numbers: Onboarding, tier: str) -> Needs:
    """What this applicant must show and prove for a tier: the tier's needs and those of programme, country, volume."""
    if claims.kind == "individual":
        parts = [numbers.individual_needs]
    elif tier == "enterprise" or _large(claims, numbers) or _strict(claims, numbers):
        parts = [numbers.verified_needs, numbers.enterprise_needs]
    else:
        parts = [numbers.verified_needs]
    parts += [getattr(numbers, f"{program}_needs") for program in _programmes(claims)]
    return Needs(
        checks=tuple(dict.fromkeys(check for part in parts for check in part.checks)),
        documents=tuple(dict.fromkeys(kinds for part in parts for kinds in part.documents)),
    )


def is_reseller(claims: Claims) -> bool:
    """Do they pass the models on to customers of their own, by what they say or by their programme?"""
    return claims.answers.use.resells is True or claims.program == "reseller"


def _programmes(claims: Claims) -> Iterator[str]:
    for program in PROGRAMMES:
        if program == claims.program or (program == "reseller" and is_reseller(claims)):
            yield program


def _large(claims: Claims, numbers: Onboarding) -> bool:
    limit, volume = numbers.enterprise_needs.volume_from, claims.answers.use.requests_per_day
    return limit is not None and volume is not None and volume >= limit


def _strict(claims: Claims, numbers: Onboarding) -> bool:
    company = claims.answers.company
    countries = {claims.country, company.jurisdiction[:2], company.main_address.country}
    return not countries.isdisjoint(numbers.stricter_countries)


def _company(claims: Claims, numbers: Onboarding) -> Iterator[Missing]:
    company = claims.answers.company
    for field in COMPANY_FIELDS:
        if not getattr(company, field):
            yield _gap(f"company.{field}", "company")
    if not _complete(company.registered_address):
        yield _gap("company.registered_address", "company")
    if not company.main_address.country:
        yield _gap("company.main_address", "company")
    if not (company.website or company.no_website):
        yield _gap("company.website", "company")
    if not company.tax_id and tier_wanted(claims, numbers) == "enterprise":
        yield _gap("company.tax_id", "company")


def _ownership(claims: Claims, numbers: Onboarding, needs: Needs) -> Iterator[Missing]:
    for role in ("director", "representative", "control"):
        if not claims.with_role(role):
            yield _gap(role, "ownership")
    yield from _undeclared_owners(claims, numbers)
    line, web = Decimal(str(numbers.owner_share)), Web(claims.stakes)
    for party in claims.parties:
        most = web.held(party.key).most
        if party.kind == "person":
            identified = "identity" in needs.checks and "representative" in party.roles
            yield from _person(party, weighs=most >= line, identified=identified)
        else:
            yield from _entity(claims, party)
            if _hides_owners(claims, party, most, line):
                yield _gap(f"party.{party.key}.owners", "ownership", party.key)


def _undeclared_owners(claims: Claims, numbers: Onboarding) -> Iterator[Missing]:
    answers = claims.answers
    if answers.nobody_over_threshold or answers.company.listed_on:
        return
    if undeclared(claims).least >= Decimal(str(numbers.owner_share)):
        yield _gap("owners", "ownership")


def _person(party: NamedParty, *, weighs: bool, identified: bool) -> Iterator[Missing]:
    """`weighs`: may hold as much as a beneficial owner, through whatever chain."""
    said = party.said
    if not said.name:
        yield _gap(f"party.{party.key}.name", "ownership", party.key)
    if not (weighs or set(party.roles) & {"director", "control", "representative"}):
        return
    for field in PERSON_FIELDS:
        if not getattr(said, field):
            yield _gap(f"party.{party.key}.{field}", "ownership", party.key)
    if (weighs or set(party.roles) & {"control", "representative"}) and not _complete(said.address):
        yield _gap(f"party.{party.key}.address", "ownership", party.key)
    if identified and not _identified(said.identity):
        yield _gap(f"party.{party.key}.identity", "ownership", party.key)


def _entity(claims: Claims, party: NamedParty) -> Iterator[Missing]:
    for field in ("name", "country"):
        if not getattr(party.said, field):
            yield _gap(f"party.{party.key}.{field}", "ownership", party.key)


def _hides_owners(claims: Claims, party: NamedParty, most: Decimal, line: Decimal) -> bool:
    """Could somebody nobody named hold as much as a beneficial owner through what is not declared of this company?"""
    if party.said.listed_on or (claims.answers.nobody_over_threshold and claims.owners_of(party.key)):
        return False
    return most * undeclared(claims, party.key).least / 100 >= line


def _you(claims: Claims, needs: Needs) -> Iterator[Missing]:
    applicants = claims.with_role("applicant")
    if not applicants:
        yield _gap("applicant", "you")
        return
    key, said = applicants[0].key, applicants[0].said
    for field in ("name", "born_on", "country", "phone"):
        if not getattr(said, field):
            yield _gap(f"party.{key}.{field}", "you", key)
    if not _complete(said.address):
        yield _gap(f"party.{key}.address", "you", key)
    if "identity" in needs.checks and not _identified(said.identity):
        yield _gap(f"party.{key}.identity", "you", key)


def _documents(claims: Claims, needs: Needs) -> Iterator[Missing]:
    for kinds in needs.documents:
        wanted = frozenset(kinds.split("|"))
        if not any(
            given.kind in wanted and _about_the_right_one(claims, given.party, wanted) for given in claims.documents
        ):
            yield _gap(f"document.{kinds}", "documents")


def _about_the_right_one(claims: Claims, party: str, wanted: frozenset[str]) -> bool:
    """An identity document is that of whoever signs for the applicant; of everything else one is enough."""
    if not party or not wanted <= IDENTITY_KINDS:
        return True
    signers = {one.key for role in ("representative", "applicant") for one in claims.with_role(role)}
    return not signers or party in signers


def _use(claims: Claims) -> Iterator[Missing]:
    use, organisation = claims.answers.use, claims.kind != "individual"
    if not use.purpose:
        yield _gap("use.purpose", "use")
    if use.requests_per_day is None:
        yield _gap("use.requests_per_day", "use")
    if organisation and not use.end_user_countries:
        yield _gap("use.end_user_countries", "use")
    if organisation and use.resells is None:
        yield _gap("use.resells", "use")
    if is_reseller(claims) and not UNDERTAKINGS.keys() <= set(use.undertakings):
        yield _gap("use.undertakings", "use")
    if organisation and not _payable(claims):
        yield _gap("use.payment", "use")


def _payable(claims: Claims) -> bool:
    payment = claims.answers.use.payment
    field = PAYMENT_FIELDS.get(payment.method)
    return bool(payment.method and (field is None or getattr(payment, field)))


def _statement(claims: Claims) -> Iterator[Missing]:
    if not claims.answers.statement_name:
        yield _gap("statement", "review")


def _complete(address: Address) -> bool:
    return bool(address.lines and address.city and address.country)


def _identified(identity: Identity) -> bool:
    return bool(identity.type and identity.number and identity.issuer and identity.expires_on)


def _gap(key: str, step: str, party: str = "") -> Missing:
    return Missing(key, step, words(key), party)
