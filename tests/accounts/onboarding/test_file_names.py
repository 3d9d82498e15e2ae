"""What is left of a name that was made to mislead?"""

import pytest

from accounts.onboarding.file_names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Registerauszug Hafen.pdf", "Registerauszug Hafen.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\Users\\jb\\Ausweis.jpg", "Ausweis.jpg"),
        ("extract.pdf\x00.exe", "extract.pdf.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u2069\u200b\ufeff.png", "a.png"),
        ("line\none\r\n.pdf", "lineone.pdf"),
        ("..", "file"),
        ("", "file"),
        ("\u202e\x00", "file"),
        ("登記事項証明書.pdf", "登記事項証明書.pdf"),
        ("سجل تجاري.pdf", "سجل تجاري.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("a   b.pdf", "a b.pdf"),
        ("\ud800lone.pdf", "lone.pdf"),
    ],
)
def test_what_misleads_is_taken_out(name: str, left: str):
    assert clean_name(name) == left


def test_a_long_name_keeps_its_ending():
    short = clean_name("ä" * 4_000 + ".pdf")
    assert len(short) == LONGEST
    assert short.endswith("ä.pdf")
    assert clean_name("b" * 4_000) == "b" * LONGEST
