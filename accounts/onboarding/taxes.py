"""Is this a tax number of that country? VAT numbers of the European Union, and what other countries give. Pure."""

import re
from collections.abc import Iterator
from typing import Any, Final

from stdnum import get_cc_module
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, ValidationError

from accounts.onboarding.names import plain
from kycrisk.lib.wording import Flaw, gettext_noop

# Besides the number for VAT: what companies and sole traders of a country may have instead.
OTHERS: Final = {
    "AU": "acn",
    "DE": "stnr idnr",
    "ES": "cif",
    "FR": "siren",
    "GB": "utr",
    "IN": "pan",
    "IT": "codicefiscale",
    "NO": "orgnr",
    "PL": "regon",
    "SE": "orgnr personnummer",
    "US": "ein itin ssn",
}
# In VAT numbers Greece is EL.
PREFIXES: Final = {"GR": "EL"}
FORM: Final = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9./ -]{3,29}\Z")


def tax_id(value: str, country: str) -> str:
    """The number without signs, a VAT number with the letters of its country; empty stays empty."""
    written = plain(value, 40).upper()
    if not written:
        return ""
    code = country[:2].upper()
    found = next(_readings(written, code), None)
    if found is not None:
        return found
    if not _known(code) and FORM.match(written):
        return written
    raise _flaw(written, code)


def _readings(written: str, code: str) -> Iterator[str]:
    """Every way in which this is a tax number of the country. A company may be registered for VAT in another state."""
    for number in (written, PREFIXES.get(code, code) + written):
        if vat.is_valid(number):
            yield _in_full(number)
    for module in _modules(code):
        try:
            yield str(module.validate(written))
        except ValidationError:
            continue


def _in_full(number: str) -> str:
    return str(vat.validate(number))


def _modules(code: str) -> list[Any]:
    """The country's own, VAT first; none for most countries outside the tables of the library."""
    names = ["vat", *OTHERS.get(code, "").split()]
    return [module for name in names if (module := get_cc_module(code.lower(), name)) is not None]


def _known(code: str) -> bool:
    return bool(_modules(code))


def _flaw(written: str, code: str) -> Flaw:
    for module in _modules(code):
        try:
            module.validate(written)
        except InvalidChecksum:
            return Flaw(gettext_noop("The check digit of this tax number does not fit; look for a mistyped digit."))
        except ValidationError:
            continue
    return Flaw(gettext_noop("This is not a tax number of %(country)s. Copy it from a tax letter."), country=code)
