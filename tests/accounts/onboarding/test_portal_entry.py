"""Who gets in by a link? Harbour does; whoever guesses, comes late or asks too often reads why not."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.onboarding.models import ApplicationLink
from kycrisk.lib.logs import WithoutKeys
from tests import world
from tests.accounts.onboarding.entrance import Applicant
from tests.applicants import harbour_applies

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Applicant:
    return Applicant(harbour_applies())


def test_a_guess_finds_nothing_and_soon_nothing_at_all(harbour: Applicant):
    world.policy(onboarding={"guesses_per_hour": 2})
    guesses = [Client().get(f"/apply/guess{number}/").status_code for number in range(3)]
    assert guesses == [404, 404, 429]
    assert harbour.get().status_code == 429


@pytest.mark.parametrize("change", ["revoked_at", "expires_at"])
def test_a_link_that_is_over_says_whom_to_ask_and_shows_nothing(harbour: Applicant, change: str):
    ApplicationLink.objects.update(**{change: timezone.now() - timedelta(seconds=1)})
    page = harbour.get("step/company/")
    assert page.status_code == 410
    assert "who invited you" in page.content.decode()
    assert "Harbour" not in page.content.decode()


def test_too_many_requests_keep_what_was_typed(harbour: Applicant):
    world.policy(onboarding={"requests_per_hour": 1})
    harbour.get("step/company/")
    page = harbour.post("step/company/", {"identity-legal_name": "Harbour Analytics SE", "go": "next"})
    assert page.status_code == 429
    assert 'value="Harbour Analytics SE"' in page.content.decode()
    assert harbour.get("step/company/").status_code == 429


def test_no_page_is_kept_and_no_address_leaves(harbour: Applicant):
    page = harbour.get("step/company/")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "strict-origin"
    assert "https://" not in page.content.decode().replace("https://harbour-analytics.example", "")


@pytest.mark.parametrize("path", ["/apply/SECRET/step/company/", "/apply/confirm/SECRET/", "/appeal/SECRET/"])
def test_a_log_line_has_no_key(path: str):

    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    WithoutKeys().filter(line)
    assert "SECRET" not in line.getMessage()
