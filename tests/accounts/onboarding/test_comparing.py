"""Do register, customer and document say the same? Harbour is spelled two ways, moved to 12a, and one share decides."""

import pytest

from accounts.onboarding.comparing import Cell, Field, Kind, Row, Said, Verdict, compare, finding

AGREE, SPELLING, SMALL, DIFFERS, DECIDES, NOT = (
    Verdict.AGREE,
    Verdict.SPELLING,
    Verdict.SMALL,
    Verdict.DIFFERS,
    Verdict.DECIDES,
    Verdict.NOT_COMPARED,
)


def row(kind: Kind, register: str = "", customer: str = "", document: str = "", *, decides: bool = False) -> Row:
    return compare(Field("key", "Label", kind, Said(register), Said(customer), Said(document), decides=decides))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Jörg Brandt", "Jörg  Brandt", AGREE),
        ("HARBOUR ANALYTICS GMBH", "Harbour Analytics GmbH", AGREE),
        ("Jörg Brandt", "Joerg Brandt", SPELLING),
        ("Jörg Brandt", "Jorg Brandt", SPELLING),
        ("Brandt, Jörg", "Jörg Brandt", SPELLING),
        ("Søren Ågård", "Soeren Aagaard", SPELLING),
        ("Γεώργιος Παπαδόπουλος", "Georgios Papadopoulos", SPELLING),
        ("Сергей Иванов", "Sergey Ivanov", SPELLING),
        ("Harbour Analytics Gesellschaft mit beschränkter Haftung", "Harbour Analytics GmbH", SPELLING),
        ("Larkspur Data Limited", "Larkspur Data Ltd.", SPELLING),
        ("Petra Lindqvist", "Petra Lindquist", SMALL),
        ("Jörg Karl Brandt", "Joerg Brandt", SMALL),
        ("Harbour Analytics", "Harbour Analytics GmbH", SMALL),
        ("Harbour Analytics GmbH", "Harbour Analytics AG", DIFFERS),
        ("Harbour 1 GmbH", "Harbour 2 GmbH", DIFFERS),
        ("Jörg Brandt", "Petra Lindqvist", DIFFERS),
        ("王小明", "王小明", AGREE),
        ("王小明", "Wang Xiaoming", NOT),
    ],
)
def test_a_name_is_the_same_however_it_is_spelled(one: str, other: str, verdict: Verdict):
    assert row("name", customer=one, document=other).verdict is verdict
    assert row("name", customer=other, document=one).verdict is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Hafenstraße 12, 20459 Hamburg, DE", "hafenstraße 12,  20459 Hamburg, DE", AGREE),
        ("Hafenstraße 12, 20459 Hamburg", "Hafenstr. 12\n20459 Hamburg", SPELLING),
        ("Hafenstraße 12a, 20459 Hamburg", "Hafenstraße 12, 20459 Hamburg", SMALL),
        ("Hafenstraße 12, 20459 Hamburg, DE", "Hafenstraße 12, 20459 Hamburg", SMALL),
        ("Hafenstraße 12, 20459 Hamburg", "Hafenstraße 21, 20459 Hamburg", DIFFERS),
        ("Hafenstraße 12, 20459 Hamburg", "9 Ferry Lane, E16 2AB London, GB", DIFFERS),
        ("北京市朝阳区1号", "1 Chaoyang, Beijing", NOT),
    ],
)
def test_an_address_differs_a_little_by_its_suffix_and_plainly_by_its_number(one: str, other: str, verdict: Verdict):
    assert row("address", customer=one, document=other).verdict is verdict


@pytest.mark.parametrize(
    ("kind", "one", "other", "verdict"),
    [
        ("date", "2021-05-04", "2021", AGREE),
        ("date", "2021-05-04", "2021-05-03", DIFFERS),
        ("share", "60", "60.0", AGREE),
        ("share", "22-30", "22", SMALL),
        ("share", "22", "30", DIFFERS),
        ("number", "DE 136 695 976", "DE136695976", AGREE),
        ("number", "HRB 184220", "184220", SPELLING),
        ("number", "HRB 184220", "HRA 184220", DIFFERS),
        ("number", "HRB 184220", "HRB 184221", DIFFERS),
        ("text", "40,000 a day", "less", NOT),
    ],
)
def test_dates_shares_and_numbers_are_compared_as_what_they_are(kind: Kind, one: str, other: str, verdict: Verdict):
    assert row(kind, customer=one, document=other).verdict is verdict


def test_the_share_that_decides_says_so_until_everybody_names_the_same_one():
    assert row("share", customer="30", document="22", decides=True).verdict is DECIDES
    assert row("share", customer="22-30", document="22-30", decides=True).verdict is DECIDES
    assert row("share", customer="22", document="22", decides=True).verdict is AGREE


def test_the_worst_pair_counts_and_one_voice_alone_is_compared_with_nothing():
    assert row("name", "Jörg Brandt", "Joerg Brandt", "Petra Lindqvist").verdict is DIFFERS
    assert row("name", customer="Jörg Brandt").verdict is NOT


def marked(cell: Cell) -> list[str]:
    return [piece.text for piece in cell.pieces if piece.differs]


def test_only_the_characters_that_differ_are_marked():
    found = row("address", *(f"Hafenstraße {number}, 20459 Hamburg" for number in ("12a", "12", "12a")))
    assert (marked(found.register), marked(found.customer), marked(found.document)) == (["a"], [], ["a"])
    assert "".join(piece.text for piece in found.register.pieces) == "Hafenstraße 12a, 20459 Hamburg"
    assert marked(row("name", customer="Joerg Brandt", document="Jörg Brandt").document) == []


def test_a_share_is_marked_whole_and_so_is_what_shares_no_word():
    found = row("share", customer="30", document="22")
    assert (marked(found.customer), marked(found.document)) == (["30"], ["22"])
    other = row("name", customer="Jörg Brandt", document="Petra Lindqvist")
    assert marked(other.document) == ["Petra Lindqvist"]


def test_what_is_masked_stays_masked_although_the_whole_was_compared():
    one, other = (Said(text, shown="DE 136 ••• 976") for text in ("DE136695976", "DE136695977"))
    found = compare(Field("tax", "VAT number", "number", Said(), one, other))
    assert found.verdict is DIFFERS
    assert marked(found.document) == ["DE 136 ••• 976"]


def test_the_finding_counts_what_to_look_at_first():
    rows = [
        row("share", customer="30", document="22", decides=True),
        row("address", customer="Weg 1, 20459 Hamburg", document="Weg 1a, 20459 Hamburg"),
        row("name", customer="Jörg", document="Jörg"),
        row("text", customer="40,000"),
    ]
    assert finding(rows) == "1 difference decides, 1 is small, 2 agree or need nothing"
    assert finding(rows[2:]) == "2 agree or need nothing"
