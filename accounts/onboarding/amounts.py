"""How much, as people write it: shares in percent, ranges of them, numbers of requests. Pure."""

import re
from decimal import Decimal
from typing import Final

from kycrisk.lib.wording import Flaw, gettext_noop

NUMBER: Final = r"\d{1,3}(?:[.,]\d{1,12})?"
PERCENT: Final = re.compile(rf"({NUMBER})\s*(?:[%٪％]|percent|per cent)?\Z", re.IGNORECASE)
FRACTION: Final = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})\Z")
RANGE: Final = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|…|\.\.)\s*(.+)\Z", re.IGNORECASE)
PLACES: Final = Decimal("0.0001")
COUNT: Final = re.compile(r"(\d{1,3}(?:(?P<gap>[.,'’ ])\d{3})(?:(?P=gap)\d{3})*|\d{1,15})\s*([km]?)\Z", re.IGNORECASE)
TIMES: Final = {"": 1, "k": 1_000, "m": 1_000_000}
MOST: Final = 10**12


def share(value: str) -> Decimal:
    """A share in percent, more than 0 and at most 100, to four places: `33,3`, `33.3 %`, `1/3`."""
    found = _percent(value)
    if not found:
        raise Flaw(gettext_noop("Enter a share of more than 0 %, or remove the owner."))
    return found


def share_range(least: str, most: str = "") -> tuple[Decimal, Decimal]:
    """Two shares, the smaller first, or one text such as `25–50 %`. Without the first it is `up to the second`."""
    if not most.strip() and (both := RANGE.match(value := least.strip())) and not FRACTION.match(value):
        least, most = both.groups()
    if not most.strip():
        raise Flaw(gettext_noop("Enter where the range ends, such as 25 to 50."))
    bounds = _percent(least) if least.strip() else Decimal(0), share(most)
    if bounds[0] > bounds[1]:
        raise Flaw(gettext_noop("Enter the smaller share first, such as 25 to 50."))
    return bounds


def whole_number(value: str) -> int:
    """A count such as `40000`, `40,000`, `40.000` or `40k`."""
    found = COUNT.match(value.strip().replace("\u00a0", " ").replace("\u202f", " "))
    if not found:
        raise Flaw(gettext_noop("Enter a whole number, such as 40000."))
    digits = "".join(letter for letter in found[1] if letter.isdecimal())
    number = int(digits) * TIMES[found[3].lower()]
    if number > MOST:
        raise Flaw(gettext_noop("This is more than we can imagine. Enter a whole number, such as 40000."))
    return number


def requests_per_day(value: str) -> int:
    """How many requests a day are expected; at least one."""
    number = whole_number(value)
    if not number:
        raise Flaw(gettext_noop("Enter at least 1; a rough guess is enough."))
    return number


def _percent(value: str) -> Decimal:
    text = value.strip()
    if (part := FRACTION.match(text)) and int(part[2]):
        found = Decimal(int(part[1])) / Decimal(int(part[2])) * 100
    elif number := PERCENT.match(text):
        found = Decimal(number[1].replace(",", "."))
    else:
        raise Flaw(gettext_noop("Enter a share in percent as a number, such as 33.3."))
    if found > 100:
        raise Flaw(gettext_noop("A share is 100 % at most. Enter a number from 0 to 100."))
    return found.quantize(PLACES)
