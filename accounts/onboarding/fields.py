"""How is each field of an application read? The index of all readers.

Each takes what a person typed and gives the one way we write it, or raises `wording.Flaw`, a `ValueError` whose English
sentence says how to mend it (`msgid` and `params` for a translation). An empty text stays empty: whether it must be
filled in is for `needs` to say. Shares and counts have no empty value. Pure.
"""

from collections.abc import Iterable
from typing import Final

import pycountry

from accounts.onboarding.amounts import requests_per_day, share, share_range, whole_number
from accounts.onboarding.bank import bic, iban
from accounts.onboarding.claims import Address
from accounts.onboarding.contacts import domain_of, email, email_host, is_disposable, is_public_mail, phone, website
from accounts.onboarding.dates import birth_date, expiry_date, full_date, incorporation_date, partial_date
from accounts.onboarding.names import company_name, paragraphs, person_name, plain
from accounts.onboarding.registers import registration_number
from accounts.onboarding.taxes import tax_id
from accounts.parties import values
from kycrisk.lib.wording import Flaw, gettext_noop

__all__ = [
    "address",
    "bic",
    "birth_date",
    "company_name",
    "countries",
    "country",
    "document_number",
    "domain_of",
    "email",
    "email_host",
    "expiry_date",
    "full_date",
    "iban",
    "incorporation_date",
    "is_disposable",
    "is_public_mail",
    "jurisdiction",
    "lei",
    "paragraphs",
    "partial_date",
    "person_name",
    "phone",
    "plain",
    "registration_number",
    "requests_per_day",
    "share",
    "share_range",
    "tax_id",
    "website",
    "whole_number",
]

LONGEST_LINES: Final = 300
LONGEST_TOWN: Final = 100
LONGEST_CODE: Final = 20
LONGEST_DOCUMENT: Final = 30


def country(value: str) -> str:
    """ISO 3166-1 alpha-2, from its two or three letters or its English name."""
    written = plain(value, 60)
    if len(written) > 2 and written.upper() not in values.MISTAKEN:
        try:
            return str(pycountry.countries.lookup(written).alpha_2)
        except LookupError:
            raise Flaw(gettext_noop("This is not a country we know. Enter its two letters, such as DE.")) from None
    return values.country(written)


def jurisdiction(value: str) -> str:
    """A country, or a part of one with a register of its own, such as US-DE."""
    return values.jurisdiction(value) if "-" in value else country(value)


def countries(listed: Iterable[str]) -> tuple[str, ...]:
    """Countries without those said twice, in the order they were given; empty ones are passed over."""
    return tuple(dict.fromkeys(code for one in listed if (code := country(one))))


def lei(value: str) -> str:
    """A Legal Entity Identifier whose check digits fit."""
    return values.lei(value)


def address(said: Address) -> Address:
    """An address whose parts are each read; a part of an address may be missing."""
    return Address(
        lines=paragraphs(said.lines, LONGEST_LINES),
        city=plain(said.city, LONGEST_TOWN),
        region=plain(said.region, LONGEST_TOWN),
        postal_code=plain(said.postal_code, LONGEST_CODE).upper(),
        country=country(said.country),
    )


def document_number(value: str) -> str:
    """The number of an identity document, in capitals without spaces."""
    number = "".join(plain(value, LONGEST_DOCUMENT).upper().split())
    if number and not all(letter.isalnum() or letter in "-/.<" for letter in number):
        raise Flaw(gettext_noop("Enter the number as printed: letters and digits only."))
    return number
