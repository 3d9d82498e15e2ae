"""Is Harbour's register number one of its country, and do those of other lands fit their registers?"""

import pytest
from stdnum import get_cc_module

from accounts.onboarding.registers import CHECKED, EXAMPLES, SHAPED, registration_number
from accounts.onboarding.taxes import OTHERS, tax_id
from kycrisk.lib.wording import Flaw

MISTYPED = "look for a mistyped"


@pytest.mark.parametrize(
    ("country", "written", "read"),
    [
        ("DE", "HRB 184220", "HRB 184220"),
        ("DE", "hrb184220 b", "HRB 184220 B"),
        ("DE", "Amtsgericht Hamburg HRB 184220", "Hamburg HRB 184220"),
        ("DE", "HRB 184220, Amtsgericht Hamburg", "Hamburg HRB 184220"),
        ("GB", "1234567", "01234567"),
        ("GB", "sc 12345", "SC012345"),
        ("GB", "OC301540", "OC301540"),
        ("NL", "KvK 12345678", "12345678"),
        ("FR", "552 008 443", "552008443"),
        ("FR", "RCS Paris B 552 008 443", "552008443"),
        ("FR", "732 829 320 00074", "73282932000074"),
        ("EE", "12345678", "12345678"),
        ("PL", "KRS 0000123456", "0000123456"),
        ("PL", "192598184", "192598184"),
        ("SE", "556123-4567", "5561234567"),
        ("NO", "988 077 917", "988077917"),
        ("FI", "2077474-0", "20774740"),
        ("DK", "CVR-nr. 13585628", "13585628"),
        ("ES", "A-13 585 625", "A13585625"),
        ("IT", "00743110157", "00743110157"),
        ("IT", "MI-1234567", "MI-1234567"),
        ("AT", "FN 122119m", "122119m"),
        ("CH", "CHE-100.155.212", "CHE100155212"),
        ("BE", "0403.019.261", "0403019261"),
        ("AU", "ACN 004 085 616", "004085616"),
        ("AU", "ABN 83 914 571 673", "83914571673"),
        ("NZ", "9429039098740", "9429039098740"),
        ("NZ", "1234567", "1234567"),
        ("BR", "16.727.230/0001-97", "16727230000197"),
        ("IN", "U72200KA2013PTC097389", "U72200KA2013PTC097389"),
        ("CN", "91110000600037341L", "91110000600037341L"),
        ("JP", "5-8356-7825-6246", "5835678256246"),
        ("KR", "116-82-00276", "1168200276"),
        ("SG", "197401143C", "197401143C"),
        ("CZ", "25123891", "25123891"),
        ("PT", "501 964 843", "501964843"),
        ("RO", "J40/1234/2005", "J40/1234/2005"),
        ("RU", "1022200525819", "1022200525819"),
        ("TW", "00501503", "00501503"),
        ("ZA", "2012/123456/07", "2012/123456/07"),
        ("LI", "FL-0002.123.456-7", "FL-0002.123.456-7"),
        ("US-DE", "7654321", "7654321"),
        ("US-NY", "dos-1234567", "DOS-1234567"),
        # A country in no table.
        ("FJ", "rc 12/345", "RC 12/345"),
        ("DE", "  ", ""),
    ],
)
def test_a_number_is_read_as_its_register_writes_it(country: str, written: str, read: str):
    assert registration_number(written, country) == read


@pytest.mark.parametrize(
    ("country", "written", "mending"),
    [
        ("DE", "HRC 184220", "It looks like HRB 184220"),
        ("DE", "184220", "It looks like HRB 184220"),
        ("DE", "Atlantis HRB 184220", "It looks like"),
        ("GB", "XX123456", "It looks like 12345678 or SC123456"),
        ("NL", "1234567", "It looks like 12345678"),
        ("FR", "552 008 444", MISTYPED),
        ("FR", "SIREN 552 008 444", MISTYPED),
        ("EE", "12345679", MISTYPED),
        ("SE", "556123-4568", MISTYPED),
        ("NO", "988077918", MISTYPED),
        ("DK", "13585629", MISTYPED),
        ("CZ", "25123890", MISTYPED),
        ("AU", "004085617", MISTYPED),
        ("NZ", "9429039098741", "It looks like 1234567 or"),
        ("BR", "16.727.230/0001-98", MISTYPED),
        ("JP", "2835678256246", MISTYPED),
        ("SG", "197401143D", MISTYPED),
        ("IN", "X72200KA2013PTC097389", "It looks like U72200"),
        ("US-DE", "!!", "It looks like 7654321"),
        ("FJ", "no number", "as it stands in the register"),
        ("DE", "HRB\u202e184220", "invisible"),
    ],
)
def test_a_wrong_number_is_refused_with_how_to_mend_it(country: str, written: str, mending: str):
    with pytest.raises(Flaw, match=mending):
        registration_number(written, country)


def test_every_country_of_the_tables_has_what_they_promise():
    assert [
        (code, name) for code, names in CHECKED.items() for name in names.split() if not get_cc_module(code, name)
    ] == []
    assert [
        (code, name) for code, names in OTHERS.items() for name in names.split() if not get_cc_module(code, name)
    ] == []
    assert set(EXAMPLES) <= CHECKED.keys() | SHAPED.keys()


@pytest.mark.parametrize("country", sorted(EXAMPLES))
def test_an_example_is_one(country: str):
    for example in EXAMPLES[country].split(" or "):
        assert registration_number(example, country)


@pytest.mark.parametrize(
    ("country", "written", "read"),
    [
        ("DE", "DE136695976", "DE136695976"),
        ("DE", "136 695 976", "DE136695976"),
        ("DE", "181/815/0815 5", "18181508155"),
        ("GR", "094259216", "EL094259216"),
        ("FR", "FR 40 303 265 045", "FR40303265045"),
        # A German company may be registered for VAT in Ireland.
        ("DE", "IE6433435F", "IE6433435F"),
        ("GB", "GB 980 7806 84", "980780684"),
        ("US", "91-1144442", "911144442"),
        ("IN", "27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
        ("NO", "988077917", "988077917"),
        ("KY", "x-123", "X-123"),
        ("DE", "", ""),
    ],
)
def test_a_tax_number_is_read(country: str, written: str, read: str):
    assert tax_id(written, country) == read


@pytest.mark.parametrize(
    ("country", "written", "mending"),
    [
        ("DE", "DE136695977", MISTYPED),
        ("US", "abc", "Copy it from a tax letter"),
        ("KY", "none", "Copy it from a tax letter"),
        ("FR", "FR12", "not a tax number of FR"),
    ],
)
def test_a_wrong_tax_number_is_refused(country: str, written: str, mending: str):
    with pytest.raises(Flaw, match=mending):
        tax_id(written, country)
