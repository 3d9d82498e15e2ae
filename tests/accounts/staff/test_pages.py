"""Who is in the room: Ada at the page for people and machines, Audrey, who only looks, and Ines at her profile."""

import re

import pytest
from django.test import Client

from accounts.staff.bearer import secret_hash
from accounts.staff.models import ApiKey, Role, RoleGrant, User
from tests.accounts.staff.conftest import LogIn, with_password
from tests.world import person

pytestmark = pytest.mark.django_db


def shown_once(page: bytes) -> str:
    """The password or key that the page shows."""
    found = re.search(r"shown this once:</b> <code>([^<]+)</code>", page.decode())
    assert found, "nothing is shown"
    return found[1]


def test_ada_adds_somebody_who_can_log_in_with_what_is_shown_once(log_in: LogIn):
    ada = log_in("ada")
    answer = ada.post("/staff/people/", {"username": "kim", "full_name": "Kim van Dyk", "role": "reviewer"})
    password = shown_once(answer.content)
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert password not in ada.get("/staff/").content.decode()
    kim = Client()
    assert kim.post("/login/", {"login": "kim", "password": password}).status_code == 302
    assert "_auth_user_id" in kim.session


def test_what_cannot_be_is_refused_and_stays_as_it_was_typed(log_in: LogIn):
    person("ines")
    answer = log_in("ada").post("/staff/people/", {"username": "ines", "full_name": "Another Ines", "role": "sales"})
    assert (answer.status_code, User.objects.count()) == (409, 2)
    assert "is taken" in answer.content.decode()
    assert "Another Ines" in answer.content.decode()


def test_a_form_that_lacks_something_says_what(log_in: LogIn):
    answer = log_in("ada").post("/staff/people/", {"username": "kim", "role": "boss"})
    assert answer.status_code == 422
    assert "boss is not one of the available choices" in answer.content.decode()


def test_a_role_that_needs_two_waits_on_the_page_until_the_other_admin_confirms(log_in: LogIn):
    person("ines")
    User.objects.create(username="bo", role=Role.ADMIN, first_name="Bo")
    ada, bo = log_in("ada"), Client()
    bo.force_login(User.objects.get(username="bo"))
    ada.post(f"/staff/people/{person('ines').pk}/role/", {"role": "lead"})
    grant = RoleGrant.objects.get()
    assert "you asked for it" in ada.get("/staff/").content.decode()
    assert ada.post(f"/staff/roles/{grant.pk}/", {"answer": "confirm"}).status_code == 403
    assert bo.post(f"/staff/roles/{grant.pk}/", {"answer": "confirm"}).status_code == 302
    assert User.objects.get(username="ines").role == "lead"


def test_a_key_is_made_rotated_and_revoked(log_in: LogIn):
    ada = log_in("ada")
    told = {"name": "gateway", "scopes": ["access:read"], "networks": "192.0.2.0/24\n\n198.51.100.0/24"}
    secret = shown_once(ada.post("/staff/keys/", told).content)
    key = ApiKey.objects.get(secret_hash=secret_hash(secret))
    assert key.networks == ["192.0.2.0/24", "198.51.100.0/24"]
    shown_once(ada.post(f"/staff/keys/{key.key}/rotate/").content)
    assert ada.post(f"/staff/keys/{key.key}/revoke/").status_code == 302
    assert ada.post(f"/staff/keys/{key.key}/revoke/").status_code == 409


def test_a_key_that_makes_no_sense_is_refused_in_words(log_in: LogIn):
    answer = log_in("ada").post("/staff/keys/", {"name": "billing", "scopes": ["signals:write"]})
    assert (answer.status_code, "Say for which sources it speaks" in answer.content.decode()) == (422, True)


def test_somebody_is_switched_off_and_let_in_again(log_in: LogIn):
    ines, ada = person("ines"), log_in("ada")
    assert ada.post(f"/staff/people/{ines.pk}/switch/").status_code == 302
    assert not User.objects.get(pk=ines.pk).is_active
    ada.post(f"/staff/people/{ines.pk}/switch/")
    password = shown_once(ada.post(f"/staff/people/{ines.pk}/let-in/").content)
    assert User.objects.get(pk=ines.pk).check_password(password)


def test_nobody_cuts_off_their_own_branch(log_in: LogIn):
    ada = log_in("ada")
    answer = ada.post(f"/staff/people/{person('ada').pk}/switch/")
    assert (answer.status_code, "ask another admin" in answer.content.decode()) == (403, True)


def test_audrey_sees_the_page_without_a_button_that_changes(log_in: LogIn):
    person("ines")
    page = log_in("audrey").get("/staff/").content.decode()
    assert "Ines Moreau" in page
    assert "Switch off" not in page
    assert "Make a key" not in page


def test_a_preference_follows_its_owner_to_another_browser(client: Client):
    with_password("ines")
    client.force_login(person("ines"))
    answer = client.post("/profile/", {"theme": "dark"})
    assert (answer.cookies["theme"].value, answer.cookies["keys"].value) == ("dark", "off")
    elsewhere = Client().post("/login/", {"login": "ines", "password": "a long walk by the harbour"})
    assert (elsewhere.cookies["theme"].value, elsewhere.cookies["keys"].value) == ("dark", "off")


@pytest.mark.parametrize(
    "path", ["", "accounts/user/", "accounts/apikey/", "accounts/rolegrant/", "accounts/user/1/change/"]
)
def test_the_window_shows_and_lets_nothing_be_done(log_in: LogIn, path: str):
    ada, ines = person("ada"), person("ines")
    path = path.replace("/1/", f"/{ines.pk}/")
    page = log_in("ada").get(f"/admin/{path}")
    assert page.status_code == 200
    text = page.content.decode()
    assert not re.search(r'name="_save|value="Delete|class="addlink|<script>(?!\s*</)| style="', text)
    assert ines.password not in text or ines.password == "!"
    assert ada.is_active


@pytest.mark.parametrize("path", ["add/", "1/change/", "1/delete/"])
def test_nothing_is_written_through_the_window(log_in: LogIn, path: str):
    ines = person("ines")
    answer = log_in("ada").post(
        f"/admin/accounts/user/{path.replace('1', str(ines.pk))}", {"role": "lead", "post": "yes"}
    )
    assert answer.status_code in {302, 403}
    assert (User.objects.count(), User.objects.get(pk=ines.pk).role) == (2, "reviewer")


def test_the_window_has_no_way_in_of_its_own(client: Client, log_in: LogIn):
    assert client.get("/admin/login/").headers["Location"] == "/login/?next=/admin/"
    assert client.get("/admin/").headers["Location"] == "/login/?next=/admin/"
    assert log_in("audrey").get("/admin/").status_code == 403
