"""Who sees what of Harbour's and Larkspur's applications? Every route that names one × everybody × own and foreign.

The table is generated from the rules in `who_may`, the routes are found: one that is added later is in it.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from accounts.onboarding.actions_document import take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Document
from accounts.staff.models import User
from tests.accounts.onboarding.files import pdf_pages
from tests.accounts.onboarding.stored import files
from tests.accounts.onboarding.two_applying import ASKED, DRAFT, two_applying
from tests.accounts.onboarding.who_may import Question, expected, questions
from tests.accounts.routes import ROUTES, Route, things
from tests.applicants import harbour_applies
from tests.world import person, policy

pytestmark = pytest.mark.django_db


def asked(question: Question) -> str:
    """What the answer is; whatever it did is undone."""
    question.visitor.come()
    before = transaction.savepoint_create()
    try:
        return question.answer()
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("state", [DRAFT, ASKED])
def test_everybody_sees_what_the_rules_say_and_nothing_else(state: str):
    policy(onboarding={"guesses_per_hour": 100_000, "requests_per_hour": 100_000})
    table = [(question, expected(question)) for question in questions(*two_applying(state))]
    told = [(question, rule, asked(question)) for question, rule in table]
    deviations = [f"{question}: {said}, should be {rule}" for question, rule, said in told if said != rule]
    assert not deviations, "\n".join([f"{len(deviations)} of {len(table)}", *deviations])


# -- sales and documents


@pytest.fixture
def passport() -> Document:
    """Jörg Brandt's, in the application that Sam himself brought in."""
    made = harbour_applies()
    upload = SimpleUploadedFile("Reisepass-Brandt-7731.pdf", pdf_pages(1))
    return take_document(by=applicant(made), application=made, upload=upload, kind="passport", party_key="p1")


def addresses(route: Route, document: Document) -> Iterator[str]:
    """The route with the document's id where it belongs, in each other place, and behind a question mark."""
    named = {**things(route, "ines"), "application": document.application.application, "document": document.document}
    query = f"?document={document.document}&application={document.application.application}&page=1"
    yield route.address(named) + query
    for name in route.parameters:
        yield route.address({**named, name: document.document})


def told(answer: Any) -> bytes:
    """Everything an answer says: its body, streamed or not, and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(body) + repr(dict(answer.headers)).encode()


def test_sales_come_to_no_document_by_any_address(passport: Document):
    sam = Client()
    drawings = [file.read_bytes()[:64] for file in files()]
    planted = [b"Reisepass-Brandt", passport.stored_as.encode(), b"C01X00T47", b"1979-08-02", *drawings]
    pages = [route for route in ROUTES if route.permission and "logout" not in route.pattern]
    User.objects.filter(pk=person("sam").pk).update(password="usable")
    sam.force_login(person("sam"))
    found = []
    for route, method in product(pages, ("GET", "POST")):
        before = transaction.savepoint_create()
        for address in addresses(route, passport):
            answer = sam.generic(method, address)
            said = told(answer)
            shown = [word for word in planted if word in said]
            is_file = answer.headers.get("Content-Type", "").startswith(("image/", "application/pdf"))
            let_in = "document" in route.parameters and answer.status_code < 400 and "token" not in route.parameters
            found += [f"{method} {address}: {answer.status_code}"] * bool(shown or is_file or let_in)
        transaction.savepoint_rollback(before)
    assert found == []


def test_what_is_stored_has_no_address(passport: Document):
    sam = Client()
    sam.force_login(person("sam"))
    names = [file.relative_to(file.parents[1]) for file in files()] + [passport.stored_as]
    tried = [f"/{folder}{name}" for folder, name in product(("media/documents/", "documents/", "static/", ""), names)]
    assert {sam.get(address).status_code for address in tried} == {404}
