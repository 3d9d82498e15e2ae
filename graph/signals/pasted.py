"""What could a pasted text be? Every value that it can be read as, written the way intake writes it. Pure.

A person pastes what a letter, an invoice or a log shows: with spaces, brackets, a port, in any format. What can only be
one thing is read as that; a string that could be several is read as all of them, and those that nobody ever showed
fall away when they are looked up.
"""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers
import pycountry

from graph.signals.addresses import sighting_values
from graph.signals.emails import email_domain
from graph.signals.kinds import Kind
from graph.signals.payloads import Company
from graph.signals.phones import phone_number
from graph.signals.postal import postal_address
from graph.signals.values import Value, declared_entity
from kycrisk.lib.domains import host_of, private_domain

LONGEST = 500
DOMAINS = (Kind.EMAIL_DOMAIN, Kind.DECLARED_DOMAIN)
OPAQUE = (Kind.PAYMENT, Kind.DEVICE, Kind.CANARY)
PEOPLE = (Kind.OWNER, Kind.DIRECTOR, Kind.DECLARED_OWNER, Kind.DECLARED_DIRECTOR)
COMPANIES = (Kind.LEGAL_ENTITY, Kind.DECLARED_ENTITY)

_OWN_ID = re.compile(r"(acct|case|net|ent|per|app)_", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d]{2,}(?:[:/]\S*)?\Z")
_PORT = re.compile(r"(\d+(?:\.\d+){3}):\d+\Z")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-/]{7,25}\Z")
_TOKEN = re.compile(r"(?=\S*[\d_:-])\S{4,200}\Z")
_REGISTERED = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d .:/-]{1,38}[A-Za-z\d]\Z")
_BIN = re.compile(r"\d{6,8}\Z")


def cleaned(text: str) -> str:
    """On one line, without what cannot be seen: a copied text may carry marks that turn its direction around."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text if _seen(letter)).split())


def _seen(letter: str) -> bool:
    return letter not in "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" and not (
        "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    )


def readings(text: str) -> list[Value]:
    """The values that a cleaned text can be read as; none for a name, or for what says nothing about anybody."""
    if own := _OWN_ID.match(text):
        return _of_ours(own.group(1).lower(), text)
    if (found := _address(text)) is not None:
        return found
    if mailbox := _MAILBOX.search(text):
        domain = email_domain(mailbox.group())
        return [Value(kind, domain) for kind in DOMAINS] if domain else []
    return list(dict.fromkeys((*_domain(text), *_numbers(text), *_opaque(text), *_place(text))))


def _of_ours(prefix: str, text: str) -> list[Value]:
    kinds = {"per": PEOPLE, "ent": COMPANIES}.get(prefix, ())
    return [Value(kind, text) for kind in kinds]


def _address(text: str) -> list[Value] | None:
    """An address or a block of them; None if it is none at all, empty if it says nothing about who used it."""
    bare, slash, length = _PORT.sub(r"\1", text).strip("[]").partition("/")
    found = sighting_values(bare)
    if found is None:
        return [] if _looks_like_an_address(bare) else None
    if slash and length not in {"24", "32"} and found.block:
        return []
    block = [Value(Kind.IP_BLOCK, found.block)] if found.block else []
    return block if length == "24" else [Value(Kind.IP, found.address), *block]


def _looks_like_an_address(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*", text) is not None


def _domain(text: str) -> Iterator[Value]:
    host = host_of(text) if _HOST.match(text) else None
    if host and (domain := private_domain(host)):
        yield from (Value(kind, domain) for kind in DOMAINS)


def _numbers(text: str) -> Iterator[Value]:
    """A phone number, read in every country if it names none; the first digits of a card; an entry in a register."""
    if _BIN.match(text):
        yield Value(Kind.PAYMENT_BIN, text[:6])
    if _PHONE.match(text):
        international = f"+{text[2:]}" if text.startswith("00") else text
        regions = (None,) if "+" in international else _regions()
        numbers = {phone_number(international, country=region) for region in regions}
        yield from (Value(Kind.PHONE, number) for number in sorted(number for number in numbers if number))
    if _REGISTERED.match(text):
        yield from _register(text)


def _register(text: str) -> Iterator[Value]:
    """A number of a register, of any country unless one stands before it: `DE HRB 150123`."""
    country, number = text[:2].upper(), text[2:].lstrip(" :")
    named = [(country, number)] if country in _countries() and number != text[2:] else []
    for jurisdiction, registered in named or [(country, text) for country in ("", *_countries())]:
        entity = declared_entity(Company(jurisdiction=jurisdiction, registration_number=registered))
        if entity:
            yield entity


def _opaque(text: str) -> Iterator[Value]:
    """Somebody else's handle: of a card, a device, a planted word, a TLS client."""
    if _TOKEN.match(text):
        yield from (Value(kind, text) for kind in OPAQUE)
        yield Value(Kind.TLS, text.lower())


def _place(text: str) -> Iterator[Value]:
    """A postal address has a number in it; without one it is a name, perhaps an agent's."""
    if any(letter.isdigit() for letter in text) and (place := postal_address(text)):
        yield Value(Kind.ADDRESS, place)
    yield Value(Kind.AGENT, text.casefold())


@cache
def _regions() -> tuple[str, ...]:
    return tuple(sorted(phonenumbers.SUPPORTED_REGIONS))


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)
