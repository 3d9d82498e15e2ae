"""What does Harbour type, and what of it is read, mended or sent back with a sentence?"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.onboarding import fields
from accounts.onboarding.claims import Address
from accounts.policy.defaults import Onboarding
from kycrisk.lib.wording import Flaw, said

TODAY = date(2026, 11, 24)
NUMBERS = Onboarding()


@pytest.mark.parametrize(
    "name",
    [
        "Jörg Brandt",
        "Sinéad O'Connor",
        "Siobhán O’Neill-Śmith",
        "José María de la Cruz y Núñez",
        "Suharto",
        "李小龍",
        "Αλέξης Παπαδόπουλος",
        "Иван Петров",
        "محمد بن سلمان",
        "علی‌رضا",
        "श्रीमती क्‍षमा",
        "நா. முத்துக்குமார்",
        "Nguyễn Thị Ánh",
        "김민준",
        "ǃXóõ ǀXam",
        "Smith, John Jr.",
        "R. Prasad S/O K. Rao",
        "Ng (吳) Wai Man",
        "Henry 8th",
    ],
)
def test_names_of_every_script_are_names(name: str):
    assert fields.person_name(name) == name


@pytest.mark.parametrize(
    ("written", "mending"),
    [
        ("12345", "Write the name in letters"),
        ("---", "Write the name in letters"),
        ("Jörg\x07Brandt", "invisible"),
        ("Jörg \u202etdnarB", "invisible"),
        ("Bra\u200bndt", "invisible"),
        ("Bra\u200dndt", "invisible"),
        ("Bra\u2060ndt", "invisible"),
        ("Brandt\u3164", "invisible"),
        ("B" + "\u0315" * 5 + "randt", "too many accents"),
        ("<b>Brandt</b>", "Leave out <"),
        ("Jörg 😀", "Leave out 😀"),
        ("jorg@harbour.example", "Leave out @"),
        ("B" * 201, "200 characters at most; this is 201"),
    ],
)
def test_what_is_no_name_is_sent_back(written: str, mending: str):
    with pytest.raises(Flaw, match=mending):
        fields.person_name(written)


def test_marks_that_come_along_when_text_is_copied_are_dropped():
    assert fields.person_name("  \ufeffJörg\u00a0 Bra\u00adndt\u200f ") == "Jörg Brandt"
    assert fields.person_name("Jo\u0308rg") == "Jörg"
    assert fields.person_name("  ") == ""


@pytest.mark.parametrize(
    "name", ["Harbour Analytics GmbH", "3M", "C&A", "Yahoo! Inc.", "株式会社デンソー", "1+1 AG", "ООО «Ромашка»"]
)
def test_names_of_companies_hold_signs_and_figures(name: str):
    assert fields.company_name(name) == name


@pytest.mark.parametrize("written", ["???", "<script>", "Har\u202ebour"])
def test_what_is_no_company_is_sent_back(written: str):
    with pytest.raises(Flaw):
        fields.company_name(written)


@given(st.text())
def test_no_text_breaks_a_reader_of_names(text: str):
    try:
        read = fields.person_name(text)
    except Flaw:
        return
    assert fields.person_name(read) == read
    assert read.isprintable() or any(joiner in read for joiner in "\u200c\u200d")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("14", "6", "1978"), "1978-06-14"),
        (("", "05", "2021"), "2021-05"),
        (("", "", " 2021 "), "2021"),
        (("29", "2", "2024"), "2024-02-29"),
        (("", "", ""), ""),
    ],
)
def test_a_date_keeps_its_precision(typed: tuple[str, str, str], read: str):
    assert fields.partial_date(*typed) == read


@pytest.mark.parametrize(
    ("typed", "mending"),
    [
        (("14", "6", "78"), "1980 instead of 80"),
        (("14", "6", ""), "year with four digits"),
        (("14", "", "1978"), "Enter the month too"),
        (("14", "13", "1978"), "month as a number from 1 to 12"),
        (("14", "June", "1978"), "month as a number from 1 to 12"),
        (("0", "6", "1978"), "day as a number from 1 to 31"),
        (("31", "6", "1978"), "only 30 days"),
        (("29", "2", "2023"), "only 28 days"),
        (("1", "1", "0978"), "year with four digits"),
        (("1", "1", "²²²²"), "year with four digits"),
    ],
)
def test_an_impossible_date_says_why(typed: tuple[str, str, str], mending: str):
    with pytest.raises(Flaw, match=mending):
        fields.partial_date(*typed)


@pytest.mark.parametrize(
    ("typed", "mending"),
    [
        (("25", "11", "2026"), "in the future"),
        (("25", "11", "2010"), "younger than 16"),
        (("24", "11", "1905"), "older than 120"),
        (("", "6", "1978"), "day, month and year"),
    ],
)
def test_a_birth_date_is_that_of_a_living_adult(typed: tuple[str, str, str], mending: str):
    with pytest.raises(Flaw, match=mending):
        fields.birth_date(*typed, today=TODAY, numbers=NUMBERS)


def test_the_sixteenth_birthday_is_enough_and_the_policy_may_say_otherwise():
    assert fields.birth_date("24", "11", "2010", today=TODAY, numbers=NUMBERS) == "2010-11-24"
    with pytest.raises(Flaw, match="younger than 18"):
        fields.birth_date("24", "11", "2010", today=TODAY, numbers=Onboarding(youngest=18))


def test_companies_are_founded_by_today_and_documents_valid_from_today():
    assert fields.incorporation_date("", "11", "2026", today=TODAY) == "2026-11"
    assert fields.incorporation_date("", "", "1602", today=TODAY) == "1602"
    with pytest.raises(Flaw, match="future"):
        fields.incorporation_date("25", "11", "2026", today=TODAY)
    with pytest.raises(Flaw, match="future"):
        fields.incorporation_date("", "12", "2026", today=TODAY)
    assert fields.expiry_date("24", "11", "2026", today=TODAY) == "2026-11-24"
    with pytest.raises(Flaw, match="expired"):
        fields.expiry_date("23", "11", "2026", today=TODAY)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("33,3", "33.3"),
        ("33.3 %", "33.3"),
        ("100%", "100"),
        ("1/3", "33.3333"),
        ("25 percent", "25"),
        ("0.0001", "0.0001"),
    ],
)
def test_a_share_is_read_as_people_write_it(written: str, read: str):
    assert fields.share(written) == Decimal(read)


@pytest.mark.parametrize(
    ("written", "mending"),
    [
        ("", "percent as a number"),
        ("half", "percent as a number"),
        ("1e2", "percent as a number"),
        ("-5", "percent as a number"),
        ("1/0", "percent as a number"),
        ("100.1", "100 % at most"),
        ("3/2", "100 % at most"),
        ("0", "more than 0"),
        ("0.00001", "more than 0"),
    ],
)
def test_what_is_no_share_is_sent_back(written: str, mending: str):
    with pytest.raises(Flaw, match=mending):
        fields.share(written)


def test_a_range_goes_upwards():
    assert fields.share_range("22", "30") == (Decimal(22), Decimal(30))
    assert fields.share_range("25–50 %") == (Decimal(25), Decimal(50))
    assert fields.share_range("25 to 50") == (Decimal(25), Decimal(50))
    assert fields.share_range("", "30") == (Decimal(0), Decimal(30))
    with pytest.raises(Flaw, match="smaller share first"):
        fields.share_range("30", "22")
    with pytest.raises(Flaw, match="where the range ends"):
        fields.share_range("30")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("40000", 40_000),
        ("40,000", 40_000),
        ("40.000", 40_000),
        ("1 200 000", 1_200_000),
        ("40k", 40_000),
        ("2M", 2_000_000),
    ],
)
def test_a_volume_is_read(written: str, read: int):
    assert fields.requests_per_day(written) == read


@pytest.mark.parametrize("written", ["", "many", "-1", "0", "40.5", "4,00", "1,200.000", "9" * 16, "9999999999m"])
def test_what_is_no_volume_is_sent_back(written: str):
    with pytest.raises(Flaw, match="Enter"):
        fields.requests_per_day(written)


@pytest.mark.parametrize(
    ("reader", "written", "read"),
    [
        (fields.iban, "de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (fields.bic, "deutdeff", "DEUTDEFF"),
        (fields.lei, "5493 001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
        (fields.country, "uk", None),
        (fields.country, "Germany", "DE"),
        (fields.country, "deu", "DE"),
        (fields.country, "fr", "FR"),
        (fields.country, "Atlantis", None),
        (fields.jurisdiction, "us-de", "US-DE"),
        (fields.jurisdiction, "Estonia", "EE"),
        (fields.iban, "DE88370400440532013000", None),
        (fields.iban, "DE8937040044053201300", None),
        (fields.iban, "XX89370400440532013000", None),
        (fields.bic, "DEUT", None),
        (fields.lei, "5493001KJTIIGC8Y1R13", None),
        (fields.lei, "5493", None),
        (fields.email, "j.brandt@Harbour-Analytics.example", "j.brandt@harbour-analytics.example"),
        (fields.email, "j.brandt", None),
        (fields.document_number, "c01x 00t47", "C01X00T47"),
        (fields.document_number, "c01x;00", None),
        (fields.website, "harbour-analytics.example", "https://harbour-analytics.example"),
        (fields.website, "HTTP://Harbour.example:8080/De?x=1#top", "http://harbour.example:8080/De?x=1"),
        (fields.website, "münchen.example", "https://xn--mnchen-3ya.example"),
        (fields.website, "office@harbour.example", None),
        (fields.website, "javascript://harbour.example", None),
        (fields.website, "https://me:secret@harbour.example", None),
        (fields.website, "https://127.0.0.1/", None),
        (fields.website, "https://[::1]/", None),
        (fields.website, "localhost", None),
        (fields.website, "our website", None),
        (fields.website, "https://harbour.example:99999", None),
    ],
)  # fmt: skip
def test_other_fields_are_read_or_refused(reader: Callable[[str], str], written: str, read: str | None):
    if read is None:
        with pytest.raises(Flaw) as refused:
            reader(written)
        assert str(refused.value).endswith(".")
    else:
        assert reader(written) == read
    assert reader("") == ""


def test_a_phone_number_is_read_in_its_country():
    assert fields.phone("040 123456", "DE") == "+4940123456"
    with pytest.raises(Flaw, match="with its country"):
        fields.phone("040 123456")


def test_countries_are_named_once():
    assert fields.countries(["DE", "Denmark", "de", "", "NL"]) == ("DE", "DK", "NL")


def test_an_address_is_read_part_by_part():
    typed = Address(lines=" Hafenstraße  12 \n\n Hof 2", city=" Hamburg", postal_code="e16 2ab", country="germany")
    assert fields.address(typed) == Address(
        lines="Hafenstraße 12\n\nHof 2", city="Hamburg", postal_code="E16 2AB", country="DE"
    )
    with pytest.raises(Flaw, match="at most"):
        fields.address(Address(city="x" * 101))


def test_whose_mailbox_is_it():
    assert fields.email_host("Jörg <j@Harbour.example") == "harbour.example"
    assert fields.domain_of("https://www.harbour.co.uk/about") == "harbour.co.uk"
    assert fields.domain_of("") == ""
    assert fields.is_public_mail("GMX.de")
    assert fields.is_public_mail("mail.gmx.de")
    assert not fields.is_public_mail("harbour.example")
    assert fields.is_disposable("mailinator.com")
    assert not fields.is_disposable("harbour.example")
    assert not fields.is_disposable("")


def test_a_flaw_can_be_said_in_another_language():
    with pytest.raises(Flaw) as refused:
        fields.person_name("x" * 300)
    params: dict[str, Any] = refused.value.params
    assert said("höchstens %(most)s Zeichen", params) == "höchstens 200 Zeichen"
    assert said(refused.value.msgid, params) == str(refused.value)
