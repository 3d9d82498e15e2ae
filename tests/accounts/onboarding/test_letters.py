"""Does the applicant hear from us? Letters to Harbour: never for a link that was taken back, never lost."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from accounts.onboarding.actions import Ask, ask_item, contest, invite, reject, revoke_links, start
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import address_of
from accounts.onboarding.mailing import send_due
from accounts.onboarding.models import Application, ApplicationLink, Letter
from accounts.onboarding.prints import email_print
from tests.accounts.onboarding.room import handed_in, seen
from tests.accounts.onboarding.test_starting import HARBOUR
from tests.applicants import harbour_applies
from tests.world import by

pytestmark = pytest.mark.django_db
# Everybody and everything that is named in the application, beside whom we write to.
PERSONAL = ("Lindqvist", "Adeyemi", "Nordkai", "HRB", "C01X00T47", "Hafenstraße", "1979", "Jörg")


class Down(EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


def sent(made: Application) -> mail.EmailMessage:
    """The newest letter to the applicant."""
    send_due()
    found: mail.EmailMessage = mail.outbox[-1]
    assert found.to == ["j.brandt@harbour-analytics.example"]
    return found


def to_confirm(made: Application) -> ApplicationLink:
    """A link about Harbour's own address."""
    now, office = timezone.now(), email_print("office@harbour-analytics.example")
    later = now + timedelta(days=7)
    return made.links.create(purpose="email", address_print=office, created_at=now, expires_at=later)


def test_the_invitation_has_the_link_and_goes_out_once():
    made = start(by=by("sam"), request=HARBOUR)
    letter = sent(made)
    assert letter.subject == "Please tell us who you are"
    assert address_of(made.links.get()) in str(letter.body)
    assert send_due() == 0


def test_a_link_that_was_taken_back_is_never_sent():
    made = start(by=by("sam"), request=HARBOUR)
    revoke_links(by=by("sam"), application=made)
    assert send_due() == 0
    assert Letter.objects.get().last_error == "its link was revoked or is over"
    assert mail.outbox == []


def test_of_two_invitations_the_newer_one_goes_out():
    made = start(by=by("sam"), request=HARBOUR)
    link = invite(by=by("sam"), application=made)
    assert send_due() == 1
    assert address_of(link) in str(mail.outbox[0].body)


def test_what_is_asked_stands_behind_the_link_and_not_in_the_letter():
    made = handed_in()
    ask_item(by=by("ines"), application=made, ask=Ask(text="Is Petra Lindqvist married to K. Adeyemi?"))
    body = str(sent(made).body)
    assert "/apply/" in body
    assert "Please answer by" in body
    assert not [word for word in PERSONAL if word in body]


def test_a_rejection_says_the_class_of_the_reason_and_where_to_contest_it():
    made = handed_in()
    note = "The passport of Petra Lindqvist is forged."
    reject(by=by("ines"), application=made, reason="verification_failed", note=note, seen=seen(made))
    body = str(sent(made).body)
    assert "We could not confirm who is behind the account." in body
    assert "/apply/" in body
    assert not [word for word in (*PERSONAL, "forged") if word in body]
    link = Letter.objects.filter(kind="rejected").get().link
    assert link is not None
    assert link.expires_at > timezone.now() + timedelta(days=20)


def test_who_lost_their_links_is_told_the_answer_and_where_to_ask():
    made = handed_in()
    invite(by=by("sam"), application=made)
    revoke_links(by=by("sam"), application=made)
    reject(by=by("ines"), application=made, reason="terms", note="no", seen=seen(made))
    body = str(sent(made).body)
    assert "/apply/" not in body
    assert "ask us for a new link" in body


def test_dates_are_written_in_the_applicants_language():
    made = start(by=by("sam"), request=HARBOUR)
    Application.objects.filter(pk=made.pk).update(language="de")
    with time_machine.travel(made.created_at + timedelta(seconds=1), tick=False):
        body = str(sent(made).body)
    assert made.links.get().expires_at.strftime("%Y") in body
    Application.objects.update(language="tlh")
    invite(by=by("sam"), application=made)
    assert "The link works until" in str(sent(made).body)


def test_a_mail_server_that_is_down_delays_and_loses_nothing(settings: Settings):
    made = start(by=by("sam"), request=HARBOUR)
    before = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Down"}}
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.attempts, letter.last_error) == (None, 1, "SMTPServerDisconnected")
    assert letter.due_at is not None
    settings.MAILERS = before
    with time_machine.travel(letter.due_at + timedelta(seconds=1), tick=False):
        assert send_due() == 1
    assert address_of(made.links.get()) in str(mail.outbox[0].body)


def test_every_kind_of_letter_can_be_written():
    made = handed_in()
    link = invite(by=by("sam"), application=made)
    reject(by=by("ines"), application=made, reason="terms", note="no", seen=seen(made))
    contest(by=applicant(made), application=made, text="Why?")
    kinds = ["reminded", "received", "approved", "confirm", "upheld", "stands"]
    now = timezone.now()
    Letter.objects.all().delete()
    for kind in kinds:
        about = to_confirm(made) if kind == "confirm" else link
        Letter.objects.create(application=made, kind=kind, link=about, created_at=now, due_at=now)
    assert send_due() == len(kinds)
    assert len({letter.subject for letter in mail.outbox}) == len(kinds)
    assert all("{" not in str(letter.body) and made.application in str(letter.body) for letter in mail.outbox)


def test_a_confirmation_goes_to_the_address_it_is_about():
    made = harbour_applies()
    now = timezone.now()
    Letter.objects.create(application=made, kind="confirm", link=to_confirm(made), created_at=now, due_at=now)
    send_due()
    assert mail.outbox[0].to == ["office@harbour-analytics.example"]
    assert "/apply/confirm/" in str(mail.outbox[0].body)
