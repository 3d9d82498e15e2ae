"""Ines sorts the queue and Omar gives work away: several cases at once, each with its own answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.parties.models import Account
from accounts.review.actions import claim, refer
from accounts.review.models import Case
from tests import world

DIALOG = {"HX-Request": "true"}


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


@pytest.fixture
def cafe(guests: list[Account]) -> Case:
    return refer(by=world.GRAPH, referral=world.cafe_referral(guests))


def test_what_is_selected_sleeps_and_what_a_colleague_holds_says_so(case: Case, cafe: Case):
    claim(by=world.by("noor"), case=cafe)
    asked = {"case": [case.case, cafe.case], "reason": "the register answers tomorrow", "days": "3"}
    answer = logged_in("ines").post(reverse("queue-snooze"), asked, follow=True).content.decode()
    assert Case.objects.get(pk=case.pk).waiting_for == "the register answers tomorrow"
    assert Case.objects.get(pk=cafe.pk).state == "open"
    assert "The café: Noor Haddad holds this case" in answer
    assert "1 case until" in answer


def test_a_missing_reason_keeps_the_selection(case: Case):
    answer = logged_in("ines").post(reverse("queue-snooze"), {"case": case.case, "days": "3"}, headers=DIALOG)
    assert answer.status_code == 422
    assert f'value="{case.case}"' in answer.content.decode()
    assert Case.objects.get(pk=case.pk).state == "open"


def test_nothing_selected_says_how_to_select(case: Case):
    page = logged_in("ines").get(reverse("queue-snooze")).content.decode()
    assert "No case is chosen" in page
    refused = logged_in("ines").post(reverse("queue-snooze"), {"reason": "the register", "days": "3"})
    assert refused.status_code == 422


def test_a_lead_gives_a_case_to_a_reviewer_and_no_reviewer_does(case: Case):
    to = {"case": case.case, "to": str(world.person("noor").pk)}
    assert logged_in("ines").post(reverse("queue-reassign"), to).status_code == 403
    assert logged_in("omar").post(reverse("queue-reassign"), to).status_code == 302
    assert Case.objects.get(pk=case.pk).assignee == world.person("noor")


@pytest.mark.parametrize("username", ["ana", "audrey"])
def test_nobody_is_offered_or_given_work_who_cannot_do_it(username: str, case: Case):
    page = logged_in("omar").get(reverse("queue-reassign"), {"case": case.case}).content.decode()
    person = world.person(username)
    assert str(person) not in page
    refused = logged_in("omar").post(reverse("queue-reassign"), {"case": case.case, "to": str(person.pk)})
    assert refused.status_code == 422
    assert Case.objects.get(pk=case.pk).assignee is None


def test_what_changed_names_who_joined_and_how_the_bits_grew(case: Case, ring: list[Account]):
    newcomer = world.let_in([world.customer("acct_newcomer")])
    later = world.ring_referral([*ring, *newcomer], bits=45.2, as_of=world.NOW + timedelta(hours=1))
    refer(by=world.GRAPH, referral=later)
    page = logged_in("audrey").get(reverse("case-changes", args=[case.case])).content.decode()
    assert "Joined: acct_newcomer" in page
    assert "Evidence grew by 5.0 bits." in page
    assert "The case was opened with this." in page
