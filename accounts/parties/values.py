"""Is this a country, a phone number, a time? Each reader gives the one way we write it, or says how to mend it.

Pure. Every reader takes what a stranger sent and raises `ValueError` with a sentence.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

import phonenumbers
import pycountry
from email_validator import EmailNotValidError, validate_email
from stdnum import lei as identifiers

from kycrisk.lib.wording import Flaw, gettext_noop

MISTAKEN: Final = {"UK": "GB", "EL": "GR", "SU": "RU", "EN": "GB"}
ACCOUNT: Final = re.compile(r"[^\s/\x00-\x1f\x7f]{1,200}\Z")
ENTITY: Final = re.compile(r"[A-Za-z0-9_.:-]{1,40}\Z")
LEI: Final = re.compile(r"[0-9A-Z]{18}[0-9]{2}\Z")
# Letters that make a page show a text in another order than it is stored in.
REORDERING: Final = "\u202a-\u202e\u2066-\u2069"
# Control characters (Cc), halves of surrogate pairs (Cs), and the letters above.
UNWANTED: Final = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{REORDERING}]")
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)


def text(value: Any, longest: int) -> str:
    """Plain text on one line, composed (NFC), trimmed."""
    if not isinstance(value, str):
        raise ValueError("Write text.")  # noqa: TRY004  # one kind of error for everything a stranger gets wrong
    cleaned = " ".join(unicodedata.normalize("NFC", value).split())
    if UNWANTED.search(cleaned):
        raise Flaw(gettext_noop("Leave out control characters."))
    if len(cleaned) > longest:
        raise Flaw(gettext_noop("Write %(most)s characters at most."), most=longest)
    return cleaned


def account_id(value: Any) -> str:
    """The provider's own id, as given."""
    if not isinstance(value, str) or not ACCOUNT.match(value) or not value.isprintable():
        raise ValueError("Write the account's id: 1 to 200 characters without spaces or slashes.")
    return value


def public_id(value: Any) -> str:
    """An id such as `ent_…` or `per_…`."""
    if not isinstance(value, str) or not ENTITY.match(value):
        raise ValueError("Write an id of up to 40 letters, digits, dots, dashes or underscores.")
    return value


def country(value: Any) -> str:
    """ISO 3166-1, two letters."""
    code = text(value, 60).upper()
    if not code or _country_known(code):
        return code
    if code in MISTAKEN:
        raise Flaw(
            gettext_noop("'%(code)s' is not a country of ISO 3166-1; write %(meant)s."), code=code, meant=MISTAKEN[code]
        )
    raise Flaw(gettext_noop("'%(code)s' is not a country of ISO 3166-1, two letters such as DE."), code=code[:10])


def jurisdiction(value: Any) -> str:
    """A country, or a part of one by ISO 3166-2 such as US-DE."""
    code = text(value, 60).upper()
    if "-" not in code:
        return country(code)
    if not _subdivision_known(code):
        raise Flaw(
            gettext_noop("'%(code)s' is not in ISO 3166-2; write a country such as DE, or a part such as US-DE."),
            code=code[:10],
        )
    return code


def email(value: Any) -> str:
    """An address as RFC 5322 and its like allow it; nobody is asked whether it exists."""
    written = text(value, 254)
    if not written:
        return ""
    try:
        return validate_email(written, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise Flaw(gettext_noop("This is not an e-mail address: %(why)s"), why=str(error)) from None


def phone(value: Any, country_code: str = "") -> str:
    """E.164; a number without + is read as one of the account's country."""
    written = text(value, 60)
    if not written:
        return ""
    try:
        number = phonenumbers.parse(written, country_code or None)
    except phonenumbers.NumberParseException:
        raise Flaw(gettext_noop("Write the phone number with its country, such as +44 20 7946 0017.")) from None
    if not phonenumbers.is_possible_number(number):
        raise Flaw(gettext_noop("This phone number has too many or too few digits; write it such as +44 20 7946 0017."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def moment(value: Any) -> datetime:
    """A time of ISO 8601 with its offset, as UTC."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(text(value, 60))
        offset = at.utcoffset()
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        offset = None
    if offset is None or at < EARLIEST:
        raise ValueError("Write a time after 1970 with its offset, such as 2026-09-01T00:00:00Z.")
    return at


def day(value: Any) -> date:
    """A date of ISO 8601."""
    try:
        return date.fromisoformat(text(value, 60)[:10])
    except ValueError:
        raise ValueError("Write a date such as 2019-05-31.") from None


def lei(value: Any) -> str:
    """A Legal Entity Identifier (ISO 17442) whose check digits fit."""
    code = text(value, 60).upper().replace(" ", "")
    if code and not LEI.match(code):
        raise Flaw(gettext_noop("An LEI has 18 letters or digits and two check digits."))
    if code and not identifiers.is_valid(code):
        raise Flaw(gettext_noop("The check digits of this LEI do not fit the rest; look for a mistyped character."))
    return code


def count(value: Any, largest: int = 2**31 - 1) -> int:
    """A whole number from 0 up."""
    try:
        number = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else -1
    except ValueError:
        number = -1
    if not 0 <= number <= largest:
        raise ValueError(f"Write a whole number from 0 to {largest}.")
    return number


def percent(value: Any) -> Decimal:
    """A share in percent, to four places."""
    try:
        share = Decimal(str(value)) if isinstance(value, int | float | Decimal) and value is not True else Decimal(-1)
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 100:
        raise ValueError("Write a share in percent, from 0 to 100.")
    return share.quantize(Decimal("0.0001"))


@lru_cache(maxsize=1024)
def _country_known(code: str) -> bool:
    return len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None


@lru_cache(maxsize=8192)
def _subdivision_known(code: str) -> bool:
    return len(code) <= 6 and pycountry.subdivisions.get(code=code) is not None  # type: ignore[no-untyped-call]
