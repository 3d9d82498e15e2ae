"""What do people say about the evidence? Noor says the café is not one actor; the journal names whom it touches."""

import pytest
from django.db import DatabaseError, transaction

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import record_verdict, withdraw_verdict
from accounts.review.models import Verdict
from kycrisk.lib.errors import Refused
from tests import world


def test_a_wall_is_frozen_and_the_journal_names_everybody_it_touches(guests: list[Account]):
    left, right = world.names(guests[:2]), world.names(guests[2:4])
    verdict = record_verdict(by=world.by("noor"), kind="not_same_actor", about=[left, right], note="guests")
    assert verdict.subjects == [left, right]
    line = Entry.objects.get(verb="verdict.recorded", subject_id=verdict.verdict)
    assert (line.detail["kind"], line.detail["accounts"]) == ("not_same_actor", [*left, *right])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Verdict.objects.update(subjects=[])


def test_a_poisoned_value_names_its_key(db: None):
    value = {"family": "ip", "value": "7f3a"}
    record_verdict(by=world.by("ines"), kind="poisoned", about=[value])
    assert Entry.objects.get(verb="verdict.recorded").detail["values"] == [value]


def test_a_verdict_is_withdrawn_once_by_a_row_of_its_own(guests: list[Account]):
    verdict = record_verdict(by=world.by("noor"), kind="victim", about=world.names(guests[:1]))
    assert list(Verdict.objects.standing()) == [verdict]
    withdrawal = withdraw_verdict(by=world.by("omar"), verdict=verdict, note="mistaken")
    assert not Verdict.objects.standing().exists()
    assert withdrawal.withdraws == verdict
    line = Entry.objects.get(verb="verdict.withdrawn")
    assert (line.detail["withdraws"], line.detail["accounts"]) == (verdict.verdict, world.names(guests[:1]))
    for again in (verdict, withdrawal):
        with pytest.raises(Refused, match="does not stand any more"):
            withdraw_verdict(by=world.by("omar"), verdict=again, note="again")


def test_withdrawing_needs_a_reason(guests: list[Account]):
    verdict = record_verdict(by=world.by("noor"), kind="victim", about=world.names(guests[:1]))
    with pytest.raises(Refused, match="Write why"):
        withdraw_verdict(by=world.by("omar"), verdict=verdict, note="")


def test_unknown_accounts_and_kinds_are_refused(guests: list[Account]):
    with pytest.raises(Refused, match="There is no account acct_nobody"):
        record_verdict(by=world.by("noor"), kind="cleared", about=["acct_nobody", guests[0].account])
    with pytest.raises(Refused, match="guilty is no verdict"):
        record_verdict(by=world.by("noor"), kind="guilty", about=[guests[0].account])
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("username", ["sam", "ana", "audrey", "ada"])
def test_who_may_give_no_verdicts(guests: list[Account], username: str):
    with pytest.raises(Refused, match="may not give verdicts"):
        record_verdict(by=world.by(username), kind="cleared", about=[guests[0].account])


def test_a_command_brings_in_the_verdicts_of_a_dataset(guests: list[Account]):
    record_verdict(by=Actor.command("load_dataset"), kind="cleared", about=[guests[0].account])
    assert Verdict.objects.standing().get().by is None
    with pytest.raises(Refused, match="may not give verdicts"):
        record_verdict(by=Actor.key("billing"), kind="cleared", about=[guests[0].account])
