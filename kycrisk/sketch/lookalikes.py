"""Which letters only look Latin? Swapped in, they hide a template from a machine and from nobody else.

A word is read as Latin if a Latin letter stands in it, or if it consists of look-alikes alone in a mostly Latin text
that has no word of the other alphabet: so a Russian text stays as it is, and so do the Russian words of an English one.
"""

import re

# Cyrillic, Greek, Armenian and Latin letters whose usual form is that of a plain Latin one; after case folding.
LOOKALIKES: dict[str, str] = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0432\u043a\u043c\u043d\u0442"
        "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3"
        "\u0585\u057d\u0570\u0578\u0581\u0131\u0251\u0261",
        "aeopcyxijshdqwlbkmhtaeiknoptuxyouhngiag",
        strict=True,
    )
)
_TABLE = str.maketrans(LOOKALIKES)
_WORD = re.compile(r"[^ ]+")
_LATIN = re.compile(r"[a-z]")
_ANOTHERS = re.compile(rf"(?![{''.join(LOOKALIKES)}])[\u0370-\u058f]")
"""Greek, Cyrillic and Armenian letters that look like no Latin one."""


def as_latin(folded: str) -> str:
    """A folded text whose disguised words are written in Latin letters. Linear time."""
    latin = len(_LATIN.findall(folded))
    if not latin:
        return folded
    is_only_latin = 2 * latin > len(folded) - folded.count(" ") and not _ANOTHERS.search(folded)

    def undisguised(word: re.Match[str]) -> str:
        written = word[0]
        if _LATIN.search(written) or (is_only_latin and LOOKALIKES.keys() >= set(written)):
            return written.translate(_TABLE)
        return written

    return _WORD.sub(undisguised, folded)
