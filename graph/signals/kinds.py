"""Which kinds of value can two accounts share? Pure: names and numbers that are stored, so they never change."""

from enum import IntEnum


class Kind(IntEnum):
    """A kind of shown value; the number is what the database stores."""

    PAYMENT = 1
    PAYMENT_BIN = 2
    DOCUMENT = 3
    OWNER = 4
    DIRECTOR = 5
    LEGAL_ENTITY = 6
    DEVICE = 7
    TLS = 8
    EMAIL_DOMAIN = 9
    IP = 10
    IP_BLOCK = 11
    ADDRESS = 12
    PHONE = 13
    DECLARED_DOMAIN = 14
    AGENT = 15
    DECLARED_DIRECTOR = 16
    DECLARED_ENTITY = 17
    CANARY = 18
    EMAIL = 19
    DECLARED_OWNER = 20


FAMILY_OF_KIND: dict[Kind, str] = {
    Kind.PAYMENT: "payment",
    Kind.PAYMENT_BIN: "payment",
    Kind.DOCUMENT: "document",
    Kind.OWNER: "owner",
    Kind.DIRECTOR: "owner",
    Kind.LEGAL_ENTITY: "owner",
    Kind.DEVICE: "device",
    Kind.TLS: "tls",
    Kind.EMAIL_DOMAIN: "email",
    Kind.EMAIL: "email",
    Kind.IP: "ip",
    Kind.IP_BLOCK: "ip",
    Kind.ADDRESS: "declared",
    Kind.PHONE: "declared",
    Kind.DECLARED_DOMAIN: "declared",
    Kind.AGENT: "declared",
    Kind.DECLARED_DIRECTOR: "declared",
    Kind.DECLARED_ENTITY: "declared",
    Kind.DECLARED_OWNER: "declared",
    Kind.CANARY: "canary",
}

# Addresses change hands, so it matters on which day an account used one.
DAY_KINDS = frozenset({Kind.IP, Kind.IP_BLOCK})


class NetworkClass(IntEnum):
    """What kind of network an address belongs to, by the operator's own lists; the number is what is stored."""

    UNKNOWN = 0
    HOSTING = 1
    VPN = 2
    TOR = 3
    CARRIER = 4
