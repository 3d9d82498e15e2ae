"""Are the machine readable lines of the specimens of Doc 9303 read, and is every mistyped one noticed?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.onboarding.mrz import Mrz, check_digit, flaws, read
from kycrisk.lib.wording import Flaw

# The specimens of Utopia in Doc 9303, parts 4 to 7.
TD3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
TD2 = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]
TD1 = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
LONG = ["I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"]
VISA = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"]
TODAY = date(2026, 11, 24)


def parts(mrz: Mrz) -> list[str]:
    return [flaw.params["part"] for flaw in flaws(mrz) if "part" in flaw.params]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("lines", "form", "document", "number", "checks"),
    [
        (TD3, "TD3", "P", "L898902C3", 5),
        (TD2, "TD2", "I", "D23145890", 4),
        (TD1, "TD1", "I", "D23145890", 4),
        (VISA, "TD3", "V", "L8988901C", 3),
    ],
)
def test_a_specimen_is_read_and_fits(lines: list[str], form: str, document: str, number: str, checks: int):
    mrz = read(lines)
    assert (mrz.form, mrz.document, mrz.number, mrz.issuer) == (form, document, number, "UTO")
    assert (mrz.surnames, mrz.given_names, mrz.sex) == ("ERIKSSON", "ANNA MARIA", "F")
    assert flaws(mrz) == ()
    assert len(mrz.checks) == checks


def test_a_long_number_goes_on_where_the_optional_part_begins():
    mrz = read(LONG)
    assert mrz.number == "D23145890734"
    assert parts(mrz) == []


def test_lines_may_be_typed_with_spaces_and_small_letters():
    assert read(" \n".join(TD3).lower().replace("<<<<", "<< <<") + "\n\n") == read(TD3)


@pytest.mark.parametrize(
    ("line", "at", "part"),
    [
        (1, 3, "the document number"),
        (1, 14, "the birth date"),
        (1, 24, "the date of expiry"),
        (1, 30, "the personal number"),
    ],
)
def test_a_mistyped_part_is_named(line: int, at: int, part: str):
    wrong = [*TD3]
    wrong[line] = wrong[line][:at] + ("1" if wrong[line][at] != "1" else "2") + wrong[line][at + 1 :]
    assert parts(read(wrong)) == [part, "the lines as a whole"]


@given(which=st.sampled_from([TD1, TD2, TD3]), at=st.integers(0, 43), by=st.integers(1, 9))
def test_every_wrong_digit_of_the_second_line_is_noticed(which: list[str], at: int, by: int):
    line = which[1]
    at %= len(line)
    if line[at].isdecimal():
        wrong = f"{line[:at]}{(int(line[at]) + by) % 10}{line[at + 1 :]}"
        assert parts(read([which[0], wrong, *which[2:]]))


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "Anna Maria Eriksson",
        TD3[0],
        [TD3[0], TD3[1][:-1]],
        [*TD2, TD2[0]],
        [TD3[0], TD2[1]],
        [TD3[0], TD3[1].replace("L", "Ł")],
    ],
)
def test_what_is_no_such_zone_is_refused_with_the_way_out(lines: str | list[str]):
    with pytest.raises(Flaw, match="Type"):
        read(lines)


def test_dates_have_a_century_and_the_precision_that_is_known():
    mrz = read(TD3)
    assert (mrz.born_on(TODAY), mrz.expires_on) == ("1974-08-12", "2012-04-15")
    assert mrz._replace(born="21<<<<").born_on(TODAY) == "2021"
    assert mrz._replace(born="2612<<").born_on(TODAY) == "1926-12"
    impossible = flaws(mrz._replace(born="741399", expires="ABCDEF"))
    assert [str(flaw)[:20] for flaw in impossible] == ["The date of expiry i", "The birth date is no"]


def test_a_name_that_fills_its_field_may_go_on():
    assert not read(TD3).short_name
    assert read(["P<UTO" + "A" * 20 + "<<" + "B" * 17, TD3[1]]).short_name


def test_the_check_digit_of_the_standard():
    assert check_digit("D23145890734") == 9
