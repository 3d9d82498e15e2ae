"""What does an ordinary company look like in the register?"""

from dataclasses import dataclass
from random import Random

from graph.evaluation.worlds import people
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.plans import Row
from graph.evaluation.worlds.room import Room

_TRADES = (
    "Analytics Studio Logistics Labs Publishing Robotics Energy Media Systems Foods Health Design Research Consulting "
    "Software Textiles Optics Shipping Learning Insurance"
).split()
_FORMS = {"GB": "Ltd", "DE": "GmbH", "US": "LLC", "FR": "SAS", "SE": "AB", "NL": "BV", "EE": "OÜ", "PL": "Sp. z o.o."}
AGENTS = {
    "Fenwick Formations": "14 Fenwick Row, London",
    "Northgate Registrars": "Unit 6, 88 Northgate, Leeds",
    "Coastline Corporate Services": "1209 Harbor Plaza, Dover",
    "Delmar Agents": "Suite 400, 31 Delmar Street, Cheyenne",
    "Tuul Company Service": "Pikk 11, Tartu",
}
"""Formation agents and the address at which all their companies are registered."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company with its rows for `entities.jsonl` and `persons.jsonl`, and the mail domain it uses."""

    entity: Row
    persons: list[Row]
    domain: str

    @property
    def ident(self) -> str:
        """Its id in the dataset."""
        return str(self.entity["id"])


def company(room: Room, country: Country, name: str | None = None, *, school: bool = False) -> Company:
    """An ordinary company: one to three owners who direct it too, now and then young or with a formation agent."""
    rng = room.rng
    name = name or f"{rng.choice(people.LAST)} {rng.choice(_TRADES)} {_FORMS.get(country.code, 'Ltd')}"
    shares = rng.choice(((100.0,), (100.0,), (60.0, 40.0), (50.0, 30.0, 20.0), (51.0, 49.0)))
    owners = [room.person(people.full_name(rng), country.code) for _ in shares]
    agent = rng.choice(sorted(AGENTS)) if rng.random() < 0.2 else None
    entity = {
        "id": room.entity_id(),
        "name": name,
        "jurisdiction": country.code,
        "hq_country": country.code,
        "registration_number": str(rng.randint(1_000_000, 9_999_999)),
        "incorporated_on": _incorporated(rng),
        "registered_address": AGENTS[agent] if agent else room.street(country.code),
        "registered_agent": agent,
        "directors": [person["id"] for person in owners[:2]],
        "owners": [{"owner": person["id"], "share": share} for person, share in zip(owners, shares, strict=True)],
    }
    return Company(entity, owners, _domain(name, rng, school=school))


def _domain(name: str, rng: Random, *, school: bool) -> str:
    words = "-".join(name.lower().replace(".", "").split()[:2])
    if school:
        return f"{words.partition('-')[0]}{rng.randint(1, 99)}.{rng.choice(('edu', 'ac.uk', 'edu.au', 'ac.jp'))}"
    return f"{words}{'' if rng.random() < 0.5 else rng.randint(2, 99)}.com"


def _incorporated(rng: Random) -> str:
    year = rng.choice((rng.randint(1978, 2019), rng.randint(2019, 2024), 2025))
    return f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
