"""Is anything found that was changed, removed, slipped in or moved behind the product's back?

The room belongs to an intruder with the rights of the tables' owner: no trigger and no constraint stands in the way.
"""

# ruff: noqa: S608  # an intruder builds statements

import random
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db import connection, transaction

from accounts.journal.anchoring import our_public_key, signed_head
from accounts.journal.anchors import read_anchor
from accounts.journal.models import Entry, Link
from accounts.journal.querysets import EntryQuerySet
from accounts.journal.sequencing import sequence_now
from accounts.journal.verifying import Tampered, verify
from tests.accounts.journal.test_sequencing import write
from tests.databases import as_owner

ATTEMPTS = 1_000
FIELDS = {
    "at": "at + interval '1 second'",
    "xid": "xid + 1",
    "actor_kind": "CASE actor_kind WHEN 'person' THEN 'command' ELSE 'person' END",
    "actor_id": "NULLIF(actor_id + 1, 0)",
    "actor_name": "actor_name || ' '",
    "verb": "'case.closed'",
    "subject_type": "'account'",
    "subject_id": "subject_id || 'X'",
    "detail": """jsonb_set(detail, '{members}', '7000')""",
    "seal": "sha256(seal)",
    "id": "id + 100000",
}
COLUMNS = "at, xid, actor_kind, actor_id, actor_name, verb, subject_type, subject_id, detail, seal"


@pytest.fixture
def intruder(journal: EntryQuerySet) -> Iterator[random.Random]:
    """Triggers and constraints are gone; every attempt is a throw of the dice."""
    with as_owner():
        execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        execute("ALTER TABLE journal_link DISABLE TRIGGER USER")
        execute("ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_actor_kind_known")
        for table, column in (("journal_link", "entry_id"), ("journal_entry", "actor_id")):
            execute(f"ALTER TABLE {table} DROP CONSTRAINT {foreign_key(table, column)}")
        yield random.Random(20261124)


def execute(statement: str, values: Sequence[int | str] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def foreign_key(table: str, column: str) -> str:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return next(name for name, one in constraints.items() if one["foreign_key"] and one["columns"] == [column])


def edit_a_line(dice: random.Random) -> str:
    field, position = dice.choice(sorted(FIELDS)), dice.randint(1, 60)
    execute(f"UPDATE journal_entry SET {field} = {FIELDS[field]} WHERE id = {entry_at(position)}")
    return f"{field} of position {position}"


def edit_a_place(dice: random.Random) -> str:
    position = dice.randint(1, 60)
    execute("UPDATE journal_link SET hash = sha256(hash) WHERE position = %s", [position])
    return f"hash of position {position}"


def remove_a_line(dice: random.Random) -> str:
    position = dice.randint(1, 60)
    execute(f"DELETE FROM journal_entry WHERE id = {entry_at(position)}")
    return f"entry of position {position}"


def remove_a_place(dice: random.Random) -> str:
    position = dice.randint(1, 59)  # without the head the rest is still what was written: the cut tail, below
    execute("DELETE FROM journal_link WHERE position = %s", [position])
    return f"position {position}"


def remove_both_and_close_ranks(dice: random.Random) -> str:
    position = dice.randint(1, 59)
    execute(f"DELETE FROM journal_entry WHERE id = {entry_at(position)}")
    execute("DELETE FROM journal_link WHERE position = %s", [position])
    execute("UPDATE journal_link SET position = -position WHERE position > %s", [position])
    execute("UPDATE journal_link SET position = -position - 1 WHERE position < 0")
    return f"position {position}, the rest moved up"


def slip_in_a_copy(dice: random.Random) -> str:
    position, new = dice.randint(1, 60), dice.choice(["id + 100000", "-id"])
    execute(f"INSERT INTO journal_entry (id, {COLUMNS}) SELECT {new}, {COLUMNS} FROM journal_entry "
            f"WHERE id = {entry_at(position)}")  # fmt: skip
    return f"a copy of position {position} as {new}"


def slip_in_a_line_of_ones_own(dice: random.Random) -> str:
    position, xid = dice.randint(1, 60), dice.choice(["xid", "pg_current_xact_id()::text::bigint"])
    execute(
        f"INSERT INTO journal_entry (id, {COLUMNS}) SELECT id + 100000, at, {xid}, actor_kind, actor_id, actor_name, "
        f"'case.cleared', subject_type, subject_id, detail, seal FROM journal_entry WHERE id = {entry_at(position)}"
    )
    return f"a line of one's own at the time of {xid}, dressed as position {position}"


def slip_in_with_a_place(dice: random.Random) -> str:
    position = dice.randint(1, 60)
    slip_in_a_copy(dice)
    execute("UPDATE journal_link SET position = -position WHERE position > %s", [position])
    execute("UPDATE journal_link SET position = -position + 1 WHERE position < 0")
    execute(
        "INSERT INTO journal_link (position, entry_id, hash) SELECT %s, id, sha256('x') FROM journal_entry "
        "WHERE id NOT IN (SELECT entry_id FROM journal_link)",
        [position + 1],
    )
    return f"a copy chained behind position {position}"


def change_places(dice: random.Random) -> str:
    one, other = dice.sample(range(1, 61), 2)
    first, second = entry_at(one), entry_at(other)
    execute(f"UPDATE journal_link SET entry_id = -1 WHERE position = {one}")
    execute(f"UPDATE journal_link SET entry_id = {first} WHERE position = {other}")
    execute(f"UPDATE journal_link SET entry_id = {second} WHERE position = {one}")
    return f"positions {one} and {other} change places"


ATTACKS: list[Callable[[random.Random], str]] = [
    edit_a_line,
    edit_a_place,
    remove_a_line,
    remove_a_place,
    remove_both_and_close_ranks,
    slip_in_a_copy,
    slip_in_a_line_of_ones_own,
    slip_in_with_a_place,
    change_places,
]


def entry_at(position: int) -> int:
    return Link.objects.values_list("entry_id", flat=True).get(position=position)


def found_after(attack: Callable[[random.Random], str], dice: random.Random) -> tuple[str, str]:
    """Attack, look, and undo: what was done and what was found."""
    with transaction.atomic():
        done = attack(dice)
        try:
            verify()
            found = ""
        except Tampered as broken:
            found = str(broken)
        transaction.set_rollback(True)
    return done, found


def test_a_thousand_random_edits_removals_and_insertions_are_found(intruder: random.Random):
    missed = []
    for number in range(ATTEMPTS):
        done, found = found_after(ATTACKS[number % len(ATTACKS)], intruder)
        if not found:
            missed.append(done)
    assert missed == []
    assert verify().chained == 60


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_an_edit_of_any_field_is_found_where_it_is(intruder: random.Random, field: str):
    execute(f"UPDATE journal_entry SET {field} = {FIELDS[field]} WHERE id = {entry_at(31)}")
    with pytest.raises(Tampered, match=r"^Position 31: entry \d+ (was changed|is gone)"):
        verify()


def test_an_untouched_journal_is_whole(journal: EntryQuerySet):
    write("waits for its place")
    assert (verify().chained, verify().waiting) == (60, 1)


def test_a_cut_tail_is_found_with_the_anchor_only(intruder: random.Random):
    anchor = read_anchor(str(signed_head()), our_public_key())
    for table, column in (("journal_link", "position"), ("journal_entry", "id")):
        keep = 55 if column == "position" else entry_at(55)
        execute(f"DELETE FROM {table} WHERE {column} > %s", [keep])
    assert verify().chained == 55
    with pytest.raises(Tampered, match=r"ends at position 55, but position 60 .* the tail was cut off"):
        verify([anchor])


def test_a_journal_written_anew_with_our_keys_is_found_with_the_anchor_only(intruder: random.Random):
    anchor = read_anchor(str(signed_head()), our_public_key())
    execute("DELETE FROM journal_link")
    execute(f"DELETE FROM journal_entry WHERE id = {Entry.objects.order_by('id')[3].pk}")
    sequence_now()
    write("one more, so that it is as long as before")
    sequence_now()
    assert verify().chained == 60
    with pytest.raises(Tampered, match=r"Position 60 .* was anchored .* written anew"):
        verify([anchor])
