"""What does an event of Stripe tell: whose objects, which card, which payment? Pure.

Of all that Stripe says only ids, countries, amounts and the fingerprint of what was paid with are read; names,
addresses and what an identity check found are never looked at. What has another shape than expected was not said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from accounts.parties.values import ACCOUNT

type Object = Mapping[str, Any]
type What = Literal["paid", "disputed", "withdrawn"]

_ID: Final = re.compile(r"[\x21-\x7e]{1,200}\Z")
_LARGEST: Final = 2**53
_DEEPEST: Final = 4  # as far as Stripe expands objects inside objects
# Objects that may say, or lead to, whose something is.
_LEADS: Final[dict[str, tuple[str, ...]]] = {
    "charge": ("payment_intent", "invoice", "customer"),
    "customer": (),
    "dispute": ("charge", "payment_intent"),
    "invoice": ("subscription", "customer"),
    "payment_intent": ("invoice", "customer"),
    "payment_method": ("customer",),
    "radar.early_fraud_warning": ("charge", "payment_intent"),
    "review": ("charge", "payment_intent"),
    "setup_intent": ("customer",),
    "subscription": ("customer",),
}
# By which field each means of payment is recognised, and what we call it.
_MEANS: Final[dict[str, tuple[str, str]]] = {
    "card": ("fingerprint", "card"),
    "card_present": ("fingerprint", "card"),
    "interac_present": ("fingerprint", "card"),
    "acss_debit": ("fingerprint", "bank"),
    "au_becs_debit": ("fingerprint", "bank"),
    "bacs_debit": ("fingerprint", "bank"),
    "sepa_debit": ("fingerprint", "bank"),
    "us_bank_account": ("fingerprint", "bank"),
    "cashapp": ("buyer_id", "wallet"),
    "paypal": ("payer_id", "wallet"),
    "crypto": ("buyer_address", "crypto"),
}
_FUNDING: Final = ("credit", "debit", "prepaid")
_OUTCOMES: Final = {"charge.succeeded": "succeeded", "charge.failed": "failed", "charge.refunded": "refunded"}
# Reasons of a holder who did pay and complains of something else: money to give back, no stolen card.
_OWN_PAYMENT: Final = frozenset(
    "bank_cannot_process check_returned credit_not_processed duplicate incorrect_account_details insufficient_funds "
    "product_not_received product_unacceptable subscription_canceled".split()
)
_FOR_THE_HOUSE: Final = ("won", "warning_closed")


class Strange(Exception):
    """This is no event of Stripe; `str()` names what is missing."""


@dataclass(frozen=True, slots=True)
class Card:
    """What was paid with: a card, a bank account or a wallet, by the fingerprint Stripe gives it."""

    fingerprint: str
    method: str
    bin: str = ""
    issuer_country: str = ""
    funding: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object: the account its metadata name, else the objects that may know, first first; and its card."""

    id: str
    account: str = ""
    names: tuple[str, ...] = ()
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be told of the account of `about`, paying with the card of `card_of`; amounts in minor units."""

    what: What
    about: str
    card_of: str
    outcome: str = ""
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What one event tells; `identity` is the session and state of an identity check."""

    id: str
    type: str
    at: datetime
    things: tuple[Thing, ...] = ()
    claim: Claim | None = None
    identity: tuple[str, str] | None = None

    @property
    def says_something(self) -> bool:
        """Is there anything in it that we keep?"""
        return bool(self.things or self.claim or self.identity)


def told(event: Object) -> Told:
    """What this event tells. Raises `Strange` if it has no id, type, time or object."""
    one = _object_of(event)
    name, kind = _id(event.get("id")), event.get("type")
    if not name or not isinstance(kind, str) or not kind:
        raise Strange("id and type are missing; this is no event of Stripe")
    at = _time(event.get("created"))
    if kind.startswith("identity.verification_session."):
        session, state = _id(one.get("id")), one.get("status")
        return Told(name, kind, at, identity=(session, state) if session and isinstance(state, str) else None)
    things = tuple(_things(one))
    return Told(name, kind, at, things, _claim(kind, one, event) if things else None)


def _object_of(event: Object) -> Object:
    inside = event.get("data")
    one = inside.get("object") if isinstance(inside, dict) else None
    if not isinstance(one, dict):
        raise Strange("data.object is missing; this is no event of Stripe")
    return one


def _time(created: Any) -> datetime:
    if not isinstance(created, int) or isinstance(created, bool) or not 0 <= created < 2**33:
        raise Strange("created must be whole seconds since 1970")
    return datetime.fromtimestamp(created, UTC)


def _things(one: Object, level: int = 0) -> Iterator[Thing]:
    """The object itself, and those inside it that were expanded or that it says more of than they do themselves."""
    kind, name = str(one.get("object")), _id(one.get("id"))
    if kind not in _LEADS or not name or level > _DEEPEST:
        return
    leads = _LEADS[kind]
    subscription = _subscription(one) if kind == "invoice" else ""
    names = [subscription, *(_id_in(one.get(lead)) for lead in leads)]
    yield Thing(name, _account(one), tuple(dict.fromkeys(other for other in names if other)), card_of(one))
    for lead in (*leads, "payment_method", "latest_charge"):
        if isinstance(inside := one.get(lead), dict):
            yield from _things(inside, level + 1)
    if kind == "invoice":
        yield from (Thing(paid, names=(name,)) for paid in _paid_by(one))


def _subscription(invoice: Object) -> str:
    return _id_in(_inside(invoice, "parent", "subscription_details").get("subscription"))


def _paid_by(invoice: Object) -> Iterator[str]:
    """The payments that an invoice names, which do not name it themselves in newer versions."""
    payments = _inside(invoice, "payments").get("data")
    found = [invoice.get("charge"), invoice.get("payment_intent")]
    found += [_inside(one, "payment").get("payment_intent") for one in payments or () if isinstance(one, dict)]
    yield from dict.fromkeys(name for one in found if (name := _id_in(one)))


def _account(one: Object) -> str:
    """The account that the metadata name, those of an invoice's subscription included."""
    places = [one, _inside(one, "subscription_details"), _inside(one, "parent", "subscription_details")]
    for place in places:
        said = _inside(place, "metadata").get("account")
        if isinstance(said, str) and ACCOUNT.match(said) and said.isprintable():
            return said
    return ""


def card_of(one: Object) -> Card | None:
    """What a charge was paid with, or what a payment method is."""
    means = _inside(one, "payment_method_details") if one.get("object") == "charge" else one
    kind = str(means.get("type"))
    if one.get("object") not in ("charge", "payment_method") or kind not in _MEANS:
        return None
    mark, method = _MEANS[kind]
    detail = _inside(means, kind)
    fingerprint = _id(detail.get(mark))
    if not fingerprint:
        return None
    return Card(
        fingerprint,
        method,
        _matching(r"[0-9]{6,8}", detail.get("iin")),
        _matching(r"[A-Za-z]{2}", detail.get("country")).upper(),
        detail["funding"] if detail.get("funding") in _FUNDING else "",
    )


def _claim(kind: str, one: Object, event: Object) -> Claim | None:
    return _payment(kind, one, event) or (_doubt(kind, one, charge) if (charge := _id_in(one.get("charge"))) else None)


def _payment(kind: str, one: Object, event: Object) -> Claim | None:
    """A charge as it ended, or a means of payment that is ready to be used."""
    name = str(one["id"])
    if kind in _OUTCOMES:
        amount = _refunded(one, event) if kind == "charge.refunded" else _amount(one.get("amount"))
        return Claim("paid", name, name, _OUTCOMES[kind], amount, _currency(one))
    if kind == "payment_method.attached":
        return Claim("paid", name, name)
    method = _id_in(one.get("payment_method")) if kind == "setup_intent.succeeded" else ""
    return Claim("paid", name, method) if method else None


def _doubt(kind: str, one: Object, charge: str) -> Claim | None:
    """Somebody says that the holder of the card did not pay this, or no longer says so."""
    name = str(one["id"])
    if kind.startswith("charge.dispute."):
        amount = _amount(one.get("amount"))
        return _dispute(kind, Claim("disputed", name, charge, "disputed", amount, _currency(one)), one)
    stolen = kind == "review.closed" and one.get("closed_reason") == "refunded_as_fraud"
    warned = kind == "radar.early_fraud_warning.created"
    return Claim("disputed", name, charge, "disputed") if stolen or warned else None


def _dispute(kind: str, claim: Claim, dispute: Object) -> Claim | None:
    """A dispute takes the money away when it is opened, and gives it back when it ends for the house."""
    theirs = str(dispute.get("reason")) in _OWN_PAYMENT
    if kind == "charge.dispute.created":
        return _as(claim, "paid", "refunded") if theirs else claim
    if kind == "charge.dispute.closed" and dispute.get("status") in _FOR_THE_HOUSE:
        return _as(claim, "paid", "succeeded") if theirs else _as(claim, "withdrawn", "")
    return None


def _as(claim: Claim, what: What, outcome: str) -> Claim:
    return replace(claim, what=what, outcome=outcome)


def _refunded(charge: Object, event: Object) -> int | None:
    """What came back with this event: the sum now, less the sum before."""
    before = _amount(_inside(event, "data", "previous_attributes").get("amount_refunded")) or 0
    now = _amount(charge.get("amount_refunded"))
    return None if now is None else now - before


def _inside(one: Any, *path: str) -> Object:
    """The object at a path; an empty one where there is none."""
    for name in path:
        one = one.get(name) if isinstance(one, dict) else None
    return one if isinstance(one, dict) else {}


def _id(value: Any) -> str:
    return value if isinstance(value, str) and _ID.match(value) else ""


def _id_in(value: Any) -> str:
    """An id, or that of an expanded object."""
    return _id(value.get("id") if isinstance(value, dict) else value)


def _currency(one: Object) -> str:
    return _matching("[A-Za-z]{3}", one.get("currency")).upper()


def _matching(pattern: str, value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) else ""


def _amount(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    return value if whole else None
