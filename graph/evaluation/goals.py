"""What was aimed for, and what came out? The goals that worlds were made for, each beside its figure.

Pure. A goal that was missed is told with its figure; nothing reads these numbers but the reader of the page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from graph.evaluation.overview import Worlds
from graph.evaluation.report import Baseline, Level, Report
from graph.evaluation.tables import Section

type Figure = Callable[[Report], float | None]
ORGANISED = frozenset({"campus", "agency", "enterprise", "reseller"})


@dataclass(frozen=True, slots=True)
class Goal:
    """At least (`most`: at most) so much of a figure, in these worlds; none named: in every one."""

    name: str
    bound: float
    figure: Figure
    worlds: tuple[str, ...] = ()
    most: bool = False

    def reached(self, value: float) -> bool:
        """Is it?"""
        return value <= self.bound if self.most else value >= self.bound


def _precision(level: str) -> Figure:
    return lambda run: run.level(level).precision.value


def _recall(level: str) -> Figure:
    return lambda run: run.level(level).recall.value


def _honest(level: str) -> Figure:
    return lambda run: run.level(level).honest.value


def _organised_limited(run: Report) -> float:
    return float(sum(one.limit.hits for one in run.kinds if one.name in ORGANISED))


def _unbeaten(run: Report) -> float:
    """The simpler rules that do at least as well as we do at review, by the harmonic mean of precision and recall."""
    ours = _harmonic(run.level("review"))
    return float(sum(_harmonic(one) >= ours for one in run.baselines if one.flagged))


def _harmonic(found: Level | Baseline) -> float:
    precision, recall = found.precision.value or 0.0, found.recall.value or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _victims_limited(run: Report) -> float | None:
    return float(sum(one.limit.hits for one in run.victims)) if run.victims else None


def _moved(run: Report) -> float | None:
    return max((one.most_bits for one in run.victims if one.technique != "pasted"), default=None)


def _before_review(run: Report) -> float | None:
    return run.spent.by_campaigns.value if run.run.every_days == 1 else None


EVERYDAY = ("small", "headline")
GOALS = (
    Goal("precision at review", 0.98, _precision("review"), (*EVERYDAY, "hard")),
    Goal("recall at review", 0.97, _recall("review"), EVERYDAY),
    Goal("recall at review", 0.98, _recall("review"), ("hard",)),
    Goal("recall at review", 0.90, _recall("review"), ("hard_headline",)),
    Goal("recall at review", 0.95, _recall("review"), ("hard@0.01",)),
    Goal("recall at review", 0.85, _recall("review"), ("cover", "apart")),
    Goal("recall at review", 0.5, _recall("review"), ("faint",)),
    Goal("precision at limit", 0.99, _precision("limit"), EVERYDAY),
    Goal("recall at limit", 0.8, _recall("limit"), EVERYDAY),
    Goal("honest accounts at limit", 0.001, _honest("limit"), most=True),
    Goal("campus, agency, enterprise, reseller at limit", 0, _organised_limited, most=True),
    Goal("honest accounts at review", 0, _honest("review"), ("honest",), most=True),
    Goal("victims at limit", 0, _victims_limited, most=True),
    Goal("bits moved by evidence that others wrote", 0.5, _moved, most=True),
    Goal("pair precision", 0.98, lambda run: run.pairs("review").precision, (*EVERYDAY, "hard")),
    Goal("pair recall", 0.9, lambda run: run.pairs("review").recall, (*EVERYDAY, "hard")),
    Goal("pair recall", 0.8, lambda run: run.pairs("review").recall, ("hard_headline",)),
    Goal("exchanges before the first review", 0.1, _before_review, ("headline",), most=True),
    Goal("simpler rules that are as good", 0, _unbeaten, (*EVERYDAY, "hard", "cover", "faint", "apart"), most=True),
)


def goals(worlds: Worlds) -> Section:
    """Each goal that these worlds can tell of; nothing was aimed for in folders that nobody simulated."""
    said = "What the product aims for in these worlds, the mean of the runs, and how far the worst of them was."
    rows = [row for goal in GOALS for name, runs in worlds.items() for row in _told(goal, name, runs)]
    return Section("Goals", said, ("goal", "world", "aim", "found", "worst run", "reached"), rows)


def _told(goal: Goal, name: str, runs: Sequence[Report]) -> Iterator[tuple[str, ...]]:
    simulated = [run for run in runs if run.dataset.preset]
    found = [value for run in simulated if (value := goal.figure(run)) is not None]
    if not found or (goal.worlds and name not in goal.worlds):
        return
    value, worst = fmean(found), (max if goal.most else min)(found)
    aim = f"{'≤' if goal.most else '≥'} {goal.bound:g}"
    yield goal.name, name, aim, f"{value:.4g}", f"{worst:.4g}", "yes" if goal.reached(value) else "no"
