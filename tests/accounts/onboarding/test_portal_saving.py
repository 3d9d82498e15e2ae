"""Harbour fills in on a phone and a laptop, with JavaScript and without; somebody hostile tries the same addresses."""

import re
from decimal import Decimal
from typing import Any

import pytest

from accounts.journal.models import Entry
from accounts.onboarding.models import Application, ClaimedParty
from accounts.onboarding.opening import answers_of, claims_of, said_of
from tests.accounts.onboarding.entrance import Applicant
from tests.applicants import application, harbour_applies, mina_applies

pytestmark = pytest.mark.django_db
COMPANY = {
    "identity-legal_name": "Harbour Analytics GmbH",
    "identity-jurisdiction": "DE",
    "identity-legal_form": "GmbH",
}
PETRA = {
    "p3-person-name": "Petra Lindqvist",
    "p3-person-born_on_0": "14",
    "p3-person-born_on_day": "14",
    "p3-person-born_on_month": "6",
    "p3-person-born_on_year": "1978",
    "p3-person-country": "SE",
    "p3-of-us-how": "exact",
    "p3-of-us-exact": "30",
}


@pytest.fixture
def fresh() -> Applicant:
    return Applicant(application())


@pytest.fixture
def harbour() -> Applicant:
    return Applicant(harbour_applies())


def company_of(applicant: Applicant) -> Any:
    return answers_of(applicant.now()).company


def test_a_group_is_saved_on_leaving_a_field(fresh: Applicant):
    answer = fresh.save("save/identity/", {**COMPANY, "revision": "0"})
    assert answer.status_code == 200
    assert 'id="saved"' in answer.content.decode()
    assert company_of(fresh).legal_name == "Harbour Analytics GmbH"
    assert fresh.now().company_name == "Harbour Analytics GmbH"
    line = Entry.objects.get(verb="application.saved")
    assert line.detail == {"group": "identity"}


def test_a_wrong_value_is_said_in_its_place_and_costs_no_other(harbour: Applicant):
    answer = harbour.save("save/identity/", {**COMPANY, "identity-lei": "529900WRONG"}).content.decode()
    wrong = re.search(r'id="id_identity-lei_error"[^>]*>(.*?)</div>', answer, re.DOTALL)
    assert wrong is not None
    assert "LEI" in wrong[1]
    assert company_of(harbour).lei == ""
    assert company_of(harbour).legal_form == "GmbH"


def test_without_javascript_what_was_typed_stays_and_a_list_leads_to_it(fresh: Applicant):
    page = fresh.post("step/company/", {**COMPANY, "identity-lei": "529900WRONG", "go": "next"})
    body = page.content.decode()
    assert page.status_code == 422
    assert 'value="529900WRONG"' in body
    assert 'href="#id_identity-lei"' in body
    assert 'aria-invalid="true"' in body
    assert company_of(fresh).legal_name == "Harbour Analytics GmbH"


def test_save_and_continue_goes_on_though_something_is_missing(fresh: Applicant):
    assert fresh.post("step/company/", {**COMPANY, "go": "next"}).url.endswith("/step/ownership/")
    assert fresh.post("step/company/", {**COMPANY, "go": "part:registered"}).url.endswith("?part=registered")


def test_nothing_changed_leaves_no_line(harbour: Applicant):
    assert harbour.post("step/documents/", {}).status_code in {302, 405}
    said = {"purpose-purpose": "Berth planning: delay texts for ports", "purpose-requests_per_day": "40000"}
    harbour.save("save/purpose/", {**said, "purpose-accounts": "3"})
    assert not Entry.objects.filter(verb="application.saved").exists()


@pytest.mark.parametrize(
    "name", ["A" * 10_000, "Harbour \u202eHbmG", "\x00Harbour", "<script>alert(1)</script>", "\ud83d"]
)
def test_hostile_names_are_refused_and_break_nothing(fresh: Applicant, name: str):
    typed = name.encode("utf-8", "surrogatepass").decode("latin-1")
    answer = fresh.save("save/identity/", {**COMPANY, "identity-legal_name": typed})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert company_of(fresh).legal_name != name


def test_two_devices_write_the_later_wins_and_is_told(harbour: Applicant):
    seen = str(harbour.now().revision)
    first = harbour.save(
        "save/users/", {"users-end_user_countries": "Germany", "users-resells": "no", "revision": seen}
    )
    assert "another device" not in first.content.decode()
    second = harbour.save("save/users/", {"users-end_user_countries": "NL", "users-resells": "no", "revision": seen})
    assert "another device" in second.content.decode()
    assert answers_of(harbour.now()).use.end_user_countries == ("NL",)


def test_a_card_is_saved_and_shares_that_make_too_much_are_said(harbour: Applicant):
    answer = harbour.save("party/p3/", {**PETRA, "p3-of-us-exact": "45"}).content.decode()
    assert "105 %" in answer
    stake = next(one for one in claims_of(harbour.now()).stakes if one.owner == "p3")
    assert stake.share_min == stake.share_max == Decimal(45)
    assert ClaimedParty.objects.get(application=harbour.application, key="p3").person_print is not None


def test_the_chart_is_drawn_anew_while_somebody_types_and_nothing_is_saved(harbour: Applicant):
    drawn = harbour.save("party/p3/chart/", {**PETRA, "p3-person-name": "Petra L", "p3-of-us-exact": "33"})
    assert "33 %" in drawn.content.decode()
    assert said_of(ClaimedParty.objects.get(application=harbour.application, key="p3")).name == "Petra Lindqvist"


def test_people_and_companies_come_and_go_and_keys_are_not_given_twice(fresh: Applicant):
    first = fresh.post("parties/", {"go": "add:entity:"}).url
    key = re.search(r"party=(p\d+)", first)[1]  # type: ignore[index]  # the address names the new card
    fresh.post(f"party/{key}/", {"go": f"add:person:{key}", f"{key}-entity-name": "Nordkai Holding GmbH"})
    assert [stake.owned for stake in claims_of(fresh.now()).stakes] == ["", key]
    fresh.post(f"party/{key}/", {"go": "remove"})
    assert claims_of(fresh.now()).parties == ()
    again = fresh.post("parties/", {"go": "add:person:"}).url
    assert f"party={key}#" not in again


def test_somebody_else_s_cards_and_groups_are_not_there(harbour: Applicant):
    fresh = Applicant(application())
    assert fresh.save("party/p3/", PETRA).status_code == 404
    assert fresh.save("save/nonsense/", {}).status_code == 404
    assert fresh.post("withdraw/doc_NOBODYS00001/").status_code == 404
    assert fresh.post("answer/item_NOBODYS0001/", {"text": "me"}).status_code == 404
    assert fresh.post("parties/", {"go": "add:robot:"}).status_code == 422


def test_what_was_sent_stays_as_it_was(harbour: Applicant):
    Application.objects.filter(pk=harbour.application.pk).update(
        state="submitted", submitted_at=harbour.application.created_at
    )
    assert harbour.save("save/identity/", {**COMPANY, "identity-legal_form": "AG"}).status_code == 409
    assert company_of(harbour).legal_form == "GmbH"
    assert harbour.get("step/company/").status_code == 302
    assert "Your application is with us" in harbour.get().content.decode()


def test_mina_writes_about_herself():
    mina = Applicant(mina_applies())
    mina.save(
        "save/person/", {"person-name": "Mina Okafor-Diallo", "person-country": "FR", "person-phone": "+33612345678"}
    )
    assert claims_of(mina.now()).with_role("applicant")[0].said.name == "Mina Okafor-Diallo"
