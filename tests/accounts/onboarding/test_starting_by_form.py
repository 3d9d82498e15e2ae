"""Sam invites Ostsee by a form: what is wrong is said beside the field, and a company that is here already is named."""

import pytest
from django.test import Client

from accounts.onboarding.models import Application, Letter
from accounts.onboarding.opening import answers_of
from tests.applicants import harbour_applies
from tests.world import person

pytestmark = pytest.mark.django_db
OSTSEE = {
    "company_name": "Ostsee Robotics AG",
    "country": "DE",
    "contact_name": "Antje Voss",
    "contact_email": "a.voss@ostsee-robotics.example",
    "plan": "business",
    "language": "de",
}


@pytest.fixture
def sam() -> Client:
    browser = Client()
    browser.force_login(person("sam"))
    return browser


def test_who_is_invited_is_with_the_seller_and_gets_a_letter(sam: Client):
    answer = sam.post("/applications/start/", OSTSEE)
    made = Application.objects.get()
    assert answer["Location"] == f"/applications/{made.application}/"
    assert (made.owner, made.state, made.language, made.kind) == (person("sam"), "draft", "de", "organisation")
    assert answers_of(made).contact_email == OSTSEE["contact_email"]
    assert Letter.objects.get().kind == "invited"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("company_name", "", "Write the name of the company"),
        ("country", "", "Write the country"),
        ("country", "XX", "Select a valid choice"),
        ("contact_email", "a.voss at ostsee", "not an e-mail address"),
        ("contact_name", "Antje\u202eVoss", "Leave out control characters"),
        ("account", "acct one", "without spaces or slashes"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    sam: Client, field: str, typed: str, sentence: str
):
    answer = sam.post("/applications/start/", OSTSEE | {field: typed})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert f'aria-describedby="id_{field}_' in told
    assert "Ostsee Robotics AG" in told or field == "company_name"
    assert not Application.objects.exists()


def test_the_same_number_twice_is_the_same_application(sam: Client):
    sam.post("/applications/start/", OSTSEE | {"external_id": "CRM-1"})
    answer = sam.post("/applications/start/", OSTSEE | {"external_id": "CRM-1"})
    assert answer.status_code == 422
    assert "CRM-1 was started already" in answer.content.decode()
    assert Application.objects.count() == 1


@pytest.mark.parametrize("typed", ["Harbour", "harbor analytics", "HARBOUR ANALYTICS GMBH"])
def test_a_company_that_is_here_is_named_while_typing_and_may_be_invited(sam: Client, typed: str):
    harbour_applies()
    told = sam.post("/applications/start/similar/", {"company_name": typed}).content.decode()
    assert "Harbour Analytics GmbH" in told
    assert "brought in by Sam Keller" in told
    assert sam.post("/applications/start/", OSTSEE | {"company_name": typed}).status_code == 302


@pytest.mark.parametrize("typed", ["", "Ha", "Ostsee", "\x00\x00\x00\x00"])
def test_who_is_not_here_is_not_named(sam: Client, typed: str):
    harbour_applies()
    assert "Harbour" not in sam.post("/applications/start/similar/", {"company_name": typed}).content.decode()
