"""What did somebody type from a document or a register? Its shape is checked by the readers of all fields."""

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec
from django import forms

from accounts.onboarding import fields as readers
from accounts.onboarding import mrz
from accounts.onboarding.amounts import share_range
from accounts.onboarding.reading import Reading, ReadShare
from kycrisk.lib.wording import Flaw

LONGEST: Final = 300
MOST_LINES: Final = 60
IDENTITY: Final = ("name", "number", "issuer", "born_on", "expires_on", "mrz")
REGISTER: Final = ("name", "number", "address", "incorporated_on", "directors", "shares")
# What a document of a kind can say, in the order in which it is read.
SAYS: Final[dict[str, tuple[str, ...]]] = {
    "register_extract": (*REGISTER, "issued_on"),
    "articles": (*REGISTER, "issued_on"),
    "shareholder_list": ("name", "shares", "issued_on"),
    "tax_certificate": ("name", "tax_id", "issued_on"),
    "proof_of_address": ("name", "address", "issued_on"),
    "passport": IDENTITY,
    "identity_card": (*IDENTITY[:5], "address", "mrz"),
    "residence_permit": IDENTITY,
}
OTHERWISE: Final = ("name", "number", "issuer", "issued_on", "expires_on")
OF_A_REGISTER: Final = ("source", *REGISTER, "tax_id")
LABELS: Final = {
    "source": ("Register", "Which one you looked at, such as Handelsregister Hamburg."),
    "name": ("Name", "Exactly as it stands there."),
    "number": ("Number", ""),
    "issuer": ("Issued by", ""),
    "issued_on": ("Issued on", "Year, month and day as far as they are given, such as 2024-02."),
    "expires_on": ("Valid until", "Such as 2031-02-28."),
    "born_on": ("Born on", "Such as 1979-08-02."),
    "incorporated_on": ("Incorporated on", "Such as 2021-05-04."),
    "address": ("Address", "In one line."),
    "tax_id": ("Tax or VAT number", ""),
    "directors": ("Directors", "One name a line."),
    "shares": ("Owners and shares", "One a line, such as: Petra Lindqvist: 22 %"),
    "mrz": ("Machine readable zone", "Both or all three lines; their check digits are verified."),
}
LONG: Final = frozenset({"directors", "shares", "mrz"})
DATES: Final = frozenset({"issued_on", "expires_on", "born_on", "incorporated_on"})


class ReadingForm(forms.Form):
    """The fields of a `Reading` that something can say; `as_printed` keeps a zone whose check digits are wrong."""

    as_printed = forms.BooleanField(required=False, label="The check digits are wrong in the document itself")

    def __init__(self, says: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        """`says`: names of fields, in their order."""
        super().__init__(*args, **kwargs)
        for name in says:
            label, hint = LABELS[name]
            widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, required=False, max_length=LONGEST * 10, widget=widget
            )
        if "mrz" not in says:
            del self.fields["as_printed"]
        self.order_fields([*says, "as_printed"])

    def clean(self) -> dict[str, Any]:
        """Each field by its reader; a flaw becomes the field's error, which says how to mend it."""
        given = super().clean() or {}
        for name, text in list(given.items()):
            if name in READ and text:
                self._read(name, str(text), given)
        if given.get("mrz") and not given.get("as_printed"):
            for flaw in mrz.flaws(mrz.read(str(given["mrz"]))):
                self.add_error("mrz", f"{flaw} If it stands so in the document, say so below.")
        if not any(given.get(name) for name in LABELS if name != "source"):
            raise forms.ValidationError("Type at least one thing that stands there.")
        return given

    def reading(self) -> Reading:
        """What was typed, read."""
        return msgspec.convert({name: self.cleaned_data.get(name) or EMPTY.get(name, "") for name in LABELS}, Reading)

    def _read(self, name: str, text: str, given: dict[str, Any]) -> None:
        try:
            given[name] = READ[name](text)
        except Flaw as flaw:
            self.add_error(name, str(flaw))


def day(text: str) -> str:
    """A date as people type it: year, month, day, or day, month, year; month and day may be missing."""
    parts = re.findall(r"\d+", text)
    if len(parts) > 3 or not parts:
        raise Flaw("Enter a date such as 2021-05-04; leave out the day or the month if they are not given.")
    if len(parts[0]) == 4:
        parts.reverse()
    year, month, of_month = [*reversed(parts), "", ""][:3]
    return readers.partial_date(of_month, month, year)


def whole_day(text: str) -> str:
    """A date with its day."""
    found = day(text)
    if len(found) < 10:
        raise Flaw("Enter year, month and day, such as 2031-02-28.")
    return found


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(found) > MOST_LINES:
        raise Flaw(f"Enter at most {MOST_LINES} lines.")
    return found


def shares(text: str) -> tuple[ReadShare, ...]:
    """`Petra Lindqvist: 22 %`, one a line; a range such as `25-50 %` where the document gives one."""
    return tuple(_share(line) for line in lines(text))


def _share(line: str) -> ReadShare:
    owner, colon, amount = line.rpartition(":")
    if not colon or not owner.strip():
        raise Flaw(f"Put a colon between owner and share: {line[:60]}")
    least, most = share_range(amount) if re.search(r"[-–]", amount) else (readers.share(amount),) * 2
    return ReadShare(owner.strip(), least, most)


def _zone(text: str) -> str:
    zone = "\n".join(re.sub(r"\s+", "", line).upper() for line in lines(text))
    mrz.read(zone)
    return zone


def _line(text: str) -> str:
    return readers.plain(text, LONGEST)


READ: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(("source", "name", "number", "issuer", "address", "tax_id"), _line),
    **dict.fromkeys(DATES - {"expires_on", "born_on"}, day),
    **dict.fromkeys(("expires_on", "born_on"), whole_day),
    "directors": lines,
    "shares": shares,
    "mrz": _zone,
}
EMPTY: Final[dict[str, Any]] = {"directors": (), "shares": ()}


def typed_again(read: Reading) -> dict[str, str]:
    """A reading as it would be typed: to begin with what is known."""
    again = {name: getattr(read, name) for name in LABELS if name not in {"directors", "shares"}}
    owners = [f"{one.owner}: {_span(one)} %" for one in read.shares]
    return {**again, "directors": "\n".join(read.directors), "shares": "\n".join(owners)}


def _span(one: ReadShare) -> str:
    least, most = f"{one.share_min.normalize():f}", f"{one.share_max.normalize():f}"
    return least if least == most else f"{least}-{most}"
