"""What hangs on a list, in a few lines: whom it concerns, who pays, how much, which contracts. Nothing is asked here.

Pure: figures of `reach` in, lines for the panel and rows of then and now for the second person out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from accounts.review.reach import Reach, amount

OWNERS_NAMED = 3
CURRENCIES_SHOWN = 3


class Line(NamedTuple):
    """A figure and its words, as `components/decide_outcome.html` shows them."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure when the list was frozen and now."""

    words: str
    then: str
    now: str

    @property
    def changed(self) -> bool:
        """Is it another one?"""
        return self.then != self.now


def lines_of(reach: Reach, paid_days: int) -> list[Line]:
    """The blast radius: always payers, money and contracts, so that nobody has to wonder about a missing line."""
    lines = [
        Line(f"{reach.payers:,}", f"{_word(reach.payers, 'card')} or bank accounts pay for them"),
        Line("paid", f"{paid(reach.paid)} in the last {paid_days} days"),
        Line(f"{reach.contracts:,}", f"on a business or enterprise plan, {reach.verified:,} verified"),
        Line(f"{reach.enterprise_owners:,}", f"enterprise {_word(reach.enterprise_owners, 'owner')}{_named(reach)}"),
    ]
    if reach.stopping:
        lines.append(Line(f"{reach.stopping:,.0f}", "exchanges a day stop"))
    return lines


def compared(then: Reach, now: Reach) -> list[Compared]:
    """The same figures when the list was frozen and now, for the second person."""
    return [
        Compared("Open, provisional or limited", _in_use(then.states), _in_use(now.states)),
        Compared("Cards and bank accounts", f"{then.payers:,}", f"{now.payers:,}"),
        Compared("Paid lately", paid(then.paid), paid(now.paid)),
        Compared("Business or enterprise plans", f"{then.contracts:,}", f"{now.contracts:,}"),
        Compared("Enterprise owners", f"{then.enterprise_owners:,}", f"{now.enterprise_owners:,}"),
        Compared("Exchanges a day", f"{then.exchanges_per_day:,.0f}", f"{now.exchanges_per_day:,.0f}"),
    ]


def paid(by_currency: Mapping[str, int]) -> str:
    """`1,240.50 USD, 90.00 EUR`; "nothing" for nothing."""
    said = [amount(currency, minor) for currency, minor in list(by_currency.items())[:CURRENCIES_SHOWN]]
    more = len(by_currency) - CURRENCIES_SHOWN
    return (", ".join(said) + (f" and {more} more currencies" if more > 0 else "")) or "nothing"


def _in_use(states: Mapping[str, int]) -> str:
    return f"{sum(states.get(state, 0) for state in ('open', 'provisional', 'limited')):,}"


def _named(reach: Reach) -> str:
    named = [f"{owner.name} ({owner.accounts:,})" for owner in reach.owners[:OWNERS_NAMED]]
    more = len(reach.owners) - OWNERS_NAMED
    rest = f" and {more:,} more" if more > 0 else ""
    return f"; proven: {', '.join(named)}{rest}" if named else ""


def _word(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
