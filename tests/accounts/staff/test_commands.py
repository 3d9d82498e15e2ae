"""Who is in the room: somebody at the server's console, who lets the first people and machines in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.staff.bearer import secret_hash
from accounts.staff.models import ApiKey, User
from tests.world import person

pytestmark = pytest.mark.django_db


def said(*command: str) -> str:
    """What the command writes on stdout."""
    answer = StringIO()
    call_command(*command, stdout=answer)
    return answer.getvalue()


def test_a_first_user_comes_with_a_password_that_is_shown_once():
    password = said("create_user", "ada", "--role", "admin", "--full-name", "Ada Novak").removesuffix("\n")
    ada = User.objects.get(username="ada")
    assert (ada.role, str(ada), ada.check_password(password)) == ("admin", "Ada Novak", True)


def test_a_password_of_ones_own_comes_by_stdin_and_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", StringIO("a long walk by the harbour\n"))
    assert said("create_user", "ada", "--role", "admin", "--password-stdin") == ""
    assert User.objects.get(username="ada").check_password("a long walk by the harbour")


def test_a_name_that_is_taken_is_refused_in_one_line():
    person("ines")
    with pytest.raises(CommandError, match="is taken"):
        said("create_user", "ines", "--role", "sales")


def test_an_unknown_role_is_refused_with_the_known_ones():
    with pytest.raises(CommandError, match="invalid choice: 'boss'"):
        said("create_user", "ines", "--role", "boss")


def test_a_key_stands_alone_on_stdout():
    secret = said(
        "create_api_key", "billing", "--scope", "signals:write", "--scope", "accounts:write",
        "--source", "/billing/acme", "--network", "192.0.2.0/24", "--expires", "2027-06-30",
    ).removesuffix("\n")  # fmt: skip
    key = ApiKey.objects.get(secret_hash=secret_hash(secret))
    assert (key.scopes, key.sources) == (["accounts:write", "signals:write"], ["/billing/acme"])
    assert (key.networks, str(key.expires_at)) == (["192.0.2.0/24"], "2027-06-30 00:00:00+00:00")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--scope", "acces:read"], "Unknown scopes: acces:read. Choose from: signals:write"),
        (["--scope", "access:read", "--expires", "tomorrow"], "'tomorrow' is no time"),
        (["--scope", "access:read", "--network", "x"], "write such as 192.0.2.0/24"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_one_line(arguments: list[str], complaint: str):
    with pytest.raises(CommandError, match=complaint):
        said("create_api_key", "billing", *arguments)


def test_somebody_who_lost_everything_is_let_in_again():
    person("omar")
    password = said("let_user_in", "omar").removesuffix("\n")
    assert User.objects.get(username="omar").check_password(password)
    with pytest.raises(CommandError, match="nobody called 'nobody'"):
        said("let_user_in", "nobody")
