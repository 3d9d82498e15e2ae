"""Which accounts came one after another? What was suspended is a pool; those who joined afterwards are the next one.

Pure. *Dwell* is how long a pool worked before it was decided about, *re-entry* how long the next one took to come.
Who was there before a suspension and was left out of it belongs to no pool.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


@dataclass(frozen=True, slots=True)
class Suspension:
    """Accounts of a network that one decision suspended and that are suspended still."""

    decision: str
    case: str
    at: datetime
    accounts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pool:
    """Accounts that worked at the same time; `decision` and `case` are empty while nobody has decided about it.

    `alike`: how many accounts outside the network look like it, the first of them since `alike_since`; it is watched
    until `watched_until`, None where nobody watches.
    """

    number: int
    accounts: int
    first_exchange: datetime | None
    decided_at: datetime | None = None
    decision: str = ""
    case: str = ""
    re_entry: timedelta | None = None
    alike: int = 0
    alike_since: datetime | None = None
    watched_until: datetime | None = None

    @property
    def dwell(self) -> timedelta | None:
        """From its first exchange to the decision; None while one of them is unknown."""
        if self.first_exchange is None or self.decided_at is None:
            return None
        return max(timedelta(0), self.decided_at - self.first_exchange)

    @property
    def name(self) -> str:
        """`Second pool`."""
        return f"{ORDINALS[self.number - 1]} pool" if self.number <= len(ORDINALS) else f"Pool {self.number}"


def pools(suspensions: Sequence[Suspension], first: Mapping[int, datetime], members: frozenset[int]) -> list[Pool]:
    """The pools of a network, oldest first; none before the first suspension.

    `first`: each account's first exchange. `members`: the network as it stands, the suspended among them.
    """
    found: list[Pool] = []
    decided: frozenset[int] = frozenset()
    for one in sorted(suspensions, key=lambda one: one.at):
        fresh = one.accounts - decided
        if fresh:
            found.append(_pool(found, fresh, first, one))
        decided |= one.accounts
    if found:
        last = max(one.at for one in suspensions)
        joined = frozenset(account for account in members - decided if account in first and first[account] > last)
        if joined:
            found.append(_pool(found, joined, first, None))
    return found


def sentence(pool: Pool, before: Pool) -> str:
    """How soon it came: `Second pool of case_X: 12 accounts, the first of them active 9 days after 400 ….`."""
    who = "1 account" if pool.accounts == 1 else f"{pool.accounts:,} accounts"
    came = "active" if pool.accounts == 1 else "the first of them active"
    return (
        f"{pool.name} of {before.case}: {who}, {came} {span(pool.re_entry)} after {before.accounts:,} were suspended."
    )


def alike_sentence(pool: Pool) -> str:
    """Who outside looks like it: `Outside the network 28 accounts do what the first pool of case_X did, …`."""
    who = "1 account does" if pool.alike == 1 else f"{pool.alike:,} accounts do"
    since = f", since {pool.alike_since.day} {pool.alike_since:%b %Y}" if pool.alike_since else ""
    return f"Outside the network {who} what the {pool.name.lower()} of {pool.case} did or held{since}."


def span(length: timedelta | None) -> str:
    """`9 days`, `less than a day`."""
    if length is None:
        return "some time"
    days = length.days
    return "less than a day" if days < 1 else "1 day" if days == 1 else f"{days:,} days"


def _pool(
    earlier: Sequence[Pool], accounts: frozenset[int], first: Mapping[int, datetime], by: Suspension | None
) -> Pool:
    begun = min((first[account] for account in accounts if account in first), default=None)
    before = earlier[-1].decided_at if earlier else None
    return Pool(
        number=len(earlier) + 1,
        accounts=len(accounts),
        first_exchange=begun,
        decided_at=by.at if by else None,
        decision=by.decision if by else "",
        case=by.case if by else "",
        re_entry=begun - before if begun is not None and before is not None and begun > before else None,
    )
