"""What does a visitor, and what does a machine, see when something goes wrong?"""

import logging

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from kycrisk import failures

pytestmark = pytest.mark.django_db


def test_an_unknown_page_says_so_in_words(client: Client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/nowhere/", "/access/v1/nowhere", "/.well-known/nowhere"])
def test_an_unknown_machine_address_is_a_problem(client: Client, path: str):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors"}


def test_a_fragment_gets_a_problem_that_the_page_can_show(client: Client):
    answer = client.get("/nowhere/", headers={"HX-Request": "true"})
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("error", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413)])
def test_what_cannot_be_read_is_told_apart_from_what_is_too_large(rf: RequestFactory, error: Exception, status: int):
    assert failures.bad_request(rf.post("/api/v1/x"), error).status_code == status


def test_a_fault_of_ours_shows_a_reference_and_logs_no_body(rf: RequestFactory, caplog: pytest.LogCaptureFixture):
    request = rf.post("/api/v1/x", data=b'{"prompt": "MARKER"}', content_type="application/json")
    with caplog.at_level(logging.ERROR):
        answer = failures.server_error(request)
    reference = answer.content.decode().split("Reference: ")[1].split(".")[0]
    assert answer.status_code == 500
    assert reference in caplog.text
    assert "MARKER" not in caplog.text + answer.content.decode()


def test_a_failure_is_told_without_asking_the_database(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
):
    request: HttpRequest = rf.get("/queue/")
    with django_assert_num_queries(0):
        assert failures.server_error(request).status_code == 500


def test_a_form_that_is_too_old_is_refused_in_words():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/login/", {"login": "ines", "password": "x"})
    assert (answer.status_code, "no longer valid" in answer.content.decode()) == (403, True)
