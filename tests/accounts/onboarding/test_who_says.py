"""What do register, customer and document say of Harbour, of Petra's share, and of Mina?"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.onboarding.claims import Claims, NamedParty
from accounts.onboarding.comparing import Cell, Row, Verdict, compare
from accounts.onboarding.opening import claims_of
from accounts.onboarding.reading import Reading, ReadShare
from accounts.onboarding.who_says import Paper, Voices, fields, masked_tax, short_name, widened
from tests.applicants import harbour_applies, mina_applies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
REGISTER = Reading(
    read_at=AT,
    source="Handelsregister",
    name="Harbour Analytics GmbH",
    number="HRB 184220",
    address="Hafenstraße 12a, 20459 Hamburg, DE",
    incorporated_on="2021-05-04",
    directors=("Anna Weiss", "Joerg Brandt"),
)
PASSPORT = Reading(read_at=AT, name="BRANDT JOERG", number="C01X00T47", born_on="1979-08-02")


def listed(*shares: tuple[str, str]) -> Paper:
    read = tuple(ReadShare(owner, Decimal(share), Decimal(share)) for owner, share in shares)
    return Paper("shareholder_list", "", Reading(read_at=AT, issued_on="2024-02", shares=read))


def harbour() -> Claims:
    return claims_of(harbour_applies())


def rows_of(claims: Claims, *papers: Paper, **rest: object) -> dict[str, Row]:
    voices = Voices(claims, (REGISTER,), papers, **rest)  # type: ignore[arg-type]  # a test names what it changes
    return {row.key: row for row in map(compare, fields(voices))}


def text(cell: Cell) -> str:
    return "".join(piece.text for piece in cell.pieces)


def test_harbour_agrees_but_for_its_new_house_number_and_how_joerg_is_spelled():
    rows = rows_of(harbour(), Paper("passport", "p1", PASSPORT))
    verdicts = {key: row.verdict.words for key, row in rows.items()}
    assert verdicts == {
        "legal_name": "Agree",
        "register": "Agree",
        "registered_address": "Small",
        "incorporated": "Agree",
        "tax_id": "not compared",
        "director.p1": "Spelling",
        "share.p2": "not compared",
        "share.p3": "not compared",
        "born.p1": "Agree",
        "identity.p1": "Agree",
        "volume": "not compared",
    }
    assert text(rows["incorporated"].customer) == "4 May 2021"
    assert text(rows["tax_id"].customer) == "DE 136 ••• 976"
    assert (text(rows["identity.p1"].document), rows["director.p1"].document.remark) == (
        "••\u00a0T47",
        "passport ••\u00a0T47",
    )
    assert rows["share.p3"].register.remark == "not in this register"
    assert rows["share.p3"].document.remark == "no document"


def test_a_list_that_names_another_share_decides_where_the_answer_hangs_on_it():
    rows = rows_of(harbour(), listed(("Nordkai Holding GmbH", "60"), ("P. Lindqvist", "1")), decides="p3")
    assert rows["share.p2"].verdict is Verdict.AGREE
    assert rows["share.p3"].verdict is Verdict.DECIDES
    rows = rows_of(harbour(), listed(("Petra Lindqvist", "21")), decides="p3")
    assert (rows["share.p3"].verdict, text(rows["share.p3"].document)) == (Verdict.DECIDES, "21 %")
    assert rows["share.p3"].document.remark == "of February 2024"


def test_what_can_be_true_is_as_wide_as_customer_and_list_are_apart():
    claims = widened(harbour(), [listed(("Petra Lindqvist", "19.5"))])
    found = {stake.owner: (stake.share_min, stake.share_max) for stake in claims.owners_of()}
    assert found == {"p2": (Decimal(60), Decimal(60)), "p3": (Decimal("19.5"), Decimal(30))}


def test_before_it_is_opened_the_table_compares_and_names_nobody():
    rows = rows_of(harbour(), Paper("passport", "p1", PASSPORT), opened=False)
    shown = " ".join(
        f"{row.label} {text(row.register)} {text(row.customer)} {text(row.document)}" for row in rows.values()
    )
    assert not [word for word in ("Brandt", "Joerg", "Lindqvist", "Nordkai", "1979") if word in shown]
    assert rows["director.p1"].verdict is Verdict.SPELLING
    assert (rows["share.p3"].label, text(rows["legal_name"].customer)) == ("P. L.’s share", "Harbour Analytics GmbH")


def test_a_second_register_speaks_where_the_first_is_silent_and_is_named():
    voices = Voices(harbour(), (Reading(read_at=AT, source="GLEIF", name="Harbour Analytics GmbH"), REGISTER))
    rows = {field.key: field for field in fields(voices)}
    assert rows["legal_name"].register.remark == ""
    assert rows["register"].register.remark == "Handelsregister"


def test_mina_is_compared_with_her_card_and_with_nothing_of_a_company():
    card = Reading(read_at=AT, name="Mina Okafor", number="X4RTBPFW4", born_on="1991-12-09")
    voices = Voices(claims_of(mina_applies()), (), (Paper("identity_card", "p1", card),))
    verdicts = {row.key: row.verdict.words for row in map(compare, fields(voices))}
    assert verdicts == {"name.p1": "Agree", "born.p1": "Agree", "identity.p1": "Agree", "volume": "not compared"}


def test_a_company_is_short_by_its_first_word_and_a_tax_number_shows_its_ends():
    parties: dict[str, NamedParty] = {party.key: party for party in harbour().parties}
    assert [short_name(parties[key]) for key in ("p2", "p3")] == ["Nordkai", "P. Lindqvist"]
    assert [masked_tax(number) for number in ("DE136695976", "12345678", "")] == ["DE 136 ••• 976", "•••", ""]
