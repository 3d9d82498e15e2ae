"""Petra Lindqvist is herself however she writes her name; nobody else is her."""

import pytest

from accounts.onboarding.claims import Address, Identity, Party
from accounts.onboarding.prints import address_print, document_print, email_print, person_print, register_print
from accounts.onboarding.texts import words

PETRA = Party(name="Petra Lindqvist-Åström", born_on="1978-06-14")


@pytest.mark.parametrize(
    "name",
    [
        "PETRA LINDQVIST-ÅSTRÖM",
        "Lindqvist Åström, Petra",
        "Petra  Lindqvist A\u030astro\u0308m",
        "\uff30etra Lindqvist Åström",
    ],
)
def test_the_same_person_is_met_again(name: str):
    assert person_print(Party(name=name, born_on="1978-06-14")) == person_print(PETRA)


@pytest.mark.parametrize(
    "other",
    [Party(name="Petra Lindqvist", born_on="1978-06-14"), Party(name="Petra Lindqvist-Åström", born_on="1978-06-15")],
)
def test_somebody_else_is_not(other: Party):
    assert person_print(other) != person_print(PETRA)


@pytest.mark.parametrize("born_on", ["", "1978", "1978-06"])
def test_a_name_without_a_day_of_birth_is_nobody_in_particular(born_on: str):
    assert person_print(Party(name="Petra Lindqvist-Åström", born_on=born_on)) is None


def test_a_document_is_its_number_at_its_issuer():
    passport = document_print(Identity(type="passport", number="C01X 00T47", issuer="DE"))
    assert passport == document_print(Identity(type="identity_card", number="c01x00t47", issuer="de"))
    assert passport != document_print(Identity(type="passport", number="C01X00T47", issuer="AT"))
    assert document_print(Identity(number="C01X00T47")) is None


def test_a_company_is_its_number_at_its_register():
    assert register_print("DE", "HRB 184220") == register_print("de", "hrb184220")
    assert register_print("DE", "HRB 184220") != register_print("AT", "HRB 184220")
    assert register_print("DE", " ") is None


def test_a_mailbox_has_no_capitals_and_is_no_register_number():
    assert email_print("J.Brandt@Harbour.example") == email_print("j.brandt@harbour.example")
    assert email_print("") is None


def test_letters_of_any_script_keep_their_marks():
    assert words("प्रिया शर्मा") == ["प्रिया", "शर्मा"]
    assert words("O’Neil, \uff21da!") == ["o", "neil", "ada"]


def test_a_place_is_the_same_however_it_is_laid_out_and_a_town_is_no_place():
    written = Address(lines="Hafenstraße 12", city="Hamburg", postal_code="20459", country="DE")
    again = Address(lines="12, HAFENSTRASSE", city="20459 Hamburg", country="DE")
    assert address_print(written) == address_print(again) is not None
    assert address_print(written) != address_print(Address(lines="Hafenstraße 21", city="20459 Hamburg", country="DE"))
    assert address_print(Address(city="Hamburg", country="DE")) is None
