"""Is this a number of that country's company register? Check digits where a country has them, the form where not.

Pure: nobody is asked whether the company exists. Where a country has several registers any of them will do. A country
that is in no table here may write what it likes in letters, digits and a few signs.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from stdnum import ean, get_cc_module
from stdnum.exceptions import InvalidChecksum, ValidationError

from accounts.onboarding.names import plain
from kycrisk.lib.wording import Flaw, gettext_noop

# The modules of python-stdnum that know the numbers of a country's registers, the usual one first.
CHECKED: Final = {
    "AR": "cuit",
    "AT": "businessid",
    "AU": "acn abn",
    "BE": "vat",
    "BG": "vat",
    "BR": "cnpj",
    "BY": "unp",
    "CH": "uid",
    "CL": "rut",
    "CN": "uscc",
    "CO": "nit",
    "CR": "cpj",
    "CZ": "dic",
    "DE": "handelsregisternummer",
    "DK": "cvr",
    "DO": "rnc",
    "EC": "ruc",
    "EE": "registrikood",
    "ES": "cif",
    "FI": "ytunnus",
    "FR": "siren siret",
    "GT": "nit",
    "HR": "oib",
    "IL": "hp",
    "IS": "kennitala",
    "IT": "iva",
    "JP": "cn",
    "KR": "brn",
    "LV": "pvn",
    "MD": "idno",
    "ME": "pib",
    "MX": "rfc",
    "NO": "orgnr",
    "PE": "ruc",
    "PL": "regon",
    "PT": "nif",
    "PY": "ruc",
    "RO": "onrc cui",
    "RS": "pib",
    "RU": "ogrn",
    "SE": "orgnr",
    "SG": "uen",
    "SI": "maticna",
    "SK": "dph",
    "SV": "nit",
    "TH": "moa",
    "TR": "vkn",
    "TW": "ubn",
    "UA": "edrpou",
    "UY": "rut",
    "VE": "rif",
    "VN": "mst",
}
# Registers whose numbers have a form and no check digit.
SHAPED: Final = {
    "AE": r"[A-Z]{0,6}-?\d{3,10}",
    "BM": r"\d{1,9}",
    "CA": r"\d{6,7}-?\d|[A-Z]{2}\d{7}|\d{6,10}|\d{9}(?:RC\d{4})?",
    "CY": r"(?:HE|AE|B|S|P|O)\d{1,6}",
    "DE": r"(?:HRA|HRB|GNR|GSR|PR|VR)\d{1,6}[A-Z]{0,3}",
    "GB": r"\d{8}|(?:AC|CE|CS|FC|FE|GE|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NV|OC|OE|PC|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR"
    r"|SZ|ZC)(?:\d{6}|\d{5}R)|R\d{7}",
    "GG": r"\d{1,6}",
    "GR": r"\d{12}",
    "HK": r"\d{7,8}",
    "HR": r"\d{8,9}",
    "HU": r"\d{2}-?\d{2}-?\d{6}",
    "IE": r"\d{5,7}",
    "IM": r"\d{6}[A-Z]",
    "IN": r"[LUF]\d{5}[A-Z]{2}\d{4}[A-Z]{3}\d{6}|[A-Z]{3}-?\d{4}",
    "IT": r"[A-Z]{2}-?\d{5,7}",
    "JE": r"\d{1,6}",
    "KE": r"(?:PVT|CPR|C|BN|LLP)-?[A-Z0-9/]{3,12}",
    "KR": r"\d{6}-?\d{7}",
    "KY": r"[A-Z]{2}-?\d{1,7}",
    "LI": r"FL-?\d{4}\.?\d{3}\.?\d{3}-?\d",
    "LT": r"\d{9}|\d{7}",
    "LU": r"[A-J]\d{1,6}",
    "MT": r"(?:C|OC|P|SE)\d{1,6}",
    "MY": r"\d{12}|\d{1,7}-?[A-Z]",
    "NG": r"(?:RC|BN|IT|LP|LLP)?-?\d{4,8}",
    "NL": r"\d{8}",
    "NZ": r"\d{1,8}",
    "PL": r"\d{10}",
    "RO": r"[JFC]\d{1,2}/\d{1,7}/\d{4}|[JFC]\d{13}",
    "TR": r"\d{16}|\d{1,7}(?:-\d)?",
    "SK": r"\d{8}",
    "US": r"[A-Z0-9][A-Z0-9-]{2,19}",
    "VG": r"\d{4,8}",
    "ZA": r"(?:[A-Z]{1,2})?\d{4}/\d{6}/\d{2}",
}
ANYTHING: Final = r"(?=.*\d)[A-Z0-9][A-Z0-9./ -]{1,29}"
EXAMPLES: Final = {
    "AT": "FN 122119m",
    "AU": "004 085 616",
    "BE": "0403.019.261",
    "BR": "16.727.230/0001-97",
    "CA": "1234567-8",
    "CH": "CHE-100.155.212",
    "CN": "91110000600037341L",
    "CZ": "25123891",
    "DE": "HRB 184220",
    "DK": "13585628",
    "EE": "12345678",
    "ES": "A13585625",
    "FI": "2077474-0",
    "FR": "552 008 443",
    "GB": "12345678 or SC123456",
    "GR": "012345678000",
    "IE": "123456",
    "IN": "U72200KA2013PTC097389",
    "IT": "00743110157 or MI-1234567",
    "JP": "5-8356-7825-6246",
    "KR": "116-82-00276",
    "LU": "B123456",
    "MX": "GODE561231GR8",
    "NL": "12345678",
    "NO": "988 077 917",
    "NZ": "1234567 or 9429039098740",
    "PL": "0000123456",
    "PT": "501 964 843",
    "RO": "J40/1234/2005",
    "SE": "556123-4567",
    "SG": "197401143C",
    "US": "7654321",
    "ZA": "2012/123456/07",
}
# What people write before the number: the register's name, not a part of it.
LABEL: Final = re.compile(
    r"RCS\b\D*(?=\d)|(?:KVK|CVR|SIREN|SIRET|ABN|ACN|CIN|UEN|KRS|REGON|REG|CRO|CRN|NZBN|NIPC|ICO|IČO|CNPJ|GEMI|ARBN|ORG)"
    r"(?:[\s.:-]*(?:NO|NR|NUMBER|NUMMER)\b)?[\s.:-]+(?=\S*\d)"
)
PADDED: Final = re.compile(r"(\d{1,7})|(SC|NI|OC|SO|NC|FC|LP|SL|NL)(\d{1,5})")
COURT: Final = re.compile(r"\b(?:AMTSGERICHT|AG|REGISTERGERICHT)\b\s*", re.IGNORECASE)


def registration_number(value: str, country: str) -> str:
    """The number as the register of a country, or of a part of one (`US-DE`), writes it; empty stays empty."""
    written = plain(value, 60)
    if not written:
        return ""
    code = country[:2].upper()
    number = LABEL.sub("", written.upper(), count=1)
    found = next(_readings(written if code == "DE" else number, code), None)
    if found is None:
        raise _flaw(number, code)
    return found


def _readings(written: str, code: str) -> Iterator[str]:
    """Every way in which this is a number of the country's registers, the usual one first."""
    tight = re.sub(r"[\s.]" if code != "LI" else r"\s", "", written.upper())
    if code == "GB" and (short := PADDED.fullmatch(tight)):
        tight = short[1].zfill(8) if short[1] else short[2] + short[3].zfill(6)
    if re.fullmatch(SHAPED.get(code, r"(?!)"), tight):
        yield _spaced(tight) if code == "DE" else tight
    for module in _modules(code):
        # Austria's check letter is a small one; a German number is known with its court before it.
        for way in (written, written.lower() if code == "AT" else COURT.sub("", written)):
            if (found := _checked(way, module)) is not None:
                yield found
    if code == "NZ" and re.fullmatch(r"94\d{11}", tight) and ean.is_valid(tight):
        yield tight
    if code not in CHECKED and code not in SHAPED and re.fullmatch(ANYTHING, written.upper()):
        yield written.upper()


def _modules(code: str) -> list[Any]:
    return [get_cc_module(code.lower(), name) for name in CHECKED.get(code, "").split()]


def _checked(written: str, module: Any) -> str | None:
    try:
        return str(module.validate(written))
    except ValidationError:
        return None


def _spaced(number: str) -> str:
    """`HRB 184220 B`: kind, number and what a court adds."""
    return " ".join(re.findall(r"[A-Z]+|\d+", number))


def _flaw(number: str, code: str) -> Flaw:
    """Mistyped, or not a number of this country at all."""
    for module in _modules(code):
        try:
            module.validate(number)
        except InvalidChecksum:
            return Flaw(
                gettext_noop("The check digit of this register number does not fit; look for a mistyped digit.")
            )
        except ValidationError:
            continue
    if code in EXAMPLES:
        return Flaw(
            gettext_noop("This is not a register number of %(country)s. It looks like %(example)s."),
            country=code,
            example=EXAMPLES[code],
        )
    return Flaw(gettext_noop("Enter the number as it stands in the register: letters, digits, dots, dashes."))
