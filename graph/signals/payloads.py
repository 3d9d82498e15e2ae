"""What may the `data` of each type of signal hold? The shapes of INTERFACES section 3.

Fields that are not named here are dropped unread: they might hold prompts or personal data. `KEPT` names what may stay
in the clear (amounts, models, counts); everything else becomes an identifier (values.py) or is forgotten, such as the
names of people and the strings of their browsers. Each description completes the sentence "must be …".
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct

_LARGEST_COUNT = 2**31 - 1
_LARGEST_AMOUNT = 2**53

Words40 = Annotated[str, Meta(max_length=40, description="a text of at most 40 characters")]
Words20 = Annotated[str, Meta(max_length=20, description="a text of at most 20 characters")]
Words200 = Annotated[str, Meta(max_length=200, description="a text of at most 200 characters")]
Words500 = Annotated[str, Meta(max_length=500, description="a text of at most 500 characters")]
Words2000 = Annotated[str, Meta(max_length=2000, description="a text of at most 2000 characters")]
Required200 = Annotated[str, Meta(min_length=1, max_length=200, description="a text of 1 to 200 characters")]
Address = Annotated[str, Meta(max_length=64, description="an IP address such as 203.0.113.7 or 2001:db8::7")]
Country = Annotated[
    str, Meta(pattern="^([A-Za-z]{2})?$", description="a country's two letters (ISO 3166-1) such as DE")
]
Currency = Annotated[
    str, Meta(pattern="^([A-Za-z]{3})?$", description="a currency's three letters (ISO 4217) such as EUR")
]
Jurisdiction = Annotated[
    str,
    Meta(pattern="^([A-Za-z]{2}(-[A-Za-z0-9]{1,3})?)?$", description="a country or part of one such as GB or US-DE"),
]
Bin = Annotated[str, Meta(pattern="^([0-9]{6,8})?$", description="the first 6 to 8 digits of the card, as a text")]
Count = Annotated[int, Meta(ge=0, le=_LARGEST_COUNT, description=f"a whole number from 0 to {_LARGEST_COUNT}")]
Amount = Annotated[
    int, Meta(ge=-_LARGEST_AMOUNT, le=_LARGEST_AMOUNT, description="a whole number of minor units such as 1999")
]
Moment = Annotated[
    datetime, Meta(tz=True, description="a time with its offset (RFC 3339) such as 2026-09-01T00:00:00Z")
]
Method = Annotated[
    Literal["card", "bank", "wallet", "invoice", "crypto"], Meta(description="card, bank, wallet, invoice or crypto")
]
Funding = Annotated[
    Literal["credit", "debit", "prepaid", "virtual"], Meta(description="credit, debit, prepaid or virtual")
]
PaymentOutcome = Annotated[
    Literal["succeeded", "failed", "disputed", "refunded"], Meta(description="succeeded, failed, disputed or refunded")
]
Purpose = Annotated[Literal["access", "administration"], Meta(description="access or administration")]
Where = Annotated[Literal["prompt", "publication", "dataset"], Meta(description="prompt, publication or dataset")]
Prompt = Annotated[str, Meta(description="one text; join the messages of a conversation")]


class Company(Struct, frozen=True):
    """The company that somebody named when signing up."""

    name: Annotated[str, Meta(max_length=300, description="a text of at most 300 characters")] | None = None
    jurisdiction: Jurisdiction | None = None
    registration_number: Annotated[str, Meta(max_length=100, description="a text of at most 100 characters")] | None = (
        None
    )


class AccountRegistered(Struct, frozen=True):
    """`account.registered`."""

    KEPT: ClassVar = ("country", "plan", "program")

    email: Annotated[str, Meta(max_length=320, description="a text of at most 320 characters")] | None = None
    phone: Words40 | None = None
    name: Words500 | None = None
    country: Country | None = None
    address: Words500 | None = None
    plan: Words40 | None = None
    program: Words20 | None = None
    company: Annotated[Company, Meta(description="an object with name, jurisdiction, registration_number")] | None = (
        None
    )
    ip: Address | None = None
    device_id: Words200 | None = None
    tls_fingerprint: Words200 | None = None
    user_agent: Words2000 | None = None


class PaymentUsed(Struct, frozen=True):
    """`payment.used`."""

    KEPT: ClassVar = ("method", "issuer_country", "funding", "amount", "currency", "outcome")

    fingerprint: Required200
    method: Method | None = None
    bin: Bin | None = None
    issuer_country: Country | None = None
    funding: Funding | None = None
    payer_name: Words500 | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    outcome: PaymentOutcome | None = None


class DisputeWithdrawn(Struct, frozen=True):
    """`dispute.withdrawn`: a dispute about a payment ended for the house, so the payment counts as it did before."""

    KEPT: ClassVar = ("amount", "currency")

    fingerprint: Required200
    amount: Amount | None = None
    currency: Currency | None = None


class SessionSeen(Struct, frozen=True):
    """`session.seen`."""

    KEPT: ClassVar = ("purpose",)

    ip: Address | None = None
    device_id: Words200 | None = None
    tls_fingerprint: Words200 | None = None
    user_agent: Words2000 | None = None
    purpose: Purpose | None = None


class ExchangeMade(Struct, frozen=True):
    """`exchange.made`. `prompt` lives until it is sketched, a moment later; it is never shown."""

    KEPT: ClassVar = ("model", "input_tokens", "output_tokens")

    model: Required200
    input_tokens: Count | None = None
    output_tokens: Count | None = None
    ip: Address | None = None
    sketch: Annotated[dict[str, Any], Meta(description="an object made by kycrisk.sketch")] | None = None
    prompt: Prompt | None = None

    def __repr__(self) -> str:
        """Without the prompt, whatever prints it."""
        return f"ExchangeMade(model={self.model!r})"


class UsageMetered(Struct, frozen=True):
    """`usage.metered`."""

    KEPT: ClassVar = ("model", "requests", "input_tokens", "output_tokens", "period_start", "period_end")

    model: Required200
    requests: Count | None = None
    input_tokens: Count | None = None
    output_tokens: Count | None = None
    period_start: Moment | None = None
    period_end: Moment | None = None


class CanarySeen(Struct, frozen=True):
    """`canary.seen`."""

    KEPT: ClassVar = ("where",)

    canary: Required200
    where: Where | None = None

    @property
    def words(self) -> str:
        """The canary in one way of writing it."""
        return " ".join(self.canary.casefold().split())

    @property
    def is_public(self) -> bool:
        """Whether anybody can read it where it was seen."""
        return self.where in {"publication", "dataset"}


type Payload = (
    AccountRegistered | PaymentUsed | DisputeWithdrawn | SessionSeen | ExchangeMade | UsageMetered | CanarySeen
)

PAYLOAD_OF_TYPE: dict[str, type[Payload]] = {
    "account.registered": AccountRegistered,
    "payment.used": PaymentUsed,
    "dispute.withdrawn": DisputeWithdrawn,
    "session.seen": SessionSeen,
    "exchange.made": ExchangeMade,
    "usage.metered": UsageMetered,
    "canary.seen": CanarySeen,
}


def kept_of(payload: Payload) -> dict[str, Any]:
    """What of a payload may stay in the clear; fields without a value are left out."""
    return {name: value for name in payload.KEPT if (value := getattr(payload, name)) not in (None, "")}
