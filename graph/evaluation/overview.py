"""What do several worlds say side by side? One row for each; then how recall grows with requests, cover and days.

Pure. Worlds are told apart by their preset, or by their folder.
"""

from collections.abc import Callable, Sequence
from statistics import fmean

from graph.evaluation.figures import mean, shares, whole
from graph.evaluation.proportions import Share
from graph.evaluation.report import Curves, Group, Report, Spent
from graph.evaluation.tables import Cells, Section

type Worlds = dict[str, list[Report]]
type Band = Callable[[Curves], list[Group]]

A_DAY = "Hostile accounts by what they asked a day between their first exchange and their last."
IN_ALL = "Hostile accounts by what they asked in all."
MUNDANE = "Hostile accounts by the share of their requests that was not their operator's script."
RECALL = " Each cell: the share of them at review or above, and how many they were."


def by_world(runs: Sequence[Report]) -> Worlds:
    """The runs of each world, in the order of their first."""
    found: Worlds = {}
    for run in runs:
        found.setdefault(run.dataset.preset or run.dataset.folder, []).append(run)
    return found


def side_by_side(worlds: Worlds) -> list[Section]:
    """Everything that is told of all worlds together."""
    found = [
        _every(worlds, "review", "Every world, at review"),
        _every(worlds, "limit", "Every world, at limit"),
        _pairs(worlds),
        _waited(worlds),
        _bands(worlds, lambda curves: curves.a_day, "Recall by requests a day", A_DAY),
        _bands(worlds, lambda curves: curves.in_all, "Recall by requests in all", IN_ALL),
        _bands(worlds, lambda curves: curves.mundane, "Recall by mundane share", MUNDANE),
        _days(worlds),
        _missed(worlds),
    ]
    return [section for section in found if section.rows]


def _every(worlds: Worlds, level: str, title: str) -> Section:
    """Each world in one row, at one level or above."""
    said = "Accounts and hostile ones of each world; precision, recall, and the share of the honest that are there."
    rows = []
    for name, runs in worlds.items():
        found = [run.level(level) for run in runs]
        counts = whole(run.dataset.accounts for run in runs), whole(run.dataset.hostile for run in runs)
        told = (shares(getattr(one, share) for one in found) for share in ("precision", "recall", "honest"))
        rows.append((name, f"{len(runs)}", *counts, *told))
    return Section(title, said, ("world", "runs", "accounts", "hostile", "precision", "recall", "honest"), rows)


def _pairs(worlds: Worlds) -> Section:
    """How well operators are told apart."""
    said = "Pairs of accounts at review or above: in one network and of one operator."
    found = {name: [run.pairs("review") for run in runs] for name, runs in worlds.items()}
    rows = [
        (name, mean(one.precision for one in pairs), mean(one.recall for one in pairs)) for name, pairs in found.items()
    ]
    return Section("Every world, by pairs", said, ("world", "pair precision", "pair recall"), rows)


def _waited(worlds: Worlds) -> Section:
    """What was lost by waiting."""
    said = (
        "The share of all exchanges of campaigns that were made before the first of their accounts came to review, and "
        "before the asking account did itself; days from an account's first exchange to its review (dwell), the median "
        "and the longest. An operator that is never found counts with everything it asked."
    )
    rows = []
    for name, runs in worlds.items():
        told = [run.spent for run in runs if run.run.every_days == 1 and run.dataset.hostile]
        if told:
            rows.append((name, *_spent(told)))
    head = ("world", "before first review", "before own review", "median days", "longest")
    return Section("What waiting cost", said, head, rows)


def _spent(told: list[Spent]) -> Cells:
    days = [one.median_days for one in told if one.median_days is not None]
    longest = [one.most_days for one in told if one.most_days is not None]
    return (
        shares(one.by_campaigns for one in told),
        shares(one.by_accounts for one in told),
        f"{fmean(days):.1f}" if days else "–",
        f"{max(longest)}" if longest else "–",
    )


def _bands(worlds: Worlds, band: Band, title: str, said: str) -> Section:
    """Bands below one another, worlds side by side."""
    found = {name: _together(runs, band) for name, runs in worlds.items()}
    found = {name: groups for name, groups in found.items() if groups}
    names = {group: None for groups in found.values() for group in groups}
    ordered = sorted(names, key=_edge)
    rows = [(group, *(_cell(groups.get(group)) for groups in found.values())) for group in ordered]
    return Section(title, said + RECALL, ("", *found), rows)


def _together(runs: list[Report], band: Band) -> dict[str, list[Group]]:
    named: dict[str, list[Group]] = {}
    for run in runs:
        for group in band(run.curves):
            named.setdefault(group.name, []).append(group)
    return named


def _edge(name: str) -> float:
    words = name.split()
    return -1.0 if words[0] == "below" else float(words[0])


def _cell(groups: list[Group] | None) -> str:
    if not groups:
        return "–"
    return f"{_together_of([group.review for group in groups]):.3f} of {sum(group.accounts for group in groups):,}"


def _together_of(found: Sequence[Share]) -> float:
    """All of them together, since bands differ in size from run to run."""
    return sum(one.hits for one in found) / sum(one.of for one in found)


def _days(worlds: Worlds) -> Section:
    """How recall grows by waiting; of worlds that were derived every day."""
    said = (
        "Of the hostile accounts first seen at least so many days before the end, the share that had come to review by "
        "then, and how many they were."
    )
    daily = {name: [run for run in runs if run.run.every_days == 1] for name, runs in worlds.items()}
    found = {name: runs for name, runs in daily.items() if any(run.curves.days for run in runs)}
    rows = []
    for days in sorted({one.days for runs in found.values() for run in runs for one in run.curves.days}):
        cells = [[one.review for run in runs for one in run.curves.days if one.days == days] for runs in found.values()]
        told = [f"{_together_of(cell):.3f} of {sum(one.of for one in cell):,}" if cell else "–" for cell in cells]
        rows.append((f"{days} days", *told))
    return Section("Recall by days of data", said, ("", *found), rows)


def _missed(worlds: Worlds) -> Section:
    """Why campaigns' accounts stay below review, as far as one can tell from outside."""
    said = (
        "Hostile accounts below review, of all runs, each under the first of these that fits; in brackets their share."
    )
    reasons = dict.fromkeys(one.reason for runs in worlds.values() for run in runs for one in run.missed)
    rows = [(reason, *(_of_reason(runs, reason) for runs in worlds.values())) for reason in reasons]
    return Section("Who was missed", said, ("", *worlds), rows)


def _of_reason(runs: list[Report], reason: str) -> str:
    count = sum(one.accounts for run in runs for one in run.missed if one.reason == reason)
    hostile = sum(run.dataset.hostile for run in runs)
    return f"{count:,} ({count / hostile:.3f})" if count else "–"
