"""Who is in the room: the staff of `make run`, each with a password, and their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.staff.models import User
from tests.world import person

PASSWORD = "a long walk by the harbour"
type LogIn = Callable[[str], Client]


def with_password(username: str) -> User:
    """A member of staff who can log in."""
    user = person(username)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A hash that is slow on purpose would only slow the tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def log_in(db: None) -> LogIn:
    """The browser of somebody who is logged in, without having gone through the page."""

    def logged_in(username: str) -> Client:
        browser = Client()
        browser.force_login(person(username))
        return browser

    return logged_in
