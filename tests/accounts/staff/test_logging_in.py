"""How does somebody come in, and who does not?"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.journal.models import Entry
from tests.accounts.staff.conftest import PASSWORD, with_password

pytestmark = pytest.mark.django_db
WRONG = "not the password at all"


def post_login(browser: Client, username: str, password: str = PASSWORD, **extra: str) -> tuple[int, str]:
    """The answer's status, and where it leads or what it says."""
    answer = browser.post("/login/", {"login": username, "password": password, **extra})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_ines_comes_in_and_goes_back_to_where_she_wanted(client: Client):
    ines = with_password("ines")
    assert post_login(client, "ines", next="/queue/") == (302, "/queue/")
    assert [(line.actor_id, line.verb) for line in Entry.objects.of("user", "ines")] == [(ines.pk, "user.logged_in")]


def test_nobody_is_sent_to_a_foreign_address(client: Client):
    with_password("ines")
    assert post_login(client, "ines", next="https://evil.example/queue/") == (302, "/")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client):
    with_password("ines")
    answers = [post_login(client, name, WRONG) for name in ("ines", "nobody")]
    assert [status for status, _ in answers] == [200, 200]
    assert all("not correct" in page and WRONG not in page for _, page in answers)


def test_somebody_who_was_switched_off_stays_outside(client: Client):
    ines = with_password("ines")
    ines.is_active = False
    ines.save()
    post_login(client, "ines")
    assert "_auth_user_id" not in client.session


def test_there_is_no_sign_up(client: Client):
    for path in ("/signup/", "/password/reset/", "/email/"):
        assert client.get(path).status_code == 404


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client):
    with_password("ines")
    for _ in range(5):
        post_login(client, "ines", WRONG)
    status, page = post_login(client, "ines")
    assert (status, "Too many failed login attempts" in page) == (200, True)


def test_one_address_does_not_try_names_for_ever(client: Client):
    answers = [post_login(client, f"name{number}", WRONG)[0] for number in range(31)]
    assert answers[-1] == 429


def test_a_second_factor_is_asked_for_once_it_is_set_up(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    ines = with_password("ines")
    client.force_login(ines)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_second_factor(client)
    stored = Authenticator.objects.get(user=ines, type="totp").data["secret"]
    assert secret not in stored

    browser = Client()
    assert post_login(browser, "ines") == (302, "/login/code/")
    assert "_auth_user_id" not in browser.session
    assert browser.post("/login/code/", {"code": "000000"}).status_code == 200
    assert [line.verb for line in Entry.objects.of("user", "ines")] == ["second_factor.set_up"]


def set_up_second_factor(browser: Client) -> str:
    """Confirm the password, take the key that the page shows, and type its code."""
    where = browser.get("/profile/second-factor/set-up/").headers["Location"]
    browser.post(where.partition("?")[0], {"password": PASSWORD, "next": "/profile/second-factor/set-up/"})
    page = browser.get("/profile/second-factor/set-up/")
    secret = str(page.context["form"].secret)
    assert secret in page.content.decode()
    assert browser.post("/profile/second-factor/set-up/", {"code": code_for(secret)}).status_code == 302
    return secret


def test_where_it_is_required_nothing_opens_before_the_second_factor(client: Client, settings: Settings):
    settings.REQUIRE_MFA = True
    client.force_login(with_password("ines"))
    assert client.get("/profile/password/").headers["Location"] == "/profile/second-factor/set-up/"
    fragment = client.get("/profile/password/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/profile/second-factor/set-up/")
    set_up_second_factor(client)
    assert client.get("/profile/recovery-codes/").status_code == 200


def test_the_way_out_is_always_open(client: Client, settings: Settings):
    settings.REQUIRE_MFA = True
    client.force_login(with_password("ines"))
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session
