"""How do Sam and Ines work on one application? Remarks only its key opens, who follows it, and for which account."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.onboarding.actions import comment, contest, give_to, name_account, reject
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Comment
from accounts.onboarding.words import comment_of
from accounts.parties.models import Account
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, seen, the_case
from tests.applicants import harbour_applies
from tests.world import by, person

pytestmark = pytest.mark.django_db
TEXT = "Jörg Brandt says the register is late."


@pytest.mark.parametrize("who", ["sam", "ines", "omar"])
def test_sellers_and_reviewers_write_to_each_other(who: str):
    made = comment(by=by(who), application=harbour_applies(), text=TEXT)
    assert comment_of(made) == TEXT
    assert "Brandt" not in str(bytes(made.sealed_text)) + str(Entry.objects.latest("id").detail)


@pytest.mark.parametrize("who", ["ana", "audrey", "ada"])
def test_others_do_not(who: str):
    with pytest.raises(Refused, match="may not start and follow applications"):
        comment(by=by(who), application=harbour_applies(), text=TEXT)
    assert not Comment.objects.exists()


def test_an_empty_remark_says_nothing():
    with pytest.raises(Refused, match="between 1 and"):
        comment(by=by("sam"), application=harbour_applies(), text=" ")


def test_an_application_is_given_to_who_sells():
    made = give_to(by=by("sam"), application=harbour_applies(owner=None), user=person("sam"))
    assert made.owner == person("sam")
    with pytest.raises(Refused, match="choose somebody of sales"):
        give_to(by=by("sam"), application=made, user=person("ines"))


def test_a_draft_s_account_is_recorded_and_stays_shut():
    made = name_account(by=by("sam"), application=harbour_applies(), account="acct_new")
    assert Account.objects.get(account="acct_new").country == "DE"
    assert made.access_at is None


@pytest.mark.parametrize("name", ["", "a b", "x" * 201])
def test_what_is_no_account_is_not_named(name: str):
    with pytest.raises(Refused, match="1 to 200 characters"):
        name_account(by=by("sam"), application=harbour_applies(), account=name)


def test_an_account_with_another_open_application_is_not_named():
    other = complete_harbour(newcomer())
    with pytest.raises(Refused, match=other.application):
        name_account(by=by("sam"), application=harbour_applies(), account="acct_harbour_new")


def test_an_answered_application_keeps_its_account():
    now = timezone.now()
    made = harbour_applies(state="rejected", submitted_at=now, decided_at=now)
    with pytest.raises(Refused, match="cannot name the account of an application that is rejected"):
        name_account(by=by("sam"), application=made, account="acct_new")


# -- what a rejected applicant says, on the case about the rejection


@pytest.mark.parametrize(("who", "reads"), [("noor", True), ("sam", False)])
def test_whoever_decides_reads_what_the_applicant_says_and_the_first_time_leaves_a_line(who: str, *, reads: bool):
    made = handed_in()
    made = reject(by=by("ines"), application=made, reason="terms", note="no", seen=seen(made))
    said = contest(by=applicant(made), application=made, text=TEXT)
    client = Client()
    client.force_login(person(who))
    pages = [client.get(f"/contests/{said.decision}/") for _ in range(2)]
    assert [TEXT in page.content.decode() for page in pages] == [reads, reads]
    assert Entry.objects.filter(verb="application.contest_read").count() == int(reads)


def test_the_case_about_the_rejection_leads_to_the_words():
    made = handed_in()
    made = reject(by=by("ines"), application=made, reason="terms", note="no", seen=seen(made))
    said = contest(by=applicant(made), application=made, text=TEXT)
    client = Client()
    client.force_login(person("noor"))
    case = type(the_case(made)).objects.get(kind="appeal")
    page = client.get(f"/cases/{case.case}/").content.decode()
    assert f"/contests/{said.decision}/" in page
    assert "Brandt" not in page
