"""Is this a day, a month or a year that can be? Three fields as a person fills them in, one ISO text out of them.

Pure. A date keeps the precision it was given with: `2021`, `2021-05` or `2021-05-04`. Three empty fields are an empty
date.
"""

from calendar import monthrange
from datetime import date

from accounts.policy.defaults import Onboarding
from kycrisk.lib.wording import Flaw, gettext_noop


def partial_date(day: str, month: str, year: str) -> str:
    """A date of which the day, or day and month, may be left out."""
    day, month, year = day.strip(), month.strip(), year.strip()
    if not (day or month or year):
        return ""
    numbers = [_year(year)]
    if day and not month:
        raise Flaw(gettext_noop("Enter the month too, as a number from 1 to 12."))
    if month:
        numbers.append(_between(month, 12, gettext_noop("Enter the month as a number from 1 to 12.")))
    if day:
        numbers.append(_day(day, numbers[1], numbers[0]))
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])


def full_date(day: str, month: str, year: str) -> str:
    """A date with day, month and year."""
    found = partial_date(day, month, year)
    if found and len(found) < 10:
        raise Flaw(gettext_noop("Enter day, month and year, such as 27 3 1980."))
    return found


def birth_date(day: str, month: str, year: str, *, today: date, numbers: Onboarding) -> str:
    """The full birth date of somebody who is old enough to act for a company and not older than people get."""
    found = full_date(day, month, year)
    if not found:
        return ""
    born = date.fromisoformat(found)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if born > today:
        raise Flaw(gettext_noop("This birth date is in the future. Check the year."))
    if age < numbers.youngest:
        raise Flaw(
            gettext_noop("By this birth date the person is younger than %(age)s. Check the year."), age=numbers.youngest
        )
    if age > numbers.oldest:
        raise Flaw(
            gettext_noop("By this birth date the person is older than %(age)s. Check the year."), age=numbers.oldest
        )
    return found


def incorporation_date(day: str, month: str, year: str, *, today: date) -> str:
    """When a company was founded, as precisely as it is known; not in the future."""
    found = partial_date(day, month, year)
    if found > today.isoformat()[: len(found)]:
        raise Flaw(gettext_noop("This date is in the future. Enter the day the company was entered in the register."))
    return found


def expiry_date(day: str, month: str, year: str, *, today: date) -> str:
    """Until when a document is valid: a full date that has not passed."""
    found = full_date(day, month, year)
    if found and found < today.isoformat():
        raise Flaw(gettext_noop("This document has expired. Use one that is still valid."))
    return found


def _year(text: str) -> int:
    if not text:
        raise Flaw(gettext_noop("Enter the year with four digits, such as 1980."))
    if text.isdecimal() and len(text) == 2:
        raise Flaw(gettext_noop("Enter the year with four digits, such as 1980 instead of 80."))
    number = int(text) if text.isdecimal() and len(text) == 4 else 0
    if not 1000 <= number <= 2200:
        raise Flaw(gettext_noop("Enter the year with four digits, such as 1980."))
    return number


def _day(text: str, month: int, year: int) -> int:
    last = monthrange(year, month)[1]
    number = _between(text, 31, gettext_noop("Enter the day as a number from 1 to 31."))
    if number > last:
        raise Flaw(gettext_noop("This month has only %(last)s days. Check day and month."), last=last)
    return number


def _between(text: str, last: int, flaw: str) -> int:
    number = int(text) if text.isdecimal() and len(text) <= 2 else 0
    if not 1 <= number <= last:
        raise Flaw(flaw)
    return number
