"""What do the figures of one or several evaluations say, in words and tables? For the terminal and for the page alike.

Pure. Of several runs the mean is told; the 95 % interval is that of all their accounts together.
"""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

from graph.evaluation.pairs import Pairs
from graph.evaluation.proportions import Share, wilson
from graph.evaluation.report import Baseline, Group, Level, Operator, Report
from graph.evaluation.tables import Cells, Section

ROWS_SHOWN = 25
HONEST = "How many of them are watched, come before a person (review) or are proposed for a limit, at least."
HONEST_GROUPS = (
    "People who share an address, a card or a text for good reasons. Groups of ten or more, the worst first."
)
HOSTILE = "The same of those who should be found."
TITLES = {
    "nothing": "nothing",
    "any_shared": "any shared identifier",
    "few_users": "identifiers of ≤ 50 users",
    "few_users_large": "the same, groups of ≥ 10",
    "volume": "as many of the busiest",
    "volume_decile": "the busiest tenth",
}
type Runs = Sequence[Report]


def sections(runs: Runs) -> list[Section]:
    """Everything, in the order in which it is read."""
    found = [
        _levels(runs),
        _networks(runs),
        _operators(runs),
        _groups(runs, lambda run: run.kinds, "Honest accounts, by kind", HONEST),
        _groups(runs, _own_groups, "Honest groups", HONEST_GROUPS),
        _groups(runs, lambda run: run.hostile, "Hostile accounts, by kind", HOSTILE),
        _victims(runs),
        simpler_rules(runs),
    ]
    return [section for section in found if section.rows]


def _own_groups(run: Report) -> list[Group]:
    """Honest groups that are not merely a kind by another name."""
    kinds = {(one.name, one.accounts) for one in run.kinds}
    return [one for one in run.groups if (one.name, one.accounts) not in kinds]


def _levels(runs: Runs) -> Section:
    """Each level; of several runs also each run at review, so that one sees how much they differ."""
    rows = [_level(f"{level.level} or above", [run.level(level.level) for run in runs]) for level in runs[0].levels]
    if len(runs) > 1:
        rows += [_level(f"review, {named(run)}", [run.level("review")]) for run in runs]
    said = "Precision: of the accounts at a level, how many are hostile. Recall: of the hostile, how many are there."
    return Section("Accounts", said, ("level", "accounts", "precision", "recall"), rows)


def _level(name: str, same: Sequence[Level]) -> Cells:
    precision, recall = shares(one.precision for one in same), shares(one.recall for one in same)
    return name, whole(one.flagged for one in same), precision, recall


def named(run: Report) -> str:
    """Which run it was, in a word or two."""
    return run.dataset.folder if run.dataset.seed is None else f"seed {run.dataset.seed}"


def _networks(runs: Runs) -> Section:
    said = (
        "Over pairs of accounts at review or above in one network. Precision: how many pairs are of one operator. "
        "Recall: how many of all pairs of one operator are found together."
    )
    found = [run.networks for run in runs]
    counted = [whole(getattr(one, name) for one in found) for name in ("claimed", "true", "right")]
    row = ("at review or above", *counted, *_pair_cells(found))
    return Section(
        "Networks", said, ("pairs", "in one network", "of one operator", "both", "precision", "recall"), [row]
    )


def _operators(runs: Runs) -> Section:
    said = (
        "Found: its accounts at review or above. Largest: the largest network's share of all its accounts. Dwell: days "
        "from its first exchange to the first of its accounts at review. Before: share of its exchanges made by then."
    )
    head = ("operator", "accounts", "found", "networks", "largest", "first review", "dwell", "before")
    every = [(run, one) for run in runs for one in run.operators]
    rows = [_operator(one, f" ({named(run)})" if len(runs) > 1 else "") for run, one in every[:ROWS_SHOWN]]
    missed = sum(one.first_review is None for _, one in every)
    after = f"{len(every):,} operators, {missed:,} of them never before a person." + _more(len(every))
    return Section("Operators", said, head, rows, after)


def _operator(one: Operator, of_run: str) -> Cells:
    return (
        f"{one.operator}{of_run}",
        f"{one.accounts:,}",
        figure(one.found.value),
        f"{one.networks:,}",
        figure(one.largest_network.value),
        one.first_review or "never",
        "–" if one.dwell_days is None else f"{one.dwell_days} d",
        figure(one.exchanges_before_share),
    )


def _groups(runs: Runs, chosen: Callable[[Report], list[Group]], title: str, said: str) -> Section:
    named: dict[str, list[Group]] = {}
    for run in runs:
        for group in chosen(run):
            named.setdefault(group.name, []).append(group)
    rows = [
        (name, whole(one.accounts for one in same), *(_standing(same, level) for level in ("watch", "review", "limit")))
        for name, same in list(named.items())[:ROWS_SHOWN]
    ]
    return Section(title, said, ("who", "accounts", "watch", "review", "limit"), rows, _more(len(named)).strip())


def _standing(groups: list[Group], level: str) -> str:
    return shares(getattr(group, level) for group in groups)


def _victims(runs: Runs) -> Section:
    said = (
        "Honest accounts onto which an operator planted evidence: how many bits their reasons add up to, less what "
        "they add up to in the same world without that operator. The bound is half a bit."
    )
    rows = [
        (
            one.technique if len(runs) == 1 else f"{one.technique} ({named(run)})",
            f"{one.victims:,}",
            f"{one.review.hits:,}",
            f"{one.limit.hits:,}",
            f"{one.median_bits:.2f}",
            f"{one.most_bits:.2f}",
            f"{one.beyond_bound:,}",
        )
        for run in runs
        for one in run.victims
    ]
    head = ("technique", "victims", "review", "limit", "median bits", "most bits", "beyond bound")
    return Section("Poisoned victims", said, head, rows)


def simpler_rules(runs: Runs) -> Section:
    """Our own line first, then each baseline."""
    said = "Simpler rules on the same accounts, beside our own line; pairs as under networks."
    head = ("rule", "accounts", "precision", "recall", "pair precision", "pair recall")
    review = [run.level("review") for run in runs]
    rows = [_rule("kycrisk, from review up", review, [run.networks for run in runs])]
    for number, rule in enumerate(runs[0].baselines):
        same = [run.baselines[number] for run in runs]
        rows.append(_rule(TITLES.get(rule.name, rule.name), same, [one.pairs for one in same if one.pairs is not None]))
    return Section("Simpler rules", said, head, rows)


def _rule(name: str, found: Sequence[Level | Baseline], together: Sequence[Pairs]) -> Cells:
    precision, recall = mean(one.precision.value for one in found), mean(one.recall.value for one in found)
    return name, whole(one.flagged for one in found), precision, recall, *_pair_cells(together)


def _pair_cells(found: Sequence[Pairs]) -> tuple[str, str]:
    return mean(one.precision for one in found), mean(one.recall for one in found)


# -- figures


def figure(value: float | None) -> str:
    """0.934; a dash for nothing to take a share of."""
    return "–" if value is None else f"{value:.3f}"


def mean(values: Iterable[float | None]) -> str:
    """The mean of those that are known."""
    known = [value for value in values if value is not None]
    return figure(fmean(known) if known else None)


def whole(counts: Iterable[int]) -> str:
    """The mean of counts, as a whole number."""
    return f"{round(fmean(counts)):,}"


def shares(found: Iterable[Share]) -> str:
    """0.934 (0.91–0.95): the mean of the runs, and the interval of all their accounts together."""
    known = [(one.hits, one.of, one.value) for one in found if one.value is not None]
    if not known:
        return "–"
    low, high = wilson(sum(hits for hits, _, _ in known), sum(of for _, of, _ in known))
    return f"{fmean(value for _, _, value in known):.3f} ({low:.2f}–{high:.2f})"


def _more(count: int) -> str:
    return f" {count - ROWS_SHOWN:,} more stand in the JSON report." if count > ROWS_SHOWN else ""
