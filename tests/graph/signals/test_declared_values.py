"""Harbour writes its own particulars in several ways; the café's regulars have mailboxes at public providers."""

import pytest

from graph.signals.emails import email_domain
from graph.signals.phones import phone_number
from graph.signals.postal import postal_address
from kycrisk.lib.domains import host_of, private_domain, registrable_domain


@pytest.mark.parametrize(
    "public",
    [
        "ann@gmail.com",
        "bo@yahoo.co.uk",
        "cy@qq.com",
        "di@Hotmail.FR",
        "ed@t-online.de",
        "flo@proton.me",
        "gus@mail.ru",
        "hana@naver.com",
        "ivo@privaterelay.appleid.com",
        "joe@docomo.ne.jp",
    ],
)
def test_a_public_mailbox_says_nothing(public: str) -> None:
    assert email_domain(public) is None


@pytest.mark.parametrize("disposable", ["x@mailinator.com", "x@yopmail.com", "x@sub.mailinator.com"])
def test_a_disposable_mailbox_says_nothing(disposable: str) -> None:
    assert email_domain(disposable) is None


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("ines@harbour.example", "harbour.example"),
        (" Ines@Mail.Harbour.Example ", "harbour.example"),
        ("ops@eu.harbour.co.uk", "harbour.co.uk"),
        ("ops@bücher.de", "xn--bcher-kva.de"),
        ('"odd@local"@harbour.com', "harbour.com"),
        ("ci@harbour.github.io", "harbour.github.io"),
    ],
)
def test_a_company_mailbox_stands_for_the_registered_domain(written: str, domain: str) -> None:
    assert email_domain(written) == domain


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "harbour.com",
        "@harbour.com",
        "ines@",
        "ines@co.uk",
        "ines@a..b",
        "a b@harbour.com",
        "ines@" + "x" * 300 + ".com",
        "ines@harbour.com/path",
        "ines@localhost",
        "ines@[203.0.113.9]",
    ],
)
def test_what_is_no_address_says_nothing(nonsense: str) -> None:
    assert email_domain(nonsense) is None


def test_web_addresses_and_hosts_come_down_to_one_domain() -> None:
    written = ["https://www.Harbour.co.uk/about?x=1", "harbour.co.uk", "shop.harbour.co.uk:8443/", "//harbour.co.uk."]
    assert {registrable_domain(host_of(text) or "") for text in written} == {"harbour.co.uk"}
    assert private_domain("outlook.com") is None


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("+353 86 123 4567", None, "+353861234567"),
        ("086 123 4567", "IE", "+353861234567"),
        ("00353861234567", "IE", "+353861234567"),
        ("086 123 4567", None, None),
        ("12", "IE", None),
        ("call me", None, None),
        ("", None, None),
    ],
)
def test_a_phone_number_is_written_one_way(written: str, country: str | None, number: str | None) -> None:
    assert phone_number(written, country=country) == number


def test_an_address_is_the_same_however_it_is_laid_out() -> None:
    written = ["12 Harbour Street,\nDublin 2", "12, HARBOUR STREET; dublin 2", "12 Hárbour Street Dublin ２"]
    assert {postal_address(text) for text in written} == {"12 harbour street dublin 2"}


@pytest.mark.parametrize("nonsense", ["", "-", "n/a", "unknown", "....", "12 A"])
def test_too_little_text_names_no_place(nonsense: str) -> None:
    assert postal_address(nonsense) is None
