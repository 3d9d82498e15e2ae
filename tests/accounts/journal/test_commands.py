"""What does an operator see who verifies and anchors the journal?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.journal.anchoring import our_public_key
from accounts.journal.querysets import EntryQuerySet
from tests.accounts.journal.test_sequencing import write
from tests.accounts.journal.test_verifying import execute
from tests.databases import as_owner


def run(command: str, *arguments: str) -> str:
    answer = StringIO()
    call_command(command, *arguments, stdout=answer)
    return answer.getvalue()


def test_a_whole_journal_is_said_to_be_whole(journal: EntryQuerySet, tmp_path: Path):
    run("anchor_journal", "--output", str(tmp_path / "anchors"))
    write("one more")
    run("anchor_journal", "--output", str(tmp_path / "anchors"))
    answer = run("verify_journal", "--anchors", str(tmp_path / "anchors"))
    assert answer == "The journal is whole: 61 entries in the chain, 0 waiting for their place, 2 anchors checked.\n"


def test_an_anchor_carries_the_public_key_that_checks_it(journal: EntryQuerySet):
    anchor = json.loads(run("anchor_journal"))
    assert (anchor["position"], anchor["public_key"]) == (60, our_public_key())


def test_a_tampered_journal_ends_with_the_first_broken_place(journal: EntryQuerySet):
    with as_owner():
        execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        execute("UPDATE journal_entry SET verb = 'case.cleared' WHERE verb = 'case.decided'")
    with pytest.raises(CommandError, match=r"tampered with. Position 2: entry \d+ was changed") as refused:
        run("verify_journal")
    assert refused.value.returncode == 1


@pytest.mark.parametrize(("content", "complaint"), [("nonsense\n", "line 1: is not a line"), (None, "cannot be read")])
def test_a_bad_file_of_anchors_is_named(journal: EntryQuerySet, tmp_path: Path, content: str | None, complaint: str):
    if content:
        (tmp_path / "anchors").write_text(content)
    with pytest.raises(CommandError, match=complaint):
        run("verify_journal", "--anchors", str(tmp_path / "anchors"))


def test_an_empty_journal_has_no_head_to_anchor(real_db: str):
    assert "0 entries" in run("verify_journal")
    with pytest.raises(CommandError, match="empty"):
        run("anchor_journal")
