"""Does what an account says of itself agree with what it pays, connects and asks? Pure.

Facts for a person to weigh, without bits: travellers, remote teams and companies with a neighbour's card are ordinary,
and what no list can place is not known, never guessed. Only an account that is registered, paid and used in three
different countries, none of them another's, carries a mark of a shell company (`apart`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from accounts.policy.detection import Recommend
from accounts.review.evidence import Fact, Group, Line, Pack
from graph.risk.phrases import counted, number, percent, start

type Standing = Literal["ordinary", "unusual", "unknown"]

# One market: companies bank, hire and register across these borders every day (EEA, Switzerland).
SINGLE_MARKET: Final = frozenset(
    "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the record says: countries (ISO 3166-1 alpha-2, empty: not said), and requests a day that were announced."""

    country: str = ""
    jurisdiction: str = ""
    headquarters: str = ""
    requests_per_day: int | None = None

    @property
    def homes(self) -> tuple[str, ...]:
        """Where it says it is, each country once."""
        said = (self.jurisdiction[:2], self.headquarters, self.country)
        return tuple(dict.fromkeys(country for country in said if country))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was observed lately.

    `issuers`: payments by the country of the card's bank. `networks`: days on addresses of a country; None without a
    list of countries. `unplaced`: days on addresses the list does not know. `passing`: days through VPN, Tor or
    hosting, which are nobody's home. `disowned`: payments that the holder of the card said were not theirs.
    """

    issuers: Mapping[str, int]
    networks: Mapping[str, int] | None = None
    unplaced: int = 0
    passing: int = 0
    requests_per_day: float = 0.0
    disowned: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact beside what was declared: a label, what was seen in short, a sentence, and whether it is unusual."""

    label: str
    shown: str
    sentence: str
    standing: Standing = "ordinary"


def compared(declared: Declared, seen: Seen, rules: Recommend) -> list[Compared]:
    """Every fact in the order a person asks for them."""
    return [
        _says(declared),
        _pays(declared, seen, rules),
        _connects(declared, seen, rules),
        _asks(declared, seen, rules),
        *_disowned(seen),
    ]


def apart(declared: Declared, seen: Seen, rules: Recommend) -> str:
    """The sentence of an account that is registered, paid and used in three different countries; empty for others.

    Where one of the three is not known, or any two have a country in common, there is nothing to say.
    """
    homes = set(declared.homes)
    paid, used = usual(seen.issuers, rules), usual(seen.networks or {}, rules)
    if not (homes and paid and used) or homes & {*paid, *used} or {*paid} & {*used}:
        return ""
    return f"Registered in {_list(declared.homes)}, paid from {_list(paid)}, used from {_list(used)}."


def usual(counts: Mapping[str, int], rules: Recommend) -> tuple[str, ...]:
    """The countries with a fair share of what was counted, most first: a journey or a new card is not one of them."""
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    return tuple(country for country in ranked if counts[country] >= rules.usual_country_share * total)


def pack(account: str, facts: list[Compared], sentence: str) -> Pack:
    """What a reviewer reads when the three countries differ: context, no bits, and what would explain it."""
    lines = [
        Line("countries_apart", "payment", sentence, "One mark of a shell company; it counts no bits.", None, "context")
    ]
    lines += [
        Line("fact", "payment", fact.sentence, "", None, "context") for fact in facts if fact.standing == "unusual"
    ]
    return Pack(
        headline=f"{account}: registered, paid and used in three countries",
        summary=f"{sentence} Its identity is not proven yet.",
        recommendation="watch",
        score=0.0,
        bits=0.0,
        groups=[Group("owns", 0.0, lines)],
        speaks_for=[
            "A founder abroad, a parent company that pays, or a team elsewhere would explain it: ask before you judge.",
        ],
        facts=[Fact(fact.label, fact.shown) for fact in facts],
    )


def _says(declared: Declared) -> Compared:
    homes = declared.homes
    if not homes:
        return Compared("Says it is in", "not said", "It has not said where it is.", "unknown")
    if len(homes) == 1:
        return Compared("Says it is in", homes[0], f"It says that it is in {homes[0]}.")
    parts = [
        f"registered in {declared.jurisdiction[:2]}" if declared.jurisdiction else "",
        f"led from {declared.headquarters}" if declared.headquarters else "",
        f"signed up from {declared.country}" if declared.country else "",
    ]
    return Compared("Says it is in", _list(homes), f"{start(', '.join(part for part in parts if part))}.")


def _pays(declared: Declared, seen: Seen, rules: Recommend) -> Compared:
    label, paid = "Pays from", usual(seen.issuers, rules)
    if not paid:
        return Compared(label, "not known", "No payment named the country of its bank.", "unknown")
    count, where = counted(sum(seen.issuers.values()), "payment"), _list(paid)
    said = f"{start(count)} lately, by cards or accounts of {where}."
    if not declared.homes or set(paid) & set(declared.homes):
        return Compared(label, where, said)
    if {*paid, *declared.homes} <= SINGLE_MARKET:
        return Compared(label, where, f"{said} A bank in a neighbouring country is ordinary inside the single market.")
    return Compared(label, where, f"{said} It says that it is in {_list(declared.homes)}.", "unusual")


def _connects(declared: Declared, seen: Seen, rules: Recommend) -> Compared:
    label = "Connects from"
    if seen.networks is None:
        return Compared(label, "not known", "There is no list that says which country an address is in.", "unknown")
    hidden = f" {start(counted(seen.passing, 'day'))} through VPN, Tor or hosting say nothing." if seen.passing else ""
    used = usual(seen.networks, rules)
    if not used:
        return Compared(label, "not known", f"No address of its own could be placed.{hidden}", "unknown")
    days, others = sum(seen.networks.values()), len(seen.networks) - len(used)
    said = f"{start(counted(days, 'day'))} with addresses of {_list(used)}"
    said += f", and on the way of {counted(others, 'other country', 'other countries')}." if others else "."
    where = _list(used)
    if not declared.homes or set(used) & set(declared.homes):
        return Compared(label, where, f"{said}{hidden}")
    if set(used) & set(usual(seen.issuers, rules)):
        return Compared(label, where, f"{said} That is where it pays from.{hidden}")
    return Compared(label, where, f"{said} It says that it is in {_list(declared.homes)}.{hidden}", "unusual")


def _asks(declared: Declared, seen: Seen, rules: Recommend) -> Compared:
    label, rate = "Asks a day", seen.requests_per_day
    shown, announced = f"{rate:,.0f}", declared.requests_per_day
    if announced is None:
        return Compared(label, shown, f"{shown} requests a day lately; it announced no number.", "unknown")
    if rate <= rules.volume_factor * announced:
        return Compared(label, shown, f"{shown} requests a day lately, of {announced:,} announced.")
    times = percent(rate / max(1, announced))
    return Compared(label, shown, f"{shown} requests a day lately: {times} of the {announced:,} announced.", "unusual")


def _disowned(seen: Seen) -> list[Compared]:
    if not seen.disowned:
        return []
    sentence = f"The holder of a card disowned {counted(seen.disowned, 'payment')}; the card may have been stolen."
    return [Compared("Disowned", number(seen.disowned), sentence, "unusual")]


def _list(countries: tuple[str, ...]) -> str:
    """`DE`, `DE and FR`, `DE, FR and 2 more`."""
    if len(countries) > 3:
        return f"{', '.join(countries[:2])} and {len(countries) - 2} more"
    return " and ".join(part for part in (", ".join(countries[:-1]), countries[-1]) if part)
