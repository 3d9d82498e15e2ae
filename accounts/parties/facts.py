"""What does somebody tell us of a party? Rows of strangers in; facts, and complaints about what could not be read, out.

Pure. None means *not said*, the empty text *known to be empty*. A field that cannot be read is left out and complained
of, so that one bad phone number does not lose a customer; without an id or a name there is no fact at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final

from accounts.parties import values
from accounts.parties.contact import Contact

Row = Mapping[str, Any]
CONTACT: Final = tuple(one.name for one in fields(Contact))


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was wrong with which field, in a sentence that says how to mend it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What is said of an account; `legal_entity` is a public id."""

    account: str
    created_at: datetime | None = None
    email: str | None = None
    phone: str | None = None
    contact_name: str | None = None
    address: str | None = None
    country: str | None = None
    plan: str | None = None
    program: str | None = None
    legal_entity: str | None = None
    declared_accounts: int | None = None
    declared_requests_per_day: int | None = None
    verified_at: datetime | None = None

    def said(self, *names: str) -> dict[str, Any]:
        """Those of the named fields that were said."""
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class StakeFacts:
    """Who holds how much of an entity, in percent; both bounds None where the share is not known."""

    owned: str
    owner: str
    share_min: Decimal | None = None
    share_max: Decimal | None = None
    min_exclusive: bool = False
    max_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What is said of a legal entity; without an `entity` id it is found by its register, or gets a new one."""

    name: str
    entity: str = ""
    jurisdiction: str = ""
    hq_country: str = ""
    registration_number: str = ""
    lei: str = ""
    incorporated_on: date | None = None
    registered_address: str = ""
    registered_agent: str = ""
    source: str = ""
    directors: tuple[str, ...] = ()
    stakes: tuple[StakeFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is said of a natural person."""

    person: str
    name: str = ""
    date_of_birth: date | None = None
    nationality: str = ""


@dataclass(slots=True)
class Reading:
    """A row being read: what could be read, and what is wrong with the rest."""

    row: Row
    complaints: list[Complaint] = field(default_factory=list)

    def one(self, name: str, reader: Callable[[Any], Any]) -> Any:
        """A field, or None when it is absent, null or cannot be read."""
        value = self.row.get(name)
        try:
            return None if value is None else reader(value)
        except ValueError as error:
            self.complaints.append(Complaint(name, str(error)))
            return None

    def all(self, readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
        """Several fields, without those that are absent."""
        found = {name: self.one(name, reader) for name, reader in readers.items()}
        return {name: value for name, value in found.items() if value is not None}


ACCOUNT_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "created_at": values.moment,
    "email": values.email,
    "contact_name": partial(values.text, longest=200),
    "address": partial(values.text, longest=500),
    "country": values.country,
    "plan": partial(values.text, longest=40),
    "program": partial(values.text, longest=20),
    "legal_entity": values.public_id,
    "declared_accounts": values.count,
    "declared_requests_per_day": partial(values.count, largest=2**63 - 1),
    "verified_at": values.moment,
}
ENTITY_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "jurisdiction": values.jurisdiction,
    "hq_country": values.country,
    "registration_number": partial(values.text, longest=100),
    "lei": values.lei,
    "incorporated_on": values.day,
    "registered_address": partial(values.text, longest=500),
    "registered_agent": partial(values.text, longest=300),
}
PERSON_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "name": partial(values.text, longest=300),
    "date_of_birth": values.day,
    "nationality": values.country,
}


def account_facts(row: Row, *, now: datetime) -> tuple[AccountFacts | None, list[Complaint]]:
    """A row of `accounts.jsonl`, of a CSV file, or the body of a PUT. None without a readable `account`."""
    reading = Reading(row)
    account = reading.one("account", values.account_id)
    said = reading.all(ACCOUNT_READERS)
    country = said.get("country", "")
    said |= reading.all({"phone": lambda value: values.phone(value, country)})
    for name in ("created_at", "verified_at"):
        if name in said and said[name] > now:
            reading.complaints.append(Complaint(name, "This time is in the future."))
            del said[name]
    if account is None and "account" not in {complaint.field for complaint in reading.complaints}:
        reading.complaints.append(Complaint("account", "The account's id is missing."))
    return (AccountFacts(account, **said) if account else None), reading.complaints


def entity_facts(row: Row, *, source: str = "") -> tuple[EntityFacts | None, list[Complaint]]:
    """A row of `entities.jsonl`, or the company a customer names. None without a readable name or id."""
    reading = Reading(row)
    entity = reading.one("id", values.public_id) or ""
    name = reading.one("name", partial(values.text, longest=300))
    said = reading.all(ENTITY_READERS)
    directors = tuple(reading.one("directors", _ids) or ())
    stakes = tuple(reading.one("owners", partial(_stakes, entity)) or ())
    if not name:
        reading.complaints.append(Complaint("name", "The company's name is missing."))
    if not name or (row.get("id") is not None and not entity):
        return None, reading.complaints
    facts = EntityFacts(name, entity, source=source, directors=directors, stakes=stakes, **said)
    return facts, reading.complaints


def person_facts(row: Row) -> tuple[PersonFacts | None, list[Complaint]]:
    """A row of `persons.jsonl`. None without a readable id."""
    reading = Reading(row)
    person = reading.one("id", values.public_id)
    said = reading.all(PERSON_READERS)
    if person is None and not reading.complaints:
        reading.complaints.append(Complaint("id", "The person's id is missing."))
    return (PersonFacts(person, **said) if person else None), reading.complaints


def _ids(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("Write a list of ids.")  # noqa: TRY004
    return list(dict.fromkeys(values.public_id(one) for one in value))


def _stakes(owned: str, value: Any) -> list[StakeFacts]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError('Write a list such as [{"owner": "per_…", "share": 34.0}].')
    stakes = [_stake(owned, one) for one in value]
    if len({stake.owner for stake in stakes}) < len(stakes):
        raise ValueError("Name each owner once.")
    return stakes


def _stake(owned: str, row: Row) -> StakeFacts:
    owner, share = values.public_id(row.get("owner")), row.get("share")
    if owner == owned:
        raise ValueError(f"{owned} cannot own itself directly.")
    if share is None:
        return StakeFacts(owned, owner)
    if not isinstance(share, dict):
        exact = values.percent(share)
        return StakeFacts(owned, owner, exact, exact)
    low, high = values.percent(share.get("min", 0)), values.percent(share.get("max", 100))
    if low > high:
        raise ValueError("The smallest share is larger than the largest.")
    exclusive = (share.get("exclusive_min") is True, share.get("exclusive_max") is True)
    return StakeFacts(owned, owner, low, high, *exclusive)
