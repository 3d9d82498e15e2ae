"""What does an evaluation say? The shape of `report.json`: keys are promises, figures are counted by `measures`.

Every share comes with its hits, what they are a share of, and a 95 % interval. `watch`, `review` and `limit` mean *at
that level or above*.
"""

import msgspec

from graph.evaluation.pairs import Pairs
from graph.evaluation.proportions import Share

VERSION = 2


class Dataset(msgspec.Struct, kw_only=True):
    """What was replayed. `preset` and `seed` are known of simulated worlds; `left_out`: only the truth names them."""

    folder: str
    preset: str | None
    seed: int | None
    accounts: int
    signals: int
    exchanges: int
    first_day: str | None
    last_day: str | None
    labelled: int
    hostile: int
    operators: int
    unlabelled: int
    left_out: int
    complaints: dict[str, int]


class Run(msgspec.Struct, kw_only=True):
    """Where and when, by which code. `peak_mb` is this program's memory; the database has its own."""

    date: str
    commit: str | None
    machine: str
    python: str
    policy_version: int
    every_days: int
    replayed_days: int
    seconds: float
    peak_mb: int

    @property
    def at_the_end(self) -> bool:
        """Was everything derived once, when the world was over? Then nothing is known of when somebody was found."""
        return self.every_days > 1 and self.every_days >= self.replayed_days


class Level(msgspec.Struct):
    """At a level or above: how many accounts with a label, how many of them rightly; of the hostile and the honest."""

    level: str
    flagged: int
    precision: Share
    recall: Share
    honest: Share


class Together(msgspec.Struct):
    """Pairs at a level or above."""

    level: str
    pairs: Pairs


class Operator(msgspec.Struct, kw_only=True):
    """How much of one operator was found, in how many networks, and what it had got away with by then."""

    operator: str
    kind: str
    accounts: int
    exchanges: int
    found: Share
    networks: int
    largest_network: Share
    first_exchange: str | None
    first_review: str | None
    dwell_days: int | None
    exchanges_before: int
    exchanges_before_share: float | None


class Group(msgspec.Struct):
    """Some accounts by what they truly are, and how many of them stand where."""

    name: str
    accounts: int
    watch: Share
    review: Share
    limit: Share


class Soon(msgspec.Struct):
    """Of the hostile accounts first seen at least so many days before the end: how many had come to review by then."""

    days: int
    review: Share


class Curves(msgspec.Struct, kw_only=True):
    """Hostile accounts by requests a day while they worked, requests in all, cover (where known), days of data."""

    a_day: list[Group]
    in_all: list[Group]
    mundane: list[Group]
    days: list[Soon]


class Spent(msgspec.Struct, kw_only=True):
    """Of all exchanges of campaigns: those made before their first review, and before the asking account's own.

    Days from first exchange to review, over the accounts that came to it.
    """

    by_campaigns: Share
    by_accounts: Share
    median_days: float | None
    most_days: int | None


class Missed(msgspec.Struct):
    """How many hostile accounts stand below review for a reason; each under the first that fits."""

    reason: str
    accounts: int


class Found(msgspec.Struct, kw_only=True):
    """How much was found, over accounts and over pairs."""

    levels: list[Level]
    networks: list[Together]

    def level(self, name: str) -> Level:
        """The figures at one level."""
        return next(one for one in self.levels if one.level == name)

    def pairs(self, level: str) -> Pairs:
        """The pairs at one level."""
        return next(one.pairs for one in self.networks if one.level == level)


class Ablation(Found, kw_only=True):
    """What would be found without one family or rule; `without` names it, empty for the policy as it is."""

    without: str
    sentence: str


class Technique(msgspec.Struct):
    """Victims of one technique: how far it moved them, in bits; how many of them `beyond_bound`, half a bit."""

    technique: str
    victims: int
    review: Share
    limit: Share
    median_bits: float
    most_bits: float
    beyond_bound: int


class Baseline(msgspec.Struct):
    """A simpler rule on the same accounts; `pairs` where it makes groups."""

    name: str
    sentence: str
    flagged: int
    precision: Share
    recall: Share
    pairs: Pairs | None


class Report(Found, kw_only=True):
    """The whole. `kinds` and `groups` are of honest accounts; `hostile` (kinds), `shapes` and `cells` of campaigns."""

    version: int = VERSION
    dataset: Dataset
    run: Run
    operators: list[Operator]
    spent: Spent
    curves: Curves
    missed: list[Missed]
    kinds: list[Group]
    groups: list[Group]
    hostile: list[Group]
    shapes: list[Group]
    cells: list[Group]
    victims: list[Technique]
    baselines: list[Baseline]
    ablations: list[Ablation]


def encoded(report: Report) -> bytes:
    """As it stands in a file."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def decoded(raw: bytes) -> Report:
    """Back from a file. Raises `msgspec.DecodeError` for anything else."""
    return msgspec.json.decode(raw, type=Report)
