"""What does time do to applications? Harbour is reminded once, waited for no longer, and forgotten in the end."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.onboarding.actions import Ask, answer_item, ask_item, open_link, start
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import token_of
from accounts.onboarding.models import Application, Letter
from accounts.onboarding.opening import claims_of
from accounts.onboarding.sweeping import end_drafts, go_on_without_answer, remind
from accounts.review.sweeping import wake_due
from tests.accounts.onboarding.room import complete_harbour, handed_in, the_case
from tests.accounts.onboarding.test_starting import HARBOUR
from tests.world import by

pytestmark = pytest.mark.django_db


def later(**by_how_much: int) -> datetime:
    return timezone.now() + timedelta(**by_how_much)


def test_who_was_invited_and_stays_silent_is_reminded_once():
    made = start(by=by("sam"), request=HARBOUR)
    assert remind(later(days=3)) == 0
    assert remind(later(days=5)) == 1
    assert remind(later(days=6)) == 0
    assert Letter.objects.filter(application=made, kind="reminded").get().link == made.links.get()


def test_who_works_on_it_has_no_link_or_has_sent_it_is_left_alone():
    made = start(by=by("sam"), request=HARBOUR)
    Application.objects.update(saved_at=later(days=4))
    assert remind(later(days=5)) == 0
    Application.objects.update(saved_at=None)
    made.links.update(revoked_at=timezone.now())
    assert remind(later(days=5)) == 0
    handed_in()
    assert remind(later(days=30)) == 0


def test_a_question_whose_date_passed_puts_the_case_back_and_may_still_be_answered():
    made = handed_in()
    item = ask_item(by=by("ines"), application=made, ask=Ask(text="The articles, please.", days=3))
    assert go_on_without_answer(later(days=2)) == 0
    assert go_on_without_answer(later(days=4)) == 1
    assert go_on_without_answer(later(days=4)) == 0
    made.refresh_from_db()
    assert (made.state, the_case(made).state) == ("in_review", "open")
    assert Entry.objects.get(verb="case.resumed").detail == {"why": "overdue"}
    assert Entry.objects.get(verb="application.items_overdue").detail == {"items": [item.item]}
    assert answer_item(by=applicant(made), item=item, text="Here they are.").state == "answered"


def test_it_makes_no_difference_that_the_case_woke_before():
    made = handed_in()
    item = ask_item(by=by("ines"), application=made, ask=Ask(text="The articles, please.", days=3))
    the_case(made)
    type(item).objects.update(due_at=timezone.now())
    case = the_case(made)
    type(case).objects.update(wake_at=timezone.now())
    wake_due()
    assert go_on_without_answer() == 1
    made.refresh_from_db()
    assert (made.state, the_case(made).state) == ("in_review", "open")


def test_a_draft_that_nobody_handed_in_is_forgotten_and_its_account_is_free_again():
    made = start(by=by("sam"), request=HARBOUR)
    token = token_of(made.links.get())
    assert end_drafts(later(days=89)) == 0
    assert end_drafts(later(days=91)) == 1
    assert end_drafts(later(days=91)) == 0
    ended = Application.objects.get()
    assert (ended.sealed, ended.wrapped_key, ended.company_name) == (None, None, "")
    assert open_link(token) is None
    assert start(by=by("sam"), request=HARBOUR).state == "draft"


def test_with_a_draft_everybody_in_it_is_forgotten():
    made = complete_harbour(expires_at=timezone.now())
    assert end_drafts() == 1
    claims = claims_of(Application.objects.get())
    assert all(party.said.name == "" for party in claims.parties)
    assert set(made.documents.values_list("state", flat=True)) == {"erased"}


def test_what_was_handed_in_never_ends_by_itself():
    handed_in(complete_harbour(expires_at=timezone.now()))
    assert end_drafts(later(days=900)) == 0
