"""How do one or several evaluations read as a whole? As a report on a terminal, and as the page `docs/detection.md`.

Pure: reports in, text out.
"""

from collections.abc import Sequence

from graph.evaluation.report import Report
from graph.evaluation.sections import sections, simpler_rules
from graph.evaluation.tables import as_markdown, as_text, wrapped

BAR = 30
INTRODUCTION = """# How much is found, and whom it hurts

This page is written by `make evaluate` from the last run; nobody edits it. What each figure means, how to run it on
labelled data of your own, and what a simulated world can and cannot prove is told in [evaluation.md](evaluation.md)."""


def terminal(runs: Sequence[Report]) -> str:
    """For whoever ran it: at most 100 characters wide."""
    head = [line for run in runs for line in wrapped(_what(run))]
    parts = ["\n".join([*head, *wrapped(_left_out(runs) + _brackets(runs))]), *(as_text(one) for one in sections(runs))]
    return "\n\n".join(parts)


def page(runs: Sequence[Report]) -> str:
    """For a repository: what this is, where the figures come from, the figures."""
    told = "\n".join(f"* {_what(run)} {_where(run)}" for run in runs)
    came = f"## The last run\n\n{told}\n\n{_left_out(runs)}{_brackets(runs)}"
    return "\n\n".join([INTRODUCTION, came, _bars(runs), *(as_markdown(one) for one in sections(runs))]) + "\n"


def _what(run: Report) -> str:
    told = run.dataset
    name = f"{told.preset}, seed {told.seed}" if told.preset else told.folder
    return (
        f"{name}: {told.accounts:,} accounts, {told.hostile:,} of them hostile for {told.operators:,} operators; "
        f"{told.signals:,} signals, {told.exchanges:,} exchanges, {told.first_day} to {told.last_day}; "
        f"{run.run.replayed_days} days in {run.run.seconds:,.0f} s, policy {run.run.policy_version}."
    )


def _where(run: Report) -> str:
    told = run.run
    every = "" if told.every_days == 1 else f" Derived every {told.every_days} days."
    return f"On {told.date}, commit {told.commit or 'unknown'}, Python {told.python}, {told.machine}.{every}"


def _left_out(runs: Sequence[Report]) -> str:
    said = []
    if unlabelled := sum(run.dataset.unlabelled for run in runs):
        said.append(f"{unlabelled:,} accounts have no label and count nowhere.")
    if left_out := sum(run.dataset.left_out for run in runs):
        said.append(f"The truth names {left_out:,} accounts that nobody knows; they are left out.")
    if complaints := sum(sum(run.dataset.complaints.values()) for run in runs):
        said.append(f"{complaints:,} lines or fields could not be taken as they were.")
    return "".join(f"{sentence} " for sentence in said)


def _brackets(runs: Sequence[Report]) -> str:
    mean = "Figures are the mean of the runs; in" if len(runs) > 1 else "In"
    together = " of all their accounts together" if len(runs) > 1 else ""
    return f"{mean} brackets stand 95 % intervals{together}."


def _bars(runs: Sequence[Report]) -> str:
    """Our own line and the simpler rules, drawn."""
    head = f"{'':26}{'precision':{BAR + 6}}recall"
    rows = [f"{row[0][:25]:26}{_bar(row[2])}{_bar(row[3])}".rstrip() for row in simpler_rules(runs).rows]
    return "\n".join(["## At a glance", "", "```", head, *rows, "```"])


def _bar(figure: str) -> str:
    """A share as a bar and a figure, `BAR + 6` wide."""
    if figure == "–":
        return f"{'–':{BAR + 6}}"
    filled = round(float(figure) * (BAR - 4))
    return f"{'█' * filled}{'·' * (BAR - 4 - filled)} {figure:9}"
