"""What does an evaluation say? The shape of `report.json`: keys are promises, figures are counted by `measures`.

Every share comes with its hits, what they are a share of, and a 95 % interval. `watch`, `review` and `limit` mean *at
that level or above*.
"""

import msgspec

from graph.evaluation.pairs import Pairs
from graph.evaluation.proportions import Share

VERSION = 1


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


class Level(msgspec.Struct):
    """At a level or above: how many accounts with a label, how many of them rightly, and how many of the hostile."""

    level: str
    flagged: int
    precision: Share
    recall: Share


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


class Report(msgspec.Struct, kw_only=True):
    """The whole. `kinds` and `groups` are of honest accounts, `hostile` (by kind) and `cells` of campaigns."""

    version: int = VERSION
    dataset: Dataset
    run: Run
    levels: list[Level]
    networks: Pairs
    operators: list[Operator]
    kinds: list[Group]
    groups: list[Group]
    hostile: list[Group]
    cells: list[Group]
    victims: list[Technique]
    baselines: list[Baseline]

    def level(self, name: str) -> Level:
        """The figures at one level."""
        return next(one for one in self.levels if one.level == name)


def encoded(report: Report) -> bytes:
    """As it stands in a file."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def decoded(raw: bytes) -> Report:
    """Back from a file. Raises `msgspec.DecodeError` for anything else."""
    return msgspec.json.decode(raw, type=Report)
