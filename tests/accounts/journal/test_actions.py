"""Is a line written with its change, and found again?"""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.journal.sealing import Line, seal_of
from tests.world import by, person

pytestmark = pytest.mark.django_db
LARKSPUR = ("case", "case_LARKSPUR")


def test_a_line_says_who_did_what_to_whom():
    entry = record(by=by("ines"), verb="case.claimed", subject=LARKSPUR, detail={"members": 412})
    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_name, entry.verb) == (person("ines").pk, "Ines Moreau", "case.claimed")
    assert (entry.subject_type, entry.subject_id, entry.detail) == ("case", "case_LARKSPUR", {"members": 412})


def test_what_is_read_back_carries_the_seal_that_was_written():
    detail = {"öffnet": "ja", "nested": {"b": [1, 2.5, None], "a": True}, "large": 2**60}
    entry = record(by=Actor.key("billing"), verb="access.opened", subject=("account", "acct_harbour"), detail=detail)
    assert seal_of(Line.of(Entry.objects.get(pk=entry.pk))) == bytes(entry.seal)


def test_the_history_of_a_case_is_its_own_newest_first():
    for verb in ("case.opened", "case.claimed"):
        record(by=by("ines"), verb=verb, subject=LARKSPUR)
    record(by=by("ines"), verb="case.opened", subject=("case", "case_CAFE"))
    record(by=by("ines"), verb="note.written", subject=("account", "case_LARKSPUR"))
    assert [entry.verb for entry in Entry.objects.of(*LARKSPUR)] == ["case.claimed", "case.opened"]
    newest = Entry.objects.of(*LARKSPUR)[0]
    assert [entry.verb for entry in Entry.objects.of(*LARKSPUR).older_than(newest.pk)] == ["case.opened"]


def test_what_somebody_did_is_found_by_person():
    record(by=by("ines"), verb="case.claimed", subject=LARKSPUR)
    record(by=by("noor"), verb="case.claimed", subject=LARKSPUR)
    assert [entry.actor_name for entry in Entry.objects.by_person(person("noor").pk)] == ["Noor Haddad"]


def test_a_change_that_is_rolled_back_takes_its_line_along():
    with transaction.atomic():
        record(by=by("ines"), verb="case.claimed", subject=LARKSPUR)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("table", ["journal_entry", "journal_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET xmin = xmin", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_product_cannot_change_what_it_wrote(table: str, statement: str):
    record(by=by("ines"), verb="case.claimed", subject=LARKSPUR)
    sets = {"journal_entry": "verb = verb", "journal_link": "position = position"}
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), connection.cursor() as cursor:
        cursor.execute(statement.format(table).replace("xmin = xmin", sets[table]))
