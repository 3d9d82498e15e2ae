"""Harbour and Mina look at every page of their own applications; a company with twenty owners costs no more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.onboarding.claims import Party
from tests.accounts.onboarding.entrance import Applicant
from tests.applicants import Named, application, harbour_answers, harbour_applies, mina_applies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        ("step/company/", "HRB 184220"),
        ("step/ownership/", "Kofi Adeyemi 51 %, Sealine Capital Ltd 49 %"),
        ("step/ownership/?party=p3", 'value="1978"'),
        ("step/ownership/?party=p2", "Who owns Nordkai Holding GmbH?"),
        ("step/documents/", "A passport, identity card or residence permit of Jörg Brandt"),
        ("step/use/", "Germany, Denmark, Netherlands"),
        ("step/review/", "3 things are missing"),
    ],
)
def test_harbour_sees_what_it_said(rest: str, shown: str):
    page = Applicant(harbour_applies()).get(rest)
    assert page.status_code == 200
    assert shown in page.content.decode()


@pytest.mark.parametrize("step", ["you", "documents", "use", "review"])
def test_an_individual_has_a_short_path(step: str):
    mina = Applicant(mina_applies())
    assert mina.get(f"step/{step}/").status_code == 200
    assert mina.get("step/ownership/").status_code == 404


def test_nobody_has_said_anything_yet():
    fresh = Applicant(application())
    assert fresh.get().url.endswith("/step/company/")
    assert "Not declared" in fresh.get("step/ownership/").content.decode()


def test_the_link_resumes_where_something_is_missing():
    assert Applicant(harbour_applies()).get().url.endswith("/step/documents/")


@pytest.mark.parametrize("step", ["ownership", "review"])
def test_twenty_owners_cost_as_many_questions_as_two(step: str):
    def asked(owners: int) -> int:
        named = [Named("person", Party(name=f"Owner {one}"), ("owner",), (("", 5, 5),)) for one in range(owners)]
        visitor = Applicant(application(harbour_answers(), tuple(named)))
        visitor.get()  # the first request of a link leaves a line
        with CaptureQueriesContext(
            connection,
        ) as questions:
            assert visitor.get(f"step/{step}/").status_code == 200
        return len([one for one in questions if "staff_cache" not in one["sql"]])  # counting tries tidies up by itself

    assert asked(2) == asked(20)
