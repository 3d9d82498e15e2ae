"""Who can be forgotten, and what stays of them? A person, an application, an account; never somebody unknown."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.onboarding.claims import Party
from accounts.onboarding.models import Application
from accounts.onboarding.opening import claims_of
from accounts.parties.actions import record_persons
from accounts.parties.facts import PersonFacts
from accounts.parties.models import Account, Person
from tests import world
from tests.applicants import document_of, harbour_applies, mina_applies

pytestmark = pytest.mark.django_db


def erase(name: str, reason: str = "asked for by letter") -> str:
    out = StringIO()
    call_command("erase_subject", name, reason=reason, stdout=out)
    return out.getvalue()


def retention() -> str:
    out = StringIO()
    call_command("apply_retention", stdout=out)
    return out.getvalue()


def petra(application: Application) -> Person:
    """Petra Lindqvist as the record knows her once the application was approved."""
    record_persons(by=world.by("ada"), facts=[PersonFacts(person="per_petra", name="Petra Lindqvist")])
    person = Person.objects.get(person="per_petra")
    application.parties.filter(key="p3").update(person=person)
    return person


@pytest.mark.parametrize(
    ("name", "reason", "said"), [("acct_nobody", "asked for", "no account"), (world.HARBOUR, "", "Say why")]
)
def test_nobody_is_forgotten_by_mistake(name: str, reason: str, said: str):
    harbour = world.harbour()
    with pytest.raises(CommandError, match=said):
        erase(name, reason)
    assert Account.objects.get(pk=harbour.pk).erased_at is None


def test_twice_is_once():
    made = mina_applies()
    assert "is forgotten" in erase(made.application)
    assert "was forgotten before" in erase(made.application)
    assert Entry.objects.filter(verb="application.erased").count() == 1


def test_of_an_individual_not_even_the_name_stays_and_of_a_company_its_name():
    mina, harbour = mina_applies(), harbour_applies()
    for made in (mina, harbour):
        erase(made.application)
    mina.refresh_from_db()
    harbour.refresh_from_db()
    assert (mina.company_name, harbour.company_name) == ("forgotten", "Harbour Analytics GmbH")


def test_a_person_is_forgotten_in_every_application_and_nobody_beside_them():
    made = harbour_applies()
    petra(made)
    hers, others = document_of(made, "passport", "p3"), document_of(made, "passport", "p1")
    erase("per_petra")
    claims = claims_of(made)
    assert claims.party("p3").said == Party()
    assert claims.party("p1").said.name == "Jörg Brandt"
    hers.refresh_from_db()
    others.refresh_from_db()
    assert (hers.state, others.state) == ("erased", "ready")


def test_retention_forgets_old_answers_and_spares_who_is_served():
    long_ago = timezone.now() - timedelta(days=800)
    old: dict[str, Any] = {"submitted_at": long_ago, "decided_at": long_ago}
    gone = harbour_applies(state="rejected", **old)
    served = harbour_applies(world.let_in([world.harbour()])[0], state="approved", **old)
    recent = mina_applies(state="rejected", submitted_at=timezone.now(), decided_at=timezone.now())
    unsent = mina_applies(expires_at=timezone.now() - timedelta(days=1))
    assert retention() == "Forgotten: 0 documents, 2 applications, 0 months of signals, 0 receipts.\n"
    assert set(Application.objects.filter(erased_at=None)) == {served, recent}
    assert set(Application.objects.exclude(erased_at=None)) == {gone, unsent}
