"""What do the figures of one world, evaluated once or several times, say in words and tables?

Pure. Of several runs the mean is told.
"""

from collections.abc import Callable, Sequence

from graph.evaluation.figures import figure, mean, shares, whole
from graph.evaluation.pairs import Pairs
from graph.evaluation.proportions import share
from graph.evaluation.report import Ablation, Baseline, Group, Level, Operator, Report
from graph.evaluation.tables import Cells, Section

ROWS_SHOWN = 25
HONEST = (
    "How many of them are watched, come before a person (review) or are proposed for a limit, at least. Beside: the "
    "precision at review if they were the only honest people."
)
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
type Chosen = Callable[[Report], list[Group]]


def sections(runs: Runs) -> list[Section]:
    """Everything, in the order in which it is read."""
    found = [
        _levels(runs),
        _networks(runs),
        _operators(runs),
        _honest(runs, lambda run: run.kinds, "Honest accounts, by kind", HONEST),
        _honest(runs, _own_groups, "Honest groups", HONEST_GROUPS),
        groups(runs, lambda run: run.hostile if len(run.hostile) > 1 else [], "Hostile accounts, by kind", HOSTILE),
        groups(runs, lambda run: run.shapes, "Hostile accounts, by the shape of their campaign", HOSTILE),
        _victims(runs),
        simpler_rules(runs),
        _ablations(runs),
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
    said = (
        "Precision: of the accounts at a level, how many are hostile. Recall: of the hostile, how many are there. "
        "Honest: of the honest, how many are there."
    )
    return Section("Accounts", said, ("level", "accounts", "precision", "recall", "honest"), rows)


def _level(name: str, same: Sequence[Level]) -> Cells:
    told = (shares(getattr(one, said) for one in same) for said in ("precision", "recall", "honest"))
    return name, whole(one.flagged for one in same), *told


def named(run: Report) -> str:
    """Which run it was, in a word or two."""
    return run.dataset.folder if run.dataset.seed is None else f"seed {run.dataset.seed}"


def _networks(runs: Runs) -> Section:
    said = (
        "Over pairs of accounts at a level or above in one network. Precision: how many pairs are of one operator. "
        "Recall: how many of all pairs of one operator are found together."
    )
    rows = []
    for one in runs[0].networks:
        found = [run.pairs(one.level) for run in runs]
        counted = [whole(getattr(pairs, name) for pairs in found) for name in ("claimed", "true", "right")]
        rows.append((f"{one.level} or above", *counted, *_pair_cells(found)))
    head = ("pairs", "in one network", "of one operator", "both", "precision", "recall")
    return Section("Networks", said, head, rows)


def _operators(runs: Runs) -> Section:
    said = (
        "Found: its accounts at review or above. Largest: the largest network's share of all its accounts. Dwell: days "
        "from its first exchange to the first of its accounts at review. Before: share of its exchanges made by then."
    )
    head = ("operator", "accounts", "found", "networks", "largest", "first review", "dwell", "before")
    every = [(run, one) for run in runs for one in run.operators]
    rows = [_operator(run, one, several=len(runs) > 1) for run, one in every[:ROWS_SHOWN]]
    missed = sum(one.first_review is None for _, one in every)
    after = f"{len(every):,} operators, {missed:,} of them never before a person." + _more(len(every))
    return Section("Operators", said, head, rows, after)


def _operator(run: Report, one: Operator, *, several: bool) -> Cells:
    """One operator; of a world that was derived at its end only, when it was found says nothing."""
    shape = "" if one.kind in {"", "ring"} else f", {one.kind}"
    when = None if run.run.at_the_end else one
    return (
        f"{one.operator}{f' ({named(run)})' if several else ''}{shape}",
        f"{one.accounts:,}",
        figure(one.found.value),
        f"{one.networks:,}",
        figure(one.largest_network.value),
        (one.first_review or "never") if when else "–",
        f"{when.dwell_days} d" if when and when.dwell_days is not None else "–",
        figure(when.exchanges_before_share if when else None),
    )


def groups(runs: Runs, chosen: Chosen, title: str, said: str) -> Section:
    """Groups by name, and how many of each stand where."""
    found = by_name(runs, chosen)
    rows = [(name, *_group(same)) for name, same in list(found.items())[:ROWS_SHOWN]]
    return Section(title, said, ("who", "accounts", "watch", "review", "limit"), rows, _more(len(found)).strip())


def _honest(runs: Runs, chosen: Chosen, title: str, said: str) -> Section:
    """The same of honest groups, with the precision that remains when each alone stands beside the campaigns."""
    found = by_name(runs, chosen)
    hits = sum(run.level("review").precision.hits for run in runs)
    rows = []
    for name, same in list(found.items())[:ROWS_SHOWN]:
        wrongly = sum(one.review.hits for one in same)
        rows.append((name, *_group(same), figure(share(hits, hits + wrongly).value)))
    head = ("who", "accounts", "watch", "review", "limit", "precision")
    return Section(title, said, head, rows, _more(len(found)).strip())


def by_name(runs: Runs, chosen: Chosen) -> dict[str, list[Group]]:
    """The groups of the same name of every run."""
    named: dict[str, list[Group]] = {}
    for run in runs:
        for group in chosen(run):
            named.setdefault(group.name, []).append(group)
    return named


def _group(same: list[Group]) -> Cells:
    return whole(one.accounts for one in same), *(_standing(same, level) for level in ("watch", "review", "limit"))


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
    rows = [_rule("kycrisk, from review up", review, [run.pairs("review") for run in runs])]
    for number, rule in enumerate(runs[0].baselines):
        same = [run.baselines[number] for run in runs]
        rows.append(_rule(TITLES.get(rule.name, rule.name), same, [one.pairs for one in same if one.pairs is not None]))
    return Section("Simpler rules", said, head, rows)


def _rule(name: str, found: Sequence[Level | Baseline], together: Sequence[Pairs]) -> Cells:
    precision, recall = mean(one.precision.value for one in found), mean(one.recall.value for one in found)
    return name, whole(one.flagged for one in found), precision, recall, *_pair_cells(together)


def _ablations(runs: Runs) -> Section:
    """What each family and rule carries; the first row is the policy as it is."""
    said = (
        "The same worlds at their end, judged without one family or rule at a time: figures at review, then the shares "
        "of hostile and of honest accounts at limit."
    )
    head = ("without", "precision", "recall", "pair precision", "pair recall", "limit", "honest")
    rows = []
    for number, one in enumerate(next((run.ablations for run in runs if run.ablations), [])):
        same = [run.ablations[number] for run in runs if len(run.ablations) > number]
        rows.append((one.sentence, *_ablation(same)))
    return Section("Ablations", said, head, rows)


def _ablation(same: list[Ablation]) -> Cells:
    review, limit = ([each.level(level) for each in same] for level in ("review", "limit"))
    pairs = [each.pairs("review") for each in same]
    told = (
        [one.precision.value for one in review],
        [one.recall.value for one in review],
        [one.precision for one in pairs],
        [one.recall for one in pairs],
        [one.recall.value for one in limit],
        [one.honest.value for one in limit],
    )
    return tuple(mean(values) for values in told)


def _pair_cells(found: Sequence[Pairs]) -> tuple[str, str]:
    return mean(one.precision for one in found), mean(one.recall for one in found)


def _more(count: int) -> str:
    return f" {count - ROWS_SHOWN:,} more stand in the JSON report." if count > ROWS_SHOWN else ""
