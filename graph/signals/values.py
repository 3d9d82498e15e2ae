"""Which values does a signal show? Pure: a payload in, kinds and normalised values out; and how a value is masked.

Equal things must come out equal, however they were written; what says nothing about who is behind an account (a public
mail provider, a private network) does not come out at all.
"""

from collections.abc import Iterator
from functools import lru_cache, singledispatch
from typing import NamedTuple

from graph.signals.addresses import AddressValues, sighting_values
from graph.signals.emails import email_domain
from graph.signals.kinds import Kind
from graph.signals.payloads import (
    AccountRegistered,
    CanarySeen,
    Company,
    DisputeWithdrawn,
    ExchangeMade,
    Payload,
    PaymentUsed,
    SessionSeen,
    UsageMetered,
)
from graph.signals.phones import phone_number
from graph.signals.postal import postal_address

_BIN_DIGITS = 6


class Value(NamedTuple):
    """A kind and a normalised value: what two accounts can have in common."""

    kind: Kind
    text: str


def values_of(payload: Payload | None) -> list[Value]:
    """The values a payload shows, none twice; an unknown type shows none."""
    return [] if payload is None else list(dict.fromkeys(_shown(payload)))


@singledispatch
def _shown(payload: object) -> Iterator[Value]:
    raise TypeError(f"no values are known for {type(payload).__name__}")


@_shown.register
def _(payload: AccountRegistered) -> Iterator[Value]:
    yield from _connection(payload)
    if payload.email and (domain := email_domain(payload.email)):
        yield Value(Kind.DECLARED_DOMAIN, domain)  # nobody has confirmed it: anyone can register with it
    if payload.phone and (number := phone_number(payload.phone, country=(payload.country or "").upper() or None)):
        yield Value(Kind.PHONE, number)
    if payload.address and (place := postal_address(payload.address)):
        yield Value(Kind.ADDRESS, place)
    if payload.company and (entity := declared_entity(payload.company)):
        yield entity


@_shown.register
def _(payload: PaymentUsed) -> Iterator[Value]:
    yield from _plain(Kind.PAYMENT, payload.fingerprint)
    if payload.bin:
        yield Value(Kind.PAYMENT_BIN, payload.bin[:_BIN_DIGITS])


@_shown.register
def _(payload: DisputeWithdrawn) -> Iterator[Value]:
    yield from _plain(Kind.PAYMENT, payload.fingerprint)


@_shown.register
def _(payload: SessionSeen) -> Iterator[Value]:
    yield from _connection(payload)


@_shown.register
def _(payload: ExchangeMade) -> Iterator[Value]:
    yield from _addresses(payload.ip)


@_shown.register
def _(_payload: UsageMetered) -> Iterator[Value]:
    yield from ()


@_shown.register
def _(payload: CanarySeen) -> Iterator[Value]:
    """What stands in public is nobody's own."""
    if not payload.is_public:
        yield from _plain(Kind.CANARY, payload.words)


def _connection(payload: AccountRegistered | SessionSeen) -> Iterator[Value]:
    yield from _addresses(payload.ip)
    yield from _plain(Kind.DEVICE, payload.device_id)
    yield from _plain(Kind.TLS, (payload.tls_fingerprint or "").lower())


def _addresses(ip: str | None) -> Iterator[Value]:
    found = _address_values(ip) if ip else None
    if found:
        yield Value(Kind.IP, found.address)
        if found.block:
            yield Value(Kind.IP_BLOCK, found.block)


@lru_cache(maxsize=50_000)
def _address_values(ip: str) -> AddressValues | None:
    return sighting_values(ip)


def _plain(kind: Kind, text: str | None) -> Iterator[Value]:
    if text and (trimmed := text.strip()):
        yield Value(kind, trimmed)


def declared_entity(company: Company) -> Value | None:
    """A company by its register and number; a name alone is no value, since many companies share one."""
    number = "".join(character for character in (company.registration_number or "") if character.isalnum()).upper()
    return Value(Kind.DECLARED_ENTITY, f"{(company.jurisdiction or '').upper()}:{number}") if number else None


def mask_of(value: Value) -> str:
    """What may be shown of a value: enough to tell two apart on a page, too little to use it."""
    text = value.text
    # A canary of ours is stored as the id that stands for its words.
    if value.kind in {Kind.PAYMENT_BIN, Kind.IP_BLOCK} or (value.kind == Kind.CANARY and text.startswith("can_")):
        return f"{text}••" if value.kind == Kind.PAYMENT_BIN else text
    if value.kind == Kind.IP:
        return _masked_address(text)
    if value.kind in {Kind.EMAIL_DOMAIN, Kind.DECLARED_DOMAIN}:
        name, dot, suffix = text.partition(".")
        return f"{name[0]}…{name[-1]}{dot}{suffix}"
    if value.kind == Kind.PHONE:
        return f"{text[:4]}…{text[-2:]}"
    if value.kind == Kind.ADDRESS:
        return " ".join(f"{word[0]}…" for word in text.split())[:120]
    return f"…{text[-min(4, len(text) // 3) :]}" if len(text) > 5 else "…"


def _masked_address(text: str) -> str:
    if ":" not in text:
        return f"{text.rpartition('.')[0]}.…"
    return ":".join(text.split("::", maxsplit=1)[0].split(":")[:3]) + ":…/64"
