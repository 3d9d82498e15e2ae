"""What does an applicant tell us? The fields of an application, as they were typed and read, without a verdict on them.

Pure. Every text may be empty: not said yet. Dates carry the precision they were given with ("2021", "2021-05",
"2021-05-04"); countries are ISO 3166-1 alpha-2; phone numbers E.164. The structs are sealed as JSON under the
application's key (a party's under its own), so fields of a later version are ignored and missing ones are empty.
"""

from decimal import Decimal
from typing import Final

import msgspec

COMPANY_CONTEXT: Final = "application.answers"
PARTY_CONTEXT: Final = "application.party"


class Address(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where somebody is: lines without town and postal code, then those, then the country."""

    lines: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.city or self.postal_code or self.region or self.country)

    def in_one_line(self) -> str:
        """As it is compared and shown: `Hafenstraße 12, 20459 Hamburg, DE`."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        lines = ", ".join(line.strip(" ,") for line in self.lines.splitlines() if line.strip())
        return ", ".join(part for part in (lines, town, self.region, self.country) if part)


class Company(msgspec.Struct, frozen=True, omit_defaults=True):
    """The organisation that applies. `register` names the register, `listed_on` the exchange it is traded on.

    `no_website` is why there is none.
    """

    legal_name: str = ""
    trading_names: tuple[str, ...] = ()
    legal_form: str = ""
    jurisdiction: str = ""
    register: str = ""
    registration_number: str = ""
    lei: str = ""
    tax_id: str = ""
    incorporated_on: str = ""
    registered_address: Address = Address()
    main_address: Address = Address()
    website: str = ""
    no_website: str = ""
    email: str = ""
    phone: str = ""
    ultimate_parent: str = ""
    listed_on: str = ""


class Payment(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the customer means to pay."""

    method: str = ""
    institution: str = ""
    iban: str = ""
    payer_name: str = ""
    country: str = ""
    wallet: str = ""


class Use(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the models are wanted for. `resells`: None is not answered; `undertakings`: keys of those agreed to."""

    purpose: str = ""
    requests_per_day: int | None = None
    accounts: int | None = None
    end_user_countries: tuple[str, ...] = ()
    resells: bool | None = None
    undertakings: tuple[str, ...] = ()
    payment: Payment = Payment()


class Answers(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that is sealed under the application's own key. `contact_*`: whom sales wrote to."""

    contact_name: str = ""
    contact_email: str = ""
    company: Company = Company()
    use: Use = Use()
    nobody_over_threshold: bool = False
    statement_name: str = ""


class Identity(msgspec.Struct, frozen=True, omit_defaults=True):
    """An identity document as its holder typed it; `mrz` is the lines of the machine readable zone."""

    type: str = ""
    number: str = ""
    issuer: str = ""
    expires_on: str = ""
    mrz: str = ""


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person or a company in the application.

    For a person `country` is the nationality and `born_on` the birth date; for a company `country` is where it is
    incorporated and `main_country` where it is run from.
    """

    name: str = ""
    country: str = ""
    born_on: str = ""
    address: Address = Address()
    email: str = ""
    phone: str = ""
    identity: Identity = Identity()
    position: str = ""
    registration_number: str = ""
    main_country: str = ""
    listed_on: str = ""
    source: str = ""
    as_of: str = ""


class NamedParty(msgspec.Struct, frozen=True):
    """A party with its key in the application (`p1`), what it is (`person` or `entity`) and its roles.

    Roles: `director owner control representative applicant`; a company higher up in the chain has none.
    """

    key: str
    kind: str
    roles: tuple[str, ...]
    said: Party


class ClaimedStake(msgspec.Struct, frozen=True):
    """A direct share in percent. `owned` empty: of the applicant itself. Both bounds None: unknown."""

    owner: str
    owned: str = ""
    share_min: Decimal | None = None
    share_max: Decimal | None = None

    @property
    def exact(self) -> bool:
        """Is it one number?"""
        return self.share_min is not None and self.share_min == self.share_max


class GivenDocument(msgspec.Struct, frozen=True):
    """A document that is there; `party` is the key of whom it is about, empty: the applicant."""

    document: str
    kind: str
    party: str
    state: str


class Claims(msgspec.Struct, frozen=True):
    """An application as a whole, opened: what `needs`, checks, pages and the promotion into the record read."""

    application: str
    kind: str
    plan: str
    program: str
    country: str
    answers: Answers
    parties: tuple[NamedParty, ...] = ()
    stakes: tuple[ClaimedStake, ...] = ()
    documents: tuple[GivenDocument, ...] = ()

    def party(self, key: str) -> NamedParty:
        """The party with this key; `KeyError` if there is none."""
        return {party.key: party for party in self.parties}[key]

    def with_role(self, role: str) -> tuple[NamedParty, ...]:
        """Those who have a role, in the order they were named."""
        return tuple(party for party in self.parties if role in party.roles)

    def owners_of(self, owned: str = "") -> tuple[ClaimedStake, ...]:
        """The direct stakes in a party, or in the applicant."""
        return tuple(stake for stake in self.stakes if stake.owned == owned)
