"""How is a value named without saying it? By its kind and keyed fingerprint: what an append-only verdict may hold."""

from graph.signals.addresses import sighting_values
from graph.signals.emails import email_domain
from graph.signals.identifying import fingerprint_of
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.phones import phone_number
from graph.signals.postal import postal_address
from graph.signals.values import Value


def opaque_keys(family: str, raw: str) -> list[str]:
    """`kind:fingerprint` for every kind of the family that the raw value can be read as; empty if none."""
    return sorted(f"{value.kind.name.lower()}:{fingerprint_of(value).hex}" for value in _readings(family, raw.strip()))


def _readings(family: str, raw: str) -> list[Value]:
    if family == "ip":
        found = sighting_values(raw)
        texts = {Kind.IP: found.address, Kind.IP_BLOCK: found.block} if found else {}
        return [Value(kind, text) for kind, text in texts.items() if text]
    if family == "email":
        domain = email_domain(raw if "@" in raw else f"somebody@{raw}")
        return [Value(kind, domain) for kind in (Kind.EMAIL_DOMAIN, Kind.DECLARED_DOMAIN)] if domain else []
    if family == "declared":
        return _declared(raw)
    kinds = [kind for kind, name in FAMILY_OF_KIND.items() if name == family]
    return [Value(kind, raw.lower() if kind == Kind.TLS else raw) for kind in kinds if raw]


def _declared(raw: str) -> list[Value]:
    readings = [Value(Kind.AGENT, raw.casefold())]
    if place := postal_address(raw):
        readings.append(Value(Kind.ADDRESS, place))
    if number := phone_number(raw, country=None):
        readings.append(Value(Kind.PHONE, number))
    if domain := email_domain(raw if "@" in raw else f"somebody@{raw}"):
        readings.append(Value(Kind.DECLARED_DOMAIN, domain))
    return readings
