"""Do a document and the form say the same?

In the room: Harbour's register extract and Jörg Brandt's passport, read by a reviewer; a passport that ran out; a woman
whose passport shows a middle name; a forged extract.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from accounts.onboarding.check_facts import Facts
from accounts.onboarding.check_rules import findings
from accounts.onboarding.reading import Reading
from tests.accounts.onboarding.judged import NOW, harbour_facts, says, with_party

EXTRACT, PASSPORT = "doc_register_extract", "doc_passport"
READ_PASSPORT = {
    "name": "BRANDT JÖRG",
    "number": "C01X00T47",
    "born_on": "1979-08-02",
    "expires_on": "2031-02-28",
}


def read(document: str, **fields: Any) -> Facts:
    return harbour_facts(seen={document: Reading(read_by=1, read_at=NOW, **fields)})


def test_until_somebody_compared_them_nothing_is_proven() -> None:
    assert says(harbour_facts(), "document_consistency", PASSPORT)[0] == "pending"
    assert says(harbour_facts(), "document_consistency", EXTRACT)[0] == "pending"


def test_a_passport_that_shows_what_was_typed_passes_until_it_runs_out() -> None:
    facts = read(PASSPORT, **READ_PASSPORT)
    assert says(facts, "document_consistency", PASSPORT) == ("passed", "The document shows what was typed.")
    until = [one.valid_until for _, one in findings(facts, ["document_consistency"]) if one.subject == PASSPORT]
    assert until == [datetime(2031, 2, 28, 23, 59, 59, 999999, UTC)]


@pytest.mark.parametrize(
    ("field", "value", "result", "words"),
    [
        ("number", "c01x-00t47", "passed", "shows"),
        ("number", "C01X00T48", "failed", "number"),
        ("born_on", "1979-08", "passed", "shows"),  # as far as both are precise
        ("born_on", "1979-08-03", "failed", "birth date"),
        ("expires_on", "2030-02-28", "failed", "end of validity"),
        ("name", "Jörg Michael Brandt", "unclear", "name"),
        ("name", "Vera Larkspur", "failed", "name"),
        ("name", "", "passed", "shows"),
    ],
)
def test_each_field_of_a_passport_is_compared(field: str, value: str, result: str, words: str) -> None:
    said = says(read(PASSPORT, **{**READ_PASSPORT, field: value}), "document_consistency", PASSPORT)
    assert said[0] == result
    assert words in said[1]


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"name": "Harbour Analytics GmbH", "number": "HRB 184220", "incorporated_on": "2021-05-04"}, "passed"),
        ({"name": "HARBOUR ANALYTICS", "number": "HRB 184220"}, "unclear"),
        ({"name": "Harbour Analytics GmbH", "number": "HRB 184220", "incorporated_on": "2024-05-04"}, "failed"),
        ({"address": "Hafenstr. 12, 20459 Hamburg"}, "unclear"),
        ({"address": "20459 Hamburg, Hafenstrasse 12, DE"}, "passed"),
    ],
)
def test_each_field_of_an_extract_is_compared(fields: dict[str, str], result: str) -> None:
    assert says(read(EXTRACT, **fields), "document_consistency", EXTRACT)[0] == result


def test_a_passport_that_ran_out_fails_before_anybody_looked() -> None:
    identity = harbour_facts().claims.party("p1").said.identity
    old = with_party(harbour_facts(), "p1", identity=type(identity)("passport", "C01X00T47", "DE", "2026-11-23"))
    assert says(old, "document_consistency", PASSPORT) == ("failed", "The document ran out on 2026-11-23.")


def test_only_documents_that_can_be_compared_have_a_row() -> None:
    rows = [one.subject for _, one in findings(harbour_facts(), ["document_consistency"])]
    assert rows == [EXTRACT, PASSPORT]


# The specimen of ICAO 9303 part 4, appendix A.
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (SPECIMEN.replace("7408122", "7408123"), "The check digit of"),
        (SPECIMEN, "is not the one typed"),
        ("IDD<<", "The machine readable zone does not fit."),
    ],
)
def test_a_machine_readable_zone_that_does_not_fit_is_for_a_person(zone: str, words: str) -> None:
    identity = harbour_facts().claims.party("p1").said.identity
    facts = with_party(harbour_facts(), "p1", identity=replace(identity, mrz=zone))
    result, sentence = says(facts, "document_consistency", PASSPORT)
    assert result == "unclear"
    assert words in sentence
