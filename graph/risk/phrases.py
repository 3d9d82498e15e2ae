"""How are counts, shares, rarities and dates said? Short, fair, concrete (the product's way of writing).

Pure; every sentence of evidence is built from these, so that a number is always said the same way.
"""

from datetime import UTC, datetime
from functools import lru_cache

DAY = 86_400
SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()


def number(count: int) -> str:
    """`three`, `44`, `5,360`: words up to twelve."""
    return SMALL[count] if 0 < count < len(SMALL) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """`one account`, `three accounts`, `412 accounts`."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def start(text: str) -> str:
    """A sentence begins with a capital."""
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    """`54 %`; below one per cent `under 1 %`."""
    return "under 1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def one_in(rarity: float) -> str:
    """`one in 40,000`, rounded to two figures; nothing pretends to more precision."""
    whole = max(1, round(rarity))
    digits = len(str(whole))
    rounded = round(whole, 2 - digits) if digits > 2 else whole
    return f"one in {rounded:,}"


def day(seconds: int) -> str:
    """`18 Nov 2026`, in UTC: evidence is read years later."""
    return _days(seconds // DAY, seconds // DAY)


def days(first: int, last: int) -> str:
    """`12–19 Sep 2026`, `12 Sep – 3 Oct 2026`, `18 Nov 2025 – 3 Jan 2026`, `18 Nov 2026`."""
    return _days(first // DAY, last // DAY)


@lru_cache(maxsize=10_000)  # a derivation says the same few thousand spans a hundred thousand times
def _days(first: int, last: int) -> str:
    a, b = datetime.fromtimestamp(first * DAY, UTC), datetime.fromtimestamp(last * DAY, UTC)
    end = f"{b.day} {b:%b %Y}"
    if a == b:
        return end
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{end}"
    return f"{a.day} {a:%b} – {end}" if a.year == b.year else f"{a.day} {a:%b %Y} – {end}"
