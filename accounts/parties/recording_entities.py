"""How are the facts about legal entities, people and who owns whom written?

A line `entity.recorded` names the entities and every account that hangs on them through chains of ownership, because
whoever derives something from owners has to look at those accounts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import msgspec
from django.db import transaction
from django.db.models import Q

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.facts import EntityFacts, PersonFacts, StakeFacts
from accounts.parties.models import Directorship, LegalEntity, Person, Stake
from accounts.parties.querysets import accounts_under
from kycrisk.lib.locks import wait_for_lock
from kycrisk.lib.vault import seal

BATCH = 1000
PERSON_CONTEXT = "person.identity"
COLUMNS = (
    "name",
    "jurisdiction",
    "hq_country",
    "registration_number",
    "lei",
    "incorporated_on",
    "registered_address",
    "registered_agent",
    "source",
)


def record_persons(*, by: Actor, facts: Iterable[PersonFacts]) -> int:
    """Record people that are not known yet, name and birth date sealed under each one's key; how many are new."""
    told = {one.person: one for one in facts}
    new = 0
    for names in _batches(list(told)):
        with transaction.atomic():
            known = set(Person.objects.filter(person__in=names).values_list("person", flat=True))
            fresh = [_person(told[name]) for name in names if name not in known]
            Person.objects.bulk_create(fresh)
            if fresh:
                ids = [person.person for person in fresh]
                record(by=by, verb="person.recorded", subject=("persons", ids[0]), detail={"persons": ids})
            new += len(fresh)
    return new


def record_entities(*, by: Actor, facts: Iterable[EntityFacts]) -> list[str]:
    """Record or update entities by their ids, then who directs and owns them.

    Answers complaints about parties that are named and not known. Facts without an id go to `entity_by_register`.
    """
    told = {one.entity: one for one in facts}
    for names in _batches(list(told)):
        with transaction.atomic():
            _write_entities(by, [told[name] for name in names])
    complaints: list[str] = []
    for names in _batches(list(told)):
        with transaction.atomic():
            complaints += _write_ties(by, [told[name] for name in names])
    return complaints


def record_ties(*, by: Actor, facts: Iterable[EntityFacts]) -> list[str]:
    """Record who directs and owns entities that are known by their ids; what is known of each itself stays.

    Answers complaints about parties that are named and not known. Inside the caller's transaction.
    """
    return _write_ties(by, list(facts))


def _person(facts: PersonFacts) -> Person:
    person = Person(person=facts.person, nationality=facts.nationality)
    identity = {"name": facts.name, "date_of_birth": facts.date_of_birth}
    person.sealed = seal(
        bytes(person.wrapped_key or b""), msgspec.json.encode(identity).decode(), context=PERSON_CONTEXT
    )
    return person


def _write_entities(by: Actor, facts: Sequence[EntityFacts]) -> None:
    known = {one.entity: one for one in _entities(one.entity for one in facts)}
    fresh = [LegalEntity(entity=one.entity, **_columns(one)) for one in facts if one.entity not in known]
    changed = [known[one.entity] for one in facts if one.entity in known and _differs(known[one.entity], one)]
    LegalEntity.objects.bulk_create(fresh)
    LegalEntity.objects.bulk_update(changed, COLUMNS, batch_size=BATCH)
    _journal(by, [*fresh, *changed])


def _columns(facts: EntityFacts) -> dict[str, object]:
    said = asdict(facts)
    return {name: said[name] for name in COLUMNS}


def _differs(entity: LegalEntity, facts: EntityFacts) -> bool:
    """Put the facts onto the row, unsaved; did anything change?"""
    before = {name: getattr(entity, name) for name in COLUMNS}
    after = _columns(facts)
    for name, value in after.items():
        setattr(entity, name, value)
    return before != after


def _write_ties(by: Actor, facts: Sequence[EntityFacts]) -> list[str]:
    stakes = [stake for one in facts for stake in one.stakes]
    owners = [stake.owner for stake in stakes]
    entities = {one.entity: one for one in _entities([*(one.entity for one in facts), *owners])}
    named = {*owners, *(director for one in facts for director in one.directors)}
    persons = {one.person: one for one in Person.objects.filter(person__in=named).only("id", "person")}
    touched = _write_directors(facts, entities, persons) | _write_stakes(stakes, entities, persons)
    _journal(by, [entities[name] for name in sorted(touched)])
    unknown = sorted(name for name in named if name not in persons and name not in entities)
    return [f"{name} is named as an owner or director, but is not known." for name in unknown]


def _write_directors(
    facts: Sequence[EntityFacts], entities: dict[str, LegalEntity], persons: dict[str, Person]
) -> set[str]:
    wanted = {(one.entity, name) for one in facts for name in one.directors if name in persons}
    among = Directorship.objects.filter(entity__entity__in=[one.entity for one in facts])
    missing = wanted - set(among.values_list("entity__entity", "person__person"))
    Directorship.objects.bulk_create(Directorship(entity=entities[one], person=persons[who]) for one, who in missing)
    return {entity for entity, _ in missing}


def _write_stakes(
    stakes: Sequence[StakeFacts], entities: dict[str, LegalEntity], persons: dict[str, Person]
) -> set[str]:
    held = Stake.objects.filter(owned__entity__in={stake.owned for stake in stakes})
    rows = {(row.owned_id, row.owner_person_id, row.owner_entity_id): row for row in held}
    fresh: list[Stake] = []
    changed: list[Stake] = []
    touched: set[str] = set()
    for stake in stakes:
        person, entity = persons.get(stake.owner), entities.get(stake.owner)
        if person is None and entity is None:
            continue
        wanted = Stake(owned=entities[stake.owned], owner_person=person, owner_entity=None if person else entity)
        row = rows.get((wanted.owned_id, wanted.owner_person_id, wanted.owner_entity_id), wanted)
        if _set_share(row, stake):
            (fresh if row is wanted else changed).append(row)
            touched.add(stake.owned)
    Stake.objects.bulk_create(fresh)
    Stake.objects.bulk_update(changed, ("share_min", "share_max", "min_exclusive", "max_exclusive"))
    return touched


def _set_share(row: Stake, stake: StakeFacts) -> bool:
    before = (row.share_min, row.share_max, row.min_exclusive, row.max_exclusive)
    after = (stake.share_min, stake.share_max, stake.min_exclusive, stake.max_exclusive)
    row.share_min, row.share_max, row.min_exclusive, row.max_exclusive = after
    return row._state.adding or before != after  # noqa: SLF001  # Django's documented way to ask


def entity_by_register(*, by: Actor, facts: EntityFacts) -> LegalEntity:
    """The entity a customer names: found by register and number, else recorded as they describe it.

    What is known already is not overwritten by what a customer says. Whoever names the same one at this moment waits.
    """
    number = facts.registration_number
    with transaction.atomic():
        if facts.jurisdiction and number:
            wait_for_lock(f"legal entity {facts.jurisdiction} {number}")
            found = LegalEntity.objects.filter(jurisdiction=facts.jurisdiction, registration_number=number)
            if entity := found.order_by("pk").first():
                return entity
        entity = LegalEntity.objects.create(**_columns(facts))
        _journal(by, [entity])
        return entity


def _journal(by: Actor, entities: Sequence[LegalEntity]) -> None:
    """Say which entities changed and which accounts hang on them, a thousand accounts a line."""
    if not entities:
        return
    names = [entity.entity for entity in entities]
    for accounts in _batches(accounts_under(entity.pk for entity in entities)) or [[]]:
        detail = {"entities": names, "accounts": accounts}
        subject = ("entity", names[0]) if len(names) == 1 else ("entities", names[0])
        record(by=by, verb="entity.recorded", subject=subject, detail=detail)


def _entities(names: Iterable[str]) -> list[LegalEntity]:
    return list(LegalEntity.objects.filter(Q(entity__in=set(names))).order_by("pk").select_for_update(no_key=True))


def _batches(items: Sequence[str]) -> list[list[str]]:
    return [list(items[start : start + BATCH]) for start in range(0, len(items), BATCH)]
