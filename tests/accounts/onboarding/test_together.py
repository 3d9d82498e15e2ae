"""Two at once: reviewers who decide Harbour's application differently, and sellers who start the same customer."""

import threading
from collections.abc import Callable
from dataclasses import replace

from django.db import connection

from accounts.journal.models import Entry
from accounts.onboarding.actions import approve, name_account, reject, start, submit
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application
from accounts.review.models import Decision
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, nothing_to_prove, seen, state_of
from tests.accounts.onboarding.test_starting import HARBOUR
from tests.applicants import harbour_applies
from tests.world import by


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do them at the same time; the sentences of those that were refused."""
    begin, refusals = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        try:
            begin.wait()
            deed()
        except Refused as refusal:
            refusals.append(refusal.detail)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_of_two_reviewers_the_second_learns_who_was_first(real_db: str):
    nothing_to_prove()
    made = handed_in()
    looked, ines, noor = seen(made), by("ines"), by("noor")
    refusals = at_once(
        lambda: approve(by=ines, application=made, note="all of it agrees", seen=looked),
        lambda: reject(by=noor, application=made, reason="verification_failed", note="it does not", seen=looked),
    )
    decision, application = Decision.objects.get(), Application.objects.get()
    ended = {"approve": ("approved", "open"), "reject": ("rejected", "closed")}[decision.measure]
    assert (application.state, state_of(application.account)) == ended
    assert len(refusals) == 1
    assert f"{decision.decided_by} decided this case" in refusals[0]


def test_the_same_customer_started_twice_at_once_is_one_application(real_db: str):
    sam = by("sam")
    refusals = at_once(*(lambda: start(by=sam, request=HARBOUR) for _ in range(3)))
    made = Application.objects.get()
    assert made.application in refusals[0]
    assert len(refusals) == 2
    assert Entry.objects.filter(verb="application.started").count() == 1


def test_an_account_named_twice_at_once_has_one_open_application(real_db: str):
    sam, draft = by("sam"), harbour_applies()
    refusals = at_once(
        lambda: start(by=sam, request=HARBOUR),
        lambda: start(by=sam, request=replace(HARBOUR, external_id="crm-185")),
        lambda: name_account(by=sam, application=draft, account="acct_harbour"),
    )
    assert len(refusals) == 2
    assert Application.objects.filter(account__account="acct_harbour").count() == 1


def test_a_form_sent_twice_hands_in_once(real_db: str):
    made = complete_harbour(newcomer())
    refusals = at_once(*(lambda: submit(by=applicant(made), application=made) for _ in range(2)))
    assert len(refusals) == 1
    assert Entry.objects.filter(verb="application.submitted").count() == 1
