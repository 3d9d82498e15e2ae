"""What may be shown of a contact?"""

import pytest

from accounts.parties.contact import Contact, masked_email, masked_name, masked_phone

MARA = Contact("lark@larkspur-data.example", "+442079460017", "Mara Voss", "1 Quay St, London")


def test_a_mask_tells_two_apart_and_gives_nothing_away():
    assert MARA.masked() == Contact("l••••@larkspur-data.example", "+44 •••• ••17", "M•••• V••••", "••••")


@pytest.mark.parametrize(
    ("email", "mask"),
    [("", ""), ("a@harbour.example", "••••@harbour.example"), ("ab@harbour.example", "••••@harbour.example")],
)
def test_a_short_local_part_is_hidden_altogether(email: str, mask: str):
    assert masked_email(email) == mask


def test_what_is_no_phone_number_is_masked_as_well():
    assert masked_phone("12345") == "•••• ••45"
    assert masked_phone("") == ""


def test_a_long_name_looks_like_a_short_one():
    assert masked_name("Al Bo") == masked_name("Alessandra Bonaventura")


def test_what_was_sealed_comes_back_and_later_fields_are_ignored():
    assert Contact.from_text(MARA.to_text()) == MARA
    assert Contact.from_text('{"email": "a@b.example", "fax": "1"}') == Contact("a@b.example")
    assert Contact().to_text() == "{}"
