"""Does a customer get from a seller's form to a draft with one link that works?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.access.models import Access
from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.onboarding.actions import Start, invite, open_link, revoke_links, start, submit
from accounts.onboarding.links import token_of
from accounts.onboarding.models import Application, ApplicationLink, Letter
from accounts.onboarding.opening import answers_of
from accounts.parties.models import Account
from kycrisk.lib.errors import Refused
from tests.applicants import harbour_applies
from tests.world import by, customer

pytestmark = pytest.mark.django_db
SHOP = Actor.key("shop")
HARBOUR = Start(
    company_name="Harbour Analytics GmbH",
    country="de",
    contact_name="Jörg Brandt",
    contact_email="j.brandt@harbour-analytics.example",
    plan="enterprise",
    account="acct_harbour",
    external_id="crm-184",
)


def test_a_start_is_a_draft_with_its_contact_sealed_its_account_recorded_and_a_letter():
    made = start(by=by("sam"), request=HARBOUR)
    assert (made.state, made.kind, made.country, made.steps) == ("draft", "organisation", "DE", 5)
    assert answers_of(made).contact_email == "j.brandt@harbour-analytics.example"
    assert made.account == Account.objects.get(account="acct_harbour")
    assert not Access.objects.exists()
    assert [letter.kind for letter in made.letters.all()] == ["invited"]
    lines = Entry.objects.filter(subject_type="application").order_by("id")
    assert [line.verb for line in lines] == ["application.started", "application.invited"]
    assert "brandt" not in str([line.detail for line in lines]).lower()


def test_an_individual_takes_the_short_path():
    made = start(by=SHOP, request=replace(HARBOUR, plan="individual", account="", company_name="Mina Okafor"))
    assert (made.kind, made.steps, made.account) == ("individual", 4, None)


def test_the_same_external_id_is_the_same_application():
    made = start(by=by("sam"), request=HARBOUR)
    with pytest.raises(Refused, match=made.application):
        start(by=SHOP, request=replace(HARBOUR, account="acct_other"))


def test_an_account_has_one_open_application():
    harbour_applies(customer("acct_harbour"))
    with pytest.raises(Refused, match="has an open application already: app_"):
        start(by=by("sam"), request=HARBOUR)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("country", "UK", "write GB"),
        ("contact_email", "j.brandt", "not an e-mail"),
        ("company_name", " ", "name of the company"),
        ("program", "friends", "one of education"),
        ("language", "<b>", "such as en"),
        ("account", "a b", "without spaces"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(field: str, value: str, said: str):
    with pytest.raises(Refused, match=said) as refused:
        start(by=SHOP, request=replace(HARBOUR, **{field: value}))  # type: ignore[arg-type]  # a row names the field
    assert refused.value.status == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize("who", ["ines", "ana", "audrey", "ada"])
def test_who_does_not_sell_starts_nothing(who: str):
    with pytest.raises(Refused, match="may not start and follow applications"):
        start(by=by(who), request=HARBOUR)


def test_an_erased_account_is_not_let_in_under_its_old_name():
    Account.objects.filter(pk=customer("acct_harbour").pk).update(erased_at=timezone.now())
    with pytest.raises(Refused, match="erased"):
        start(by=SHOP, request=HARBOUR)


def link_of(made: Application) -> ApplicationLink:
    return made.links.latest("id")


def test_a_link_opens_and_the_first_time_leaves_a_line():
    made = start(by=by("sam"), request=HARBOUR)
    token = token_of(link_of(made))
    opened = open_link(token)
    assert opened == made
    assert opened is not None
    assert opened.opened_at
    open_link(token)
    assert Entry.objects.filter(verb="application.opened").count() == 1


def test_inviting_again_shuts_the_older_link():
    made = start(by=by("sam"), request=HARBOUR)
    older = link_of(made)
    newer = invite(by=by("sam"), application=made)
    assert open_link(token_of(older)) is None
    assert open_link(token_of(newer)) == made
    assert Letter.objects.filter(application=made, kind="invited").count() == 2


def test_revoked_expired_and_guessed_links_open_nothing():
    made = start(by=by("sam"), request=HARBOUR)
    link = link_of(made)
    assert open_link("x" * 43) is None
    ApplicationLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert open_link(token_of(link)) is None
    link = invite(by=by("sam"), application=made)
    assert revoke_links(by=by("sam"), application=made) == 1
    assert open_link(token_of(link)) is None


def test_a_decided_application_still_opens_so_that_the_answer_can_be_read():
    at = timezone.now()
    made = harbour_applies(state="rejected", submitted_at=at, decided_at=at)
    assert open_link(token_of(invite(by=by("sam"), application=made))) == made


def test_only_the_applicant_hands_in():
    made = harbour_applies()
    with pytest.raises(Refused, match="Only the applicant"):
        submit(by=by("sam"), application=made)
