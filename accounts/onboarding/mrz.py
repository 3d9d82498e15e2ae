"""What do the machine readable lines of a passport or an identity card say, and do their check digits fit?

ICAO Doc 9303 (8th edition): TD1, three lines of 30 (part 5); TD2, two of 36 (part 6); TD3, two of 44 (part 4), and the
visas MRV-A and MRV-B, which are as long as TD3 and TD2 without a check digit over all. Pure.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from kycrisk.lib.wording import Flaw, gettext_noop

WEIGHTS: Final = (7, 3, 1)
LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
# What a person types for the filler or copies with the lines.
MEANT: Final = str.maketrans({"«": "<<", "‹": "<", "＜": "<", "〈": "<", " ": None, "\u00a0": None})
_NUMBER: Final = gettext_noop("the document number")
_BIRTH: Final = gettext_noop("the birth date")
_EXPIRY: Final = gettext_noop("the date of expiry")
_OPTIONAL: Final = gettext_noop("the personal number")
_WHOLE: Final = gettext_noop("the lines as a whole")


class Checked(NamedTuple):
    """A part with its check digit: the part's name in English, what it covers, and the digit that stands there."""

    part: str
    covers: str
    digit: str

    @property
    def fits(self) -> bool:
        """Does the digit belong to what it covers? An empty optional part may have a filler for its zero."""
        wanted = check_digit(self.covers)
        return self.digit == str(wanted) or (self.digit == "<" and not self.covers.strip("<"))


class Mrz(NamedTuple):
    """What the lines say. Countries are the three letters of Doc 9303; dates are `YYMMDD` as they stand there.

    `short_name`: the name fills its field and may go on.
    """

    form: str
    document: str
    issuer: str
    number: str
    nationality: str
    born: str
    sex: str
    expires: str
    optional: str
    surnames: str
    given_names: str
    short_name: bool
    checks: tuple[Checked, ...]

    @property
    def expires_on(self) -> str:
        """The expiry as an ISO date, of this century; empty if it is none."""
        return _iso(self.expires, 2000)

    def born_on(self, today: date) -> str:
        """The birth date as an ISO date, as precise as it is known: the latest century that is not in the future."""
        century = today.year // 100 * 100
        born = _iso(self.born, century)
        return born if born <= today.isoformat() else _iso(self.born, century - 100)


def read(lines: str | Sequence[str]) -> Mrz:
    """The parts of the lines, whether or not their check digits fit. Raises `Flaw` when they are no such lines."""
    typed = lines.splitlines() if isinstance(lines, str) else lines
    rows = [row for line in typed if (row := line.translate(MEANT).upper())]
    if not rows or any(set(row) - LETTERS for row in rows):
        raise Flaw(gettext_noop("Type the lines at the foot of the document: capitals, digits and < only."))
    form = {(3, 30): "TD1", (2, 36): "TD2", (2, 44): "TD3"}.get((len(rows), len(rows[0])))
    if form is None or len({len(row) for row in rows}) > 1:
        raise Flaw(
            gettext_noop("Type all lines in full, with every <: three of 30 characters, two of 36, or two of 44.")
        )
    parts = _card(rows) if form == "TD1" else _booklet(rows, form)
    surnames, _, given_names = parts.names.partition("<<")
    return Mrz(
        form=form,
        document=rows[0][0:2].strip("<"),
        issuer=rows[0][2:5].strip("<"),
        number=parts.number.strip("<"),
        nationality=parts.nationality.strip("<"),
        born=parts.dates[0],
        sex=parts.dates[1].strip("<"),
        expires=parts.dates[2],
        optional=parts.optional.strip("<"),
        surnames=_words(surnames),
        given_names=_words(given_names),
        short_name=not parts.names.endswith("<"),
        checks=parts.checks,
    )


def flaws(mrz: Mrz) -> tuple[Flaw, ...]:
    """Every check digit that does not fit, by the part it belongs to; then dates that are none."""
    wrong = [
        Flaw(gettext_noop("The check digit of %(part)s does not fit; compare it with the document."), part=one.part)
        for one in mrz.checks
        if not one.fits
    ]
    if not _iso(mrz.expires, 2000):
        wrong.append(Flaw(gettext_noop("The date of expiry is not a date; compare it with the document.")))
    if not _iso(mrz.born, 2000) and not _iso(mrz.born, 1900):
        wrong.append(Flaw(gettext_noop("The birth date is not a date; compare it with the document.")))
    return tuple(wrong)


def check_digit(text: str) -> int:
    """The check digit over a text of an MRZ: weights 7, 3, 1, modulo 10 (Doc 9303 part 3, section 4.9)."""
    return sum(_value(letter) * WEIGHTS[at % 3] for at, letter in enumerate(text)) % 10


class _Parts(NamedTuple):
    """The parts as they stand in the lines, whatever the form. `dates`: birth, sex, expiry."""

    names: str
    number: str
    nationality: str
    dates: tuple[str, str, str]
    optional: str
    checks: tuple[Checked, ...]


def _card(rows: list[str]) -> _Parts:
    """TD1: number and country, then dates, then the name."""
    first, second, third = rows
    number, digit, optional = _long_number(first[5:14], first[14], first[15:30])
    checks = (
        Checked(_NUMBER, number, digit),
        Checked(_BIRTH, second[0:6], second[6]),
        Checked(_EXPIRY, second[8:14], second[14]),
        Checked(_WHOLE, first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29]),
    )
    dates = (second[0:6], second[7], second[8:14])
    return _Parts(third, number, second[15:18], dates, optional + second[18:29], checks)


def _booklet(rows: list[str], form: str) -> _Parts:
    """TD2, TD3 and visas: document and name in the first line, all else in the second."""
    first, second = rows
    visa = first[0] == "V"
    passport = form == "TD3" and not visa
    number, digit, optional = second[0:9], second[9], second[28:42] if passport else second[28:]
    if form == "TD2" and not visa:
        number, digit, optional = _long_number(number, digit, second[28:35])
    checks = [
        Checked(_NUMBER, number, digit),
        Checked(_BIRTH, second[13:19], second[19]),
        Checked(_EXPIRY, second[21:27], second[27]),
    ]
    if passport:
        checks.append(Checked(_OPTIONAL, second[28:42], second[42]))
    if not visa:
        checks.append(Checked(_WHOLE, second[0:10] + second[13:20] + second[21:-1], second[-1]))
    dates = (second[13:19], second[20], second[21:27])
    return _Parts(first[5:], number, second[10:13], dates, optional, tuple(checks))


def _long_number(number: str, digit: str, optional: str) -> tuple[str, str, str]:
    """A number of more than nine characters goes on, with its check digit at its end, where optional data begins."""
    if digit != "<":
        return number, digit, optional
    rest, _, left = optional.partition("<")
    if not rest:
        return number, digit, optional
    return number + rest[:-1], rest[-1], left


def _words(name: str) -> str:
    return " ".join(name.replace("<", " ").split())


def _value(letter: str) -> int:
    return 0 if letter == "<" else int(letter, 36)


def _iso(text: str, century: int) -> str:
    """`YYMMDD` with fillers for what is not known, as an ISO date of that precision; empty if it is none."""
    year, month, day = text[0:2], text[2:4].strip("<"), text[4:6].strip("<")
    if not year.isdecimal():
        return ""
    try:
        date(century + int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(filter(None, (str(century + int(year)), month, day if month else "")))
