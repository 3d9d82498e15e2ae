"""What do people read, and is it kept as they read it? Noor reads Jörg's passport and looks into the register."""

from datetime import date

import pytest
from django.test import Client

from accounts.journal.models import Entry
from accounts.onboarding.actions import reject
from accounts.onboarding.actions_reading import read_document, register_of
from accounts.onboarding.document_words import words_of
from accounts.onboarding.models import Application, Document
from accounts.onboarding.reading import Reading
from accounts.onboarding.reading_forms import OF_A_REGISTER, SAYS, ReadingForm, typed_again
from accounts.review.actions import claim
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.read_room import PAPERS
from tests.accounts.onboarding.room import handed_in, seen, the_case
from tests.world import by, person

pytestmark = pytest.mark.django_db
# The specimen of ICAO Doc 9303 part 4, appendix B.
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture
def harbour() -> Application:
    return handed_in()


def passport(harbour: Application) -> Document:
    return harbour.documents.get(kind="passport")


def errors(kind: str, **typed: str) -> dict[str, list[str]]:
    form = ReadingForm(SAYS[kind], typed)
    form.is_valid()
    return {name: [str(one) for one in said] for name, said in form.errors.items()}


def test_what_was_read_is_kept_with_its_reader_and_the_end_of_its_validity(harbour: Application):
    read_document(by=by("noor"), document=passport(harbour), read=PAPERS["passport"])
    kept = words_of(passport(harbour)).reading
    assert (kept.name, kept.read_by) == ("Jörg Brandt", person("noor").pk)
    assert passport(harbour).expires_on == date(2031, 2, 28)
    line = Entry.objects.get(verb="document.read")
    assert line.detail["fields"] == ["name", "number", "expires_on", "born_on"]
    assert "Brandt" not in str(line.detail)


def test_nothing_is_read_into_an_application_that_was_answered(harbour: Application):
    claim(by=by("ines"), case=the_case(harbour))
    reject(by=by("ines"), application=harbour, reason="terms", note="a shell", seen=seen(harbour))
    with pytest.raises(Refused, match="stands as it is"):
        read_document(by=by("noor"), document=passport(harbour), read=Reading(name="Jörg Brandt"))
    with pytest.raises(Refused, match="may not decide cases"):
        read_document(by=by("sam"), document=passport(harbour), read=Reading(name="Jörg Brandt"))


def test_a_register_is_typed_in_and_kept_beside_the_application(harbour: Application):
    noor, address = Client(), f"/applications/{harbour.application}/register/"
    noor.force_login(person("noor"))
    refused = noor.post(address, {"source": "Handelsregister", "incorporated_on": "yesterday"})
    assert "Enter a date such as 2021-05-04" in refused.content.decode()
    typed = {"name": "Harbour Analytics GmbH", "shares": "Petra Lindqvist: 22-30 %", "directors": "Jörg Brandt"}
    noor.post(address, {"source": "Handelsregister", "incorporated_on": "4.5.2021", **typed})
    kept = register_of(harbour)
    assert (kept.source, kept.incorporated_on, kept.directors) == ("Handelsregister", "2021-05-04", ("Jörg Brandt",))
    assert typed_again(kept)["shares"] == "Petra Lindqvist: 22-30 %"


def test_before_the_reason_is_given_nobody_is_shown_what_was_read(harbour: Application):
    read_document(by=by("noor"), document=passport(harbour), read=PAPERS["passport"])
    noor, document = Client(), passport(harbour)
    noor.force_login(person("noor"))
    address = f"/applications/{harbour.application}/documents/{document.document}/"
    assert noor.get(f"{address}reading/").headers["Location"] == address
    noor.post(address, {"reason": "Comparing the passport with the form"})
    assert 'value="Jörg Brandt"' in noor.get(f"{address}reading/").content.decode()


def test_a_wrong_check_digit_has_to_be_in_the_document_itself():
    wrong = ZONE.replace("L898902C36", "L898902C37")
    assert errors("passport", mrz=ZONE) == {}
    assert "check digit of the document number does not fit" in errors("passport", mrz=wrong)["mrz"][0]
    assert errors("passport", mrz=wrong, as_printed="on") == {}
    assert "in full" in errors("passport", mrz=ZONE[:40])["mrz"][0]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("shares", "Petra Lindqvist 22 %", "Put a colon"),
        ("shares", "Petra Lindqvist: a lot", "share"),
        ("issued_on", "last spring", "2021-05-04"),
        ("directors", "\n".join(["Jörg"] * 61), "at most 60 lines"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(name: str, typed: str, told: str):
    assert told in errors("register_extract", **{name: typed})[name][0]


def test_a_name_of_a_register_alone_says_nothing():
    form = ReadingForm(OF_A_REGISTER, {"source": "Companies House"})
    assert not form.is_valid()
    assert form.non_field_errors() == ["Type at least one thing that stands there."]
