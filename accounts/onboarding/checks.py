"""What is looked at before a customer is let in? The table of checks, in the order in which they are read. Pure.

The policy's needs name checks by these keys. What a check says is decided in `check_rules` and its siblings.
"""

from typing import Final, Literal, NamedTuple

from kycrisk.lib.wording import gettext_noop

type About = Literal["application", "person", "document"]


class CheckKind(NamedTuple):
    """A check: its key in policy and rows, its name, about what there is a row of it each, and what it proves."""

    key: str
    label: str
    about: About
    proves: str


CHECKS: Final = (
    CheckKind(
        "completeness", gettext_noop("Completeness"), "application", gettext_noop("Everything asked for is there.")
    ),
    CheckKind(
        "register_number",
        gettext_noop("Register number"),
        "application",
        gettext_noop("A register knows the company by this number."),
    ),
    CheckKind("lei", gettext_noop("LEI"), "application", gettext_noop("GLEIF knows the company by this identifier.")),
    CheckKind(
        "tax_id",
        gettext_noop("Tax number"),
        "application",
        gettext_noop("The number has the form its country gives it."),
    ),
    CheckKind(
        "company_age", gettext_noop("Age of the company"), "application", gettext_noop("It exists, and since when.")
    ),
    CheckKind(
        "address_form",
        gettext_noop("Address"),
        "application",
        gettext_noop("The address names a place in its country."),
    ),
    CheckKind(
        "mass_address",
        gettext_noop("Others at the address"),
        "application",
        gettext_noop("Few others are registered at the same place."),
    ),
    CheckKind(
        "email_control",
        gettext_noop("Control of the e-mail address"),
        "application",
        gettext_noop("Somebody who reads mail there opened our link."),
    ),
    CheckKind(
        "domain_control",
        gettext_noop("Control of the domain"),
        "application",
        gettext_noop("The applicant reads mail at the website's domain, or can put a file there."),
    ),
    CheckKind(
        "email_domain",
        gettext_noop("E-mail and website"),
        "application",
        gettext_noop("Mail and website belong to one domain."),
    ),
    CheckKind(
        "beneficial_owners",
        gettext_noop("Beneficial owners"),
        "application",
        gettext_noop("Everybody who holds enough is named and described."),
    ),
    CheckKind("identity", gettext_noop("Identity"), "person", gettext_noop("The person is who they say they are.")),
    CheckKind(
        "identity_reuse",
        gettext_noop("One person, one organisation"),
        "person",
        gettext_noop("The person did not just prove another organisation."),
    ),
    CheckKind(
        "document_consistency",
        gettext_noop("Document and form agree"),
        "document",
        gettext_noop("The document says what was typed, and is still valid."),
    ),
    CheckKind(
        "duplicates",
        gettext_noop("Met before"),
        "application",
        gettext_noop("No person, company, document or file contradicts another application."),
    ),
    CheckKind(
        "undertakings", gettext_noop("Undertakings"), "application", gettext_noop("What was asked for was promised.")
    ),
)
BY_KEY: Final = {kind.key: kind for kind in CHECKS}
ORDER: Final = {kind.key: place for place, kind in enumerate(CHECKS)}
