"""How do one or several evaluations read as a whole? As a report on a terminal, and as the page `docs/detection.md`.

Pure: reports in, text out.
"""

from collections.abc import Sequence

from graph.evaluation.goals import goals
from graph.evaluation.overview import Worlds, by_world, side_by_side
from graph.evaluation.report import Report
from graph.evaluation.sections import sections, simpler_rules
from graph.evaluation.tables import Section, as_markdown, as_text, wrapped

BAR = 30
INTRODUCTION = """# How much is found, and whom it hurts

This page is written by `make evaluate` from the last run; nobody edits it. What each figure means, how to run it on
labelled data of your own, and what a simulated world can and cannot prove is told in [evaluation.md](evaluation.md)."""


LIMITS = """## What cannot be seen

* **A campaign that asks little.** Evidence is repetition: an account that sends a handful of orders shows too few
  families to tell it from chance, and joins only through a tie to others. Waiting helps; the window does not grow for
  ever. See *recall by requests in all*.
* **A campaign behind enough cover.** Below the share of its own prompts that policy asks for, an account is not in
  step, however many families it uses. See *recall by mundane share*.
* **Operators who share nothing.** Without a card, a device, a person or a domain in common only conduct is left; it
  takes more of it, and no account is proposed for a limit on conduct alone.
* **Prompts that a model rewrites as a whole.** Templates are found by runs of words. Simulated paraphrase exchanges
  words and drops demands; a rewriting of every sentence was not measured, and would mostly be missed.
* **Traffic without prompts.** Where a gateway sends neither prompts nor sketches, identity ties remain: `watch`.
* **What no generator thought of.** Simulated people are friendlier than real ones. Label a sample of your own decisions
  and run `evaluate` on it."""


def terminal(runs: Sequence[Report]) -> str:
    """For whoever ran it; what is told of one world is at most 100 characters wide."""
    head = [line for run in runs for line in wrapped(_what(run))]
    worlds = by_world(runs)
    parts = ["\n".join([*head, *wrapped(_left_out(runs) + _brackets(runs))])]
    for name, same in worlds.items():
        parts += [f"== {name} ==" for _ in range(len(worlds) > 1)] + [as_text(one) for one in sections(same)]
    return "\n\n".join([*parts, *(as_text(one) for one in _together(worlds))])


def page(runs: Sequence[Report]) -> str:
    """For a repository: what this is, where the figures come from, the figures."""
    told = "\n".join(f"* {_what(run)} {_where(run)}" for run in runs)
    came = f"## The last run\n\n{told}\n\n{_left_out(runs)}{_brackets(runs)}"
    worlds = by_world(runs)
    parts = [
        INTRODUCTION,
        came,
        _bars(next(iter(worlds.values()))),
        *(as_markdown(one) for one in _together(worlds)),
    ]
    for name, same in worlds.items():
        parts += [f"## The world `{name}`", *(as_markdown(one, deep=3) for one in sections(same))]
    return "\n\n".join([*parts, LIMITS]) + "\n"


def _together(worlds: Worlds) -> list[Section]:
    return [*side_by_side(worlds), *(section for section in [goals(worlds)] if section.rows)]


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
    every = " Derived at the end only." if told.at_the_end else every
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
    together = " of all their accounts together, or of the runs' mean where that is wider" if len(runs) > 1 else ""
    return f"{mean} brackets stand 95 % intervals{together}."


def _bars(runs: Sequence[Report]) -> str:
    """Our own line and the simpler rules, drawn."""
    head = f"{'':26}{'precision':{BAR + 6}}recall"
    rows = [f"{row[0][:25]:26}{_bar(row[2])}{_bar(row[3])}".rstrip() for row in simpler_rules(runs).rows]
    name = f"`{told}`" if (told := runs[0].dataset.preset) else "a labelled folder"
    return "\n".join(["## At a glance", "", f"Of {name}:", "", "```", head, *rows, "```"])


def _bar(figure: str) -> str:
    """A share as a bar and a figure, `BAR + 6` wide."""
    if figure == "–":
        return f"{'–':{BAR + 6}}"
    value = figure.split(maxsplit=1)[0]
    filled = round(float(value) * (BAR - 4))
    return f"{'█' * filled}{'·' * (BAR - 4 - filled)} {value:9}"
