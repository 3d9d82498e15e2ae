"""Is this a bank account, and which bank is it? IBAN by ISO 13616 with its check digits, BIC by ISO 9362. Pure."""

from schwifty import BIC, IBAN
from schwifty.exceptions import InvalidChecksumDigits, InvalidCountryCode, InvalidLength, SchwiftyException

from kycrisk.lib.wording import Flaw, gettext_noop


def iban(value: str) -> str:
    """An IBAN without spaces; empty stays empty."""
    written = "".join(value.split()).upper()
    if not written:
        return ""
    try:
        return str(IBAN(written))
    except InvalidCountryCode:
        raise Flaw(gettext_noop("An IBAN begins with the two letters of its country, such as DE89.")) from None
    except InvalidLength:
        raise Flaw(gettext_noop("This IBAN has too many or too few characters for its country.")) from None
    except InvalidChecksumDigits:
        raise Flaw(
            gettext_noop("The check digits of this IBAN do not fit the rest; look for a mistyped digit.")
        ) from None
    except SchwiftyException:
        raise Flaw(gettext_noop("This is not an IBAN of its country; copy it from a statement.")) from None


def bic(value: str) -> str:
    """A BIC of 8 or 11 characters; empty stays empty."""
    written = "".join(value.split()).upper()
    if not written:
        return ""
    try:
        return str(BIC(written))
    except SchwiftyException:
        raise Flaw(gettext_noop("A BIC has 8 or 11 letters and digits, such as DEUTDEFF.")) from None
