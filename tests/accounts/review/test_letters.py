"""Is the customer told, and can they answer? Letters to Larkspur, the page without a login, a mail server down."""

import logging
import re
import smtplib
import sys
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import Settings

from accounts.journal.actors import Actor
from accounts.parties.contact import CONTEXT, Contact
from accounts.parties.models import Account
from accounts.review.actions import decide, refer, submit_appeal
from accounts.review.choices import Choice
from accounts.review.mailing import send_due
from accounts.review.models import Appeal, Case, Decision, Notice
from kycrisk.lib.logs import WithoutKeys
from kycrisk.lib.vault import seal
from tests import world
from tests.accounts.review.conftest import choice

THRESHOLDS = re.compile(r"\b(10|100,?000|40\.2|9\.0|0\.97|rpm)\b|requests_per_minute|bits|score")


class Down(EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


class Dying(EmailBackend):
    """The worker dies while it talks to the mail server."""

    def send_messages(self, messages: object) -> int:  # its signature
        raise SystemExit


NO_SERVER = {"default": {"BACKEND": f"{__name__}.Down"}}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(world.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def limited(ring: list[Account], case: Case) -> Decision:
    for account in ring[:5]:
        reachable(account)
    return decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))


def reachable(account: Account) -> None:
    assert account.wrapped_key is not None
    text = Contact(email=f"{account.account}@larkspur.example").to_text()
    account.sealed = seal(bytes(account.wrapped_key), text, context=CONTEXT)
    account.save(update_fields=["sealed"])


def link_of(account: Account) -> str:
    (letter,) = [one for one in mail.outbox if account.account in one.to[0]]
    found = re.search(r"/appeal/[\w-]+/", str(letter.body))
    assert found is not None
    return found.group()


# -- letters


def test_everybody_who_was_limited_gets_a_letter_with_the_reason_and_a_link_and_no_threshold(limited: Decision):
    assert send_due() == 5
    assert send_due() == 0
    letter = mail.outbox[0]
    assert letter.subject == "Your account can do less at a time for now"
    assert "used together with others as one" in letter.body
    assert "/appeal/" in letter.body
    assert "8 December 2026" in letter.body
    assert not THRESHOLDS.search(str(letter.body).replace("8 December 2026, 09:00 UTC", "").split("/appeal/")[0])
    assert Notice.objects.filter(sent_at=world.NOW).count() == 5


def test_an_account_without_an_address_is_given_up_with_the_reason(ring: list[Account], limited: Decision):
    send_due()
    notice = Notice.objects.get(account=ring[5])
    assert (notice.sent_at, notice.due_at, notice.last_error) == (None, None, "no e-mail address is known")


def test_a_mail_server_that_is_down_delays_and_does_not_lose(
    limited: Decision, settings: Settings, _today: time_machine.Traveller
):
    working, settings.MAILERS = settings.MAILERS, NO_SERVER
    assert send_due() == 0
    notice = Notice.objects.exclude(due_at=None).first()
    assert notice is not None
    assert (notice.attempts, notice.due_at, notice.last_error) == (
        1,
        world.NOW + timedelta(minutes=1),
        "SMTPServerDisconnected",
    )
    settings.MAILERS = working
    assert send_due() == 0
    _today.shift(timedelta(minutes=1))
    assert send_due() == 5


def test_after_the_last_attempt_it_is_given_up(limited: Decision, settings: Settings, _today: time_machine.Traveller):
    settings.MAILERS = NO_SERVER
    for _ in range(9):
        send_due()
        _today.shift(timedelta(days=2))
    assert set(Notice.objects.values_list("due_at", flat=True)) == {None}
    assert max(Notice.objects.values_list("attempts", flat=True)) == 8


def test_who_dies_while_sending_leaves_the_letter_to_the_next_sweep(
    limited: Decision, settings: Settings, _today: time_machine.Traveller
):
    class Killed(BaseException):
        pass

    def die(self: object, messages: object) -> int:
        raise SystemExit

    working, settings.MAILERS = settings.MAILERS, {"default": {"BACKEND": f"{__name__}.Dying"}}
    with pytest.raises(SystemExit):
        send_due()
    settings.MAILERS = working
    assert send_due() == 0
    _today.shift(timedelta(minutes=30))
    assert send_due() == 5


def test_the_outcome_of_an_appeal_is_told(ring: list[Account], limited: Decision):
    send_due()
    for account, measure in ((ring[0], "lift"), (ring[1], "dismiss_appeal")):
        notice = Notice.objects.get(account=account, kind="measure")
        made = submit_appeal(by=Actor.customer(account.account), notice=notice, text="please look again")
        decide(by=world.by("noor"), case=made.case, verdict=choice(measure))
    mail.outbox.clear()
    assert send_due() == 2
    assert [letter.subject for letter in mail.outbox] == ["Your appeal was upheld", "Your appeal was not upheld"]


# -- the page


def test_the_customer_appeals_from_the_letter_without_a_login(ring: list[Account], limited: Decision, client: Client):
    send_due()
    link = link_of(ring[0])
    page = client.get(link)
    assert page.status_code == 200
    assert b"used together with others as one" in page.content
    assert not THRESHOLDS.search(page.content.decode().split("<h1>")[1].split("<form")[0].replace("09:00", ""))
    answer = client.post(link, {"text": "We are a school; the card is the principal's."}, follow=True)
    assert answer.redirect_chain == [(link, 302)]
    assert b"Your appeal is with us" in answer.content
    assert b"principal" not in answer.content
    assert Appeal.objects.get().notice.account == ring[0]
    assert "no-store" in page["Cache-Control"]


def test_an_empty_appeal_is_sent_back_with_what_to_mend_and_a_second_one_is_not_kept(
    ring: list[Account], limited: Decision, client: Client
):
    send_due()
    link = link_of(ring[0])
    empty = client.post(link, {"text": "  "})
    assert empty.status_code == 422
    assert b"Write a few words" in empty.content
    client.post(link, {"text": "first"})
    second = client.post(link, {"text": "second"})
    assert b"Your appeal is with us" in second.content
    assert Appeal.objects.count() == 1


def test_after_the_measure_has_ended_there_is_nothing_to_appeal(ring: list[Account], limited: Decision, client: Client):
    send_due()
    again = refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=80.0))
    decide(by=world.by("noor"), case=again, verdict=Choice(measure="lift", note="settled", seen=1))
    page = client.get(link_of(ring[0]))
    assert b"does not apply any more" in page.content
    assert b"<form" not in page.content


def test_a_guessed_link_leads_nowhere(limited: Decision, client: Client):
    assert client.get(f"/appeal/{'A' * 43}/").status_code == 404
    assert client.post(f"/appeal/{'A' * 43}/", {"text": "x"}).status_code == 404


def test_one_address_cannot_try_for_ever_and_what_was_written_is_kept(
    ring: list[Account], limited: Decision, client: Client
):
    send_due()
    link = link_of(ring[0])
    for _ in range(30):
        assert client.post(link, {"text": ""}).status_code == 422
    refused = client.post(link, {"text": "my own words"})
    assert refused.status_code == 429
    assert b"my own words" in refused.content
    assert not Appeal.objects.exists()
    assert client.post(link, {"text": "my own words"}, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_form_without_its_token_is_refused(ring: list[Account], limited: Decision):
    send_due()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_of(ring[0]), {"text": "forged"}).status_code == 403
    assert not Appeal.objects.exists()


def test_the_link_is_a_key_and_stands_in_no_log(
    ring: list[Account], limited: Decision, client: Client, capsys: pytest.CaptureFixture[str]
):
    send_due()
    link = link_of(ring[0])
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(WithoutKeys())
    log = logging.getLogger("django.request")
    log.addHandler(handler)
    client.post(link, {"text": ""})
    client.get("/appeal/" + "A" * 43 + "/")
    log.removeHandler(handler)
    said = capsys.readouterr().out
    assert said.count("/appeal/…/") == 2
    assert link not in said
