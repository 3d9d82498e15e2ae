"""What are the steps, the gaps and the undertakings of an application called? English, marked for translation. Pure."""

from typing import Final, NamedTuple

from kycrisk.lib.wording import gettext_noop

IDENTITY_KINDS: Final = frozenset({"passport", "identity_card", "residence_permit"})


class Step(NamedTuple):
    """A step of the portal: its key in addresses, and its name in English."""

    key: str
    label: str


_DOCUMENTS: Final = Step("documents", gettext_noop("Documents"))
_USE: Final = Step("use", gettext_noop("Intended use"))
_REVIEW: Final = Step("review", gettext_noop("Review and send"))

STEPS: Final = {
    "organisation": (
        Step("company", gettext_noop("Company")),
        Step("ownership", gettext_noop("People and ownership")),
        _DOCUMENTS,
        _USE,
        _REVIEW,
    ),
    "individual": (Step("you", gettext_noop("About you")), _DOCUMENTS, _USE, _REVIEW),
}

# What a reseller promises, by the key that is stored with their answers. All of them are asked.
UNDERTAKINGS: Final = {
    "terms": gettext_noop("Our customers accept terms that bind them to your usage policy."),
    "identify": gettext_noop("We know who our customers are and tell you when you ask."),
    "countries": gettext_noop("We do not serve customers in countries you do not serve."),
    "abuse": gettext_noop("We look for misuse, and stop it within a day of learning of it."),
}

_WORDS: Final = {
    "company.legal_name": gettext_noop("the registered name"),
    "company.jurisdiction": gettext_noop("the country of registration"),
    "company.registration_number": gettext_noop("the register number"),
    "company.legal_form": gettext_noop("the legal form"),
    "company.incorporated_on": gettext_noop("the date of incorporation"),
    "company.registered_address": gettext_noop("the registered address"),
    "company.main_address": gettext_noop("the country the company is run from"),
    "company.website": gettext_noop("the website, or why there is none"),
    "company.phone": gettext_noop("a phone number"),
    "company.tax_id": gettext_noop("the tax number"),
    "director": gettext_noop("a director"),
    "representative": gettext_noop("who signs for the company"),
    "control": gettext_noop("a person who controls the company"),
    "owners": gettext_noop("the owners, or that nobody else holds as much"),
    "applicant": gettext_noop("your name and birth date"),
    "party.name": gettext_noop("a name"),
    "party.born_on": gettext_noop("a birth date"),
    "party.country": gettext_noop("a nationality or country"),
    "party.address": gettext_noop("an address"),
    "party.phone": gettext_noop("a phone number"),
    "party.identity": gettext_noop("the details of an identity document"),
    "party.owners": gettext_noop("who owns a company in the chain"),
    "document.register_extract": gettext_noop("the register extract"),
    "document.shareholder_list": gettext_noop("the shareholder list"),
    "document.articles": gettext_noop("the articles of association"),
    "document.tax_certificate": gettext_noop("the tax certificate"),
    "document.proof_of_address": gettext_noop("a proof of address"),
    "document.passport": gettext_noop("a passport"),
    "document.identity_card": gettext_noop("an identity card"),
    "document.residence_permit": gettext_noop("a residence permit"),
    "document.authority": gettext_noop("the authority to sign"),
    "document.enrolment": gettext_noop("a proof of enrolment or teaching"),
    "document.research": gettext_noop("a proof of research"),
    "document.funding": gettext_noop("a proof of funding"),
    "document.resale_terms": gettext_noop("your terms for end users"),
    "use.purpose": gettext_noop("what the models are wanted for"),
    "use.requests_per_day": gettext_noop("how many requests a day"),
    "use.end_user_countries": gettext_noop("the countries of the people who will use it"),
    "use.resells": gettext_noop("whether you pass the models on to customers"),
    "use.undertakings": gettext_noop("what a reseller promises"),
    "use.payment": gettext_noop("how you will pay"),
    "statement": gettext_noop("the name of who confirms that this is true"),
}
_IDENTITY: Final = gettext_noop("a passport, identity card or residence permit")
_OTHER: Final = gettext_noop("another document")


def words(key: str) -> str:
    """What a gap is, in English, by its key alone, as a seller's list shows it: `the register number`."""
    group, _, rest = key.partition(".")
    if group == "party":
        key = f"party.{rest.rpartition('.')[2]}"
    if group == "document" and "|" in rest:
        return _IDENTITY if set(rest.split("|")) <= IDENTITY_KINDS else _OTHER
    return _WORDS.get(key, _OTHER)
