"""Who stands behind these legal entities, as recorded now?"""

from collections.abc import Collection

from django.db import connection

from accounts.ownership.control import Share, beneficial_owners
from accounts.parties.models import Directorship, LegalEntity

# Everybody above the given entities, through chains, each stake once.
ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT stake.owner_entity_id FROM parties_stake AS stake JOIN above ON stake.owned_id = above.id
     WHERE stake.owner_entity_id IS NOT NULL
)
SELECT coalesce(person.person, owner.entity), owned.entity, coalesce(stake.share_min, 0)::float8 / 100, person.person
  FROM parties_stake AS stake
  JOIN above ON above.id = stake.owned_id
  JOIN parties_legal_entity AS owned ON owned.id = stake.owned_id
  LEFT JOIN parties_person AS person ON person.id = stake.owner_person_id
  LEFT JOIN parties_legal_entity AS owner ON owner.id = stake.owner_entity_id
"""


def owners_and_directors(entities: Collection[int]) -> dict[int, tuple[list[str], list[str]]]:
    """By entity key: persons with an effective share of at least 25 %, and directors, by public id."""
    if not entities:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [list(entities)])
        rows = cursor.fetchall()
    persons = frozenset(person for *_, person in rows if person)
    owners = beneficial_owners([Share(owner, owned, part) for owner, owned, part, _ in rows], persons)
    directors: dict[int, list[str]] = {}
    for entity, person in Directorship.objects.filter(entity__in=entities).values_list("entity", "person__person"):
        directors.setdefault(entity, []).append(person)
    names = LegalEntity.objects.filter(pk__in=entities).values_list("pk", "entity")
    return {
        key: ([person for person, _ in owners.get(name, [])], sorted(directors.get(key, []))) for key, name in names
    }
