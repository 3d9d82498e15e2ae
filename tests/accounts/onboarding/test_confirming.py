"""Is an address confirmed by whoever reads mail there, and by nobody else?

In the room: Harbour, whose office reads mail; a program that opens every link in a letter; somebody who guesses; a
workshop that changes its address after the letter was written.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from accounts.journal.models import Entry
from accounts.onboarding.checking import run_checks
from accounts.onboarding.confirming import ask_to_confirm, file_wanted, look_for_file
from accounts.onboarding.letters import address_for
from accounts.onboarding.links import address_of, token_of
from accounts.onboarding.models import Application, ApplicationLink, Letter
from accounts.onboarding.opening import answers_of, put_answers
from kycrisk.lib.errors import Refused
from kycrisk.lib.http import Manners
from tests.applicants import harbour_applies
from tests.world import NOW, by, policy

pytestmark = pytest.mark.django_db


def asked() -> tuple[Application, ApplicationLink, str]:
    made = harbour_applies(state="in_review", submitted_at=NOW)
    assert ask_to_confirm(by=by("ines"), application=made) == 1
    link = made.links.get(purpose="email")
    return made, link, f"/apply/confirm/{token_of(link)}/"


def control(made: Application) -> dict[str, str]:
    rows = made.checks.filter(is_current=True, what__in=["email_control", "domain_control"])
    return dict(rows.values_list("what", "result"))


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(client: Client) -> None:
    made, link, page = asked()
    assert b"Press the button" in client.get(page).content
    assert client.head(page).status_code == 200
    link.refresh_from_db()
    assert link.used_at is None
    answer = client.post(page, follow=True)
    assert b"is confirmed" in answer.content
    assert control(made) == {"email_control": "passed", "domain_control": "passed"}
    assert answer.headers["Cache-Control"].count("no-store")


def test_pressing_twice_confirms_once(client: Client) -> None:
    _, _, page = asked()
    client.post(page)
    assert client.post(page, follow=True).status_code == 200
    assert Entry.objects.filter(verb="application.address_confirmed").count() == 1


@pytest.mark.parametrize("change", [{"revoked_at": NOW}, {"expires_at": NOW}, {"purpose": "portal"}])
def test_a_link_that_is_over_or_for_something_else_confirms_nothing(client: Client, change: dict[str, object]) -> None:
    made, _, page = asked()
    made.links.update(**change)
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404
    assert not made.links.filter(used_at__isnull=False).exists()


def test_guessing_is_answered_as_long_as_policy_allows(client: Client) -> None:
    policy(onboarding={"guesses_per_hour": 2})
    _, _, page = asked()
    assert [client.get(f"/apply/confirm/{'a' * 43}/").status_code for _ in range(4)] == [404, 404, 429, 429]
    assert client.post(page).status_code == 429


def test_an_address_is_asked_once_while_its_link_works() -> None:
    made, link, _ = asked()
    assert ask_to_confirm(by=by("ines"), application=made) == 0
    made.links.update(expires_at=timezone.now() - timedelta(days=1))
    assert ask_to_confirm(by=by("ines"), application=made) == 1
    assert Letter.objects.filter(application=made, kind="confirm").count() == 2
    assert link.pk in set(made.links.values_list("pk", flat=True))


def test_a_letter_never_goes_to_an_address_its_link_is_not_about() -> None:
    made, _, _ = asked()
    letter = Letter.objects.get(application=made)
    assert address_for(letter) == "office@harbour-analytics.example"
    answers = answers_of(made)
    put_answers(made, replace(answers, company=replace(answers.company, email="vera@larkspur.example")))
    made.save()
    assert address_for(Letter.objects.get(pk=letter.pk)) == ""


def test_an_address_that_is_not_the_applicants_any_more_proves_nothing(client: Client) -> None:
    made, _, page = asked()
    answers = answers_of(made)
    put_answers(made, replace(answers, company=replace(answers.company, email="vera@larkspur.example")))
    made.save()
    client.post(page)
    assert control(made)["email_control"] == "pending"


def test_a_website_of_somebodys_own_has_a_file_with_words_of_ours_at_a_place_of_ours() -> None:
    made = harbour_applies(state="in_review", submitted_at=NOW)
    link = file_wanted(made)
    assert link is not None
    assert address_of(link).endswith(f"/.well-known/kycrisk-{token_of(link)}.txt")
    assert file_wanted(made) == link
    inside = Manners(resolver=lambda _host, _port: ["10.0.0.7"])
    with pytest.raises(Refused, match="not reached"):
        look_for_file(by=by("ines"), application=made, manners=inside)
    ApplicationLink.objects.filter(pk=link.pk).update(used_at=NOW)

    run_checks(made)
    assert control(made)["domain_control"] == "passed"
