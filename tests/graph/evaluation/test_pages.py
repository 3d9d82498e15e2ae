"""What do people read? Two runs of a world in which Larkspur is found and one student is wrongly before a person."""

from io import StringIO
from pathlib import Path

import msgspec
import pytest
from django.core.management import CommandError, call_command

from graph.evaluation.pages import page, terminal
from graph.evaluation.pairs import pairs
from graph.evaluation.proportions import share
from graph.evaluation.report import (
    Ablation,
    Baseline,
    Curves,
    Dataset,
    Group,
    Level,
    Missed,
    Operator,
    Report,
    Run,
    Soon,
    Spent,
    Technique,
    Together,
    decoded,
    encoded,
)
from graph.evaluation.tables import Section, as_text

ADDRESS = Dataset(
    folder="small-1",
    preset="small",
    seed=1,
    accounts=2_000,
    signals=90_000,
    exchanges=70_000,
    first_day="2026-09-20",
    last_day="2026-10-31",
    labelled=1_990,
    hostile=100,
    operators=1,
    unlabelled=10,
    left_out=2,
    complaints={"accounts.jsonl": 3},
)
RUN = Run(
    date="2026-11-24",
    commit="0123456789",
    machine="2 cores",
    python="3.13",
    policy_version=1,
    every_days=1,
    replayed_days=42,
    seconds=61.5,
    peak_mb=300,
)


LEVELS = ("watch", "review", "limit")


def report(seed: int, found: int, moved: float = 0.2, preset: str = "small", every: int = 1) -> Report:
    """Larkspur of a hundred, `found` of them; one of 130 students."""
    none, some = share(0, 0), share(found, 100)
    levels = [Level(name, found + 1, share(found, found + 1), some, share(1, 1_890)) for name in LEVELS]
    together = pairs([*((1, "L") for _ in range(found)), *((None, "L") for _ in range(100 - found))])
    return Report(
        dataset=msgspec.structs.replace(ADDRESS, seed=seed, preset=preset),
        run=msgspec.structs.replace(RUN, every_days=every),
        levels=levels,
        networks=[Together(name, together) for name in LEVELS],
        spent=Spent(by_campaigns=share(600, 5_000), by_accounts=share(900, 5_000), median_days=9.0, most_days=20),
        curves=Curves(
            a_day=[
                Group("below 0.25", 40, none, share(found - 60, 40), none),
                Group("5 to 20", 60, share(60, 60), share(60, 60), none),
            ],
            in_all=[],
            mundane=[],
            days=[Soon(7, share(10, 100)), Soon(42, share(found, 100))],
        ),
        operators=[
            Operator(
                operator="op_larkspur",
                kind="ring",
                accounts=100,
                exchanges=5_000,
                found=some,
                networks=1,
                largest_network=some,
                first_exchange="2026-09-20",
                first_review="2026-09-29",
                dwell_days=9,
                exchanges_before=600,
                exchanges_before_share=0.12,
            )
        ],
        missed=[Missed("watched, no more", 100 - found)],
        kinds=[Group("campus", 130, share(1, 130), share(1, 130), share(0, 130))],
        groups=[Group("campus", 130, share(1, 130), share(1, 130), share(0, 130))],
        hostile=[Group("ring", 100, some, some, some)],
        shapes=[Group("lazy ring", 100, some, some, some)],
        cells=[],
        victims=[Technique("devices", 4, share(0, 4), share(0, 4), moved, moved, int(moved > 0.5))],
        baselines=[
            Baseline("nothing", "Do nothing.", 0, none, share(0, 100), pairs([])),
            Baseline("volume", "The busiest.", 101, share(20, 101), share(20, 100), None),
        ],
        ablations=[
            Ablation(without="ip", sentence="addresses", levels=levels, networks=[Together("review", together)])
        ],
    )


def rows_after(title: str, text: str) -> dict[str, str]:
    """The table below a title on the terminal: first cell to the whole line."""
    below = text.partition(title)[2].split("\n\n")[1]
    return {line.split("  ")[1].strip(): " ".join(line.split()) for line in below.splitlines()}


def test_one_run_is_told_with_its_intervals() -> None:
    text = terminal([report(1, 90)])
    assert (
        rows_after("ACCOUNTS", text)["review or above"]
        == "review or above 91 0.989 (0.94–1.00) 0.900 (0.83–0.94) 0.001 (0.00–0.00)"
    )
    assert "op_larkspur" in text
    assert "2026-09-29 9 d 0.120" in " ".join(text.split())
    rules = rows_after("SIMPLER RULES", text)
    assert rules["nothing"] == "nothing 0 – 0.000 – –", "of nobody there is no precision"
    assert rules["as many of the busiest"].endswith("0.198 0.200 – –"), "no groups, no pairs"
    assert "10 accounts have no label" in " ".join(text.split())
    assert "HONEST GROUPS" not in text, "the campus is told as a kind already"


def test_several_runs_are_told_by_their_mean_and_one_by_one() -> None:
    text = terminal([report(1, 90), report(2, 80)])
    rows = rows_after("ACCOUNTS", text)
    assert rows["review or above"].endswith("0.850 (0.79–0.89) 0.001 (0.00–0.00)"), "170 of 200"
    assert rows["review, seed 2"].endswith("0.800 (0.71–0.87) 0.001 (0.00–0.00)")
    assert "op_larkspur (seed 2)" in text


def test_no_line_is_wider_than_a_terminal() -> None:
    run = report(1, 90)
    run.operators[0].operator = "op_" + "x" * 80
    assert max(map(len, terminal([run]).splitlines())) <= 100


def test_the_page_says_where_its_figures_come_from() -> None:
    text = page([report(1, 90), report(2, 80)])
    assert "small, seed 2: 2,000 accounts" in text
    assert "commit 0123456789" in text
    assert "| review or above | 86 | 0.988 (0.96–1.00) | 0.850 (0.79–0.89) | 0.001 (0.00–0.00) |" in text
    assert "██" in text.partition("At a glance")[2].partition("##")[0]


def test_of_many_runs_the_interval_is_that_of_their_mean_where_runs_differ() -> None:
    apart = terminal([report(seed, found) for seed, found in enumerate((60, 80, 100), 1)])
    assert rows_after("ACCOUNTS", apart)["review or above"].split()[6:8] == ["0.800", "(0.30–1.00)"], "±0.497 by t"
    alike = terminal([report(seed, 80) for seed in (1, 2, 3)])
    assert rows_after("ACCOUNTS", alike)["review or above"].split()[6:8] == ["0.800", "(0.75–0.84)"], "240 of 300"


def test_worlds_stand_side_by_side_and_days_are_told_of_those_derived_daily() -> None:
    text = page([report(1, 90), report(2, 80), report(1, 70, preset="hard", every=42)])
    at_review = text.partition("## Every world, at review")[2].partition("##")[0]
    assert "| small | 2 | 2,000 | 100 | 0.988 (0.96–1.00) | 0.850 (0.79–0.89) |" in at_review
    assert "| hard | 1 | 2,000 | 100 | 0.986 (0.92–1.00) | 0.700 (0.60–0.78) |" in at_review
    assert "| below 0.25 | 0.625 of 80 | 0.250 of 40 |" in text, "50 of 80: thirty and twenty"
    days = text.partition("## Recall by days of data")[2].partition("##")[0]
    assert "| 42 days | 0.850 of 200 |" in days
    assert "hard" not in days
    assert text.count("## The world `") == 2
    assert "| watched, no more | 30 (0.150) | 30 (0.300) |" in text
    assert "| addresses | 0.988 | 0.850 |" in text
    assert "## What cannot be seen" in text


def test_an_honest_kind_is_told_with_the_precision_beside_it_alone() -> None:
    text = page([report(1, 90)])
    campus = next(line for line in text.splitlines() if line.startswith("| campus |"))
    assert campus.endswith("| 0.989 |"), "90 of 91"


def test_reports_are_summed_up_from_files(tmp_path: Path) -> None:
    paths = [tmp_path / "one.json", tmp_path / "two.json"]
    for seed, path in enumerate(paths, 1):
        path.write_bytes(encoded(report(seed, 90)))
        assert decoded(path.read_bytes()) == report(seed, 90)
    out = StringIO()
    call_command("summarise_evaluations", *paths, page=tmp_path / "page.md", stdout=out)
    assert "small, seed 2" in out.getvalue()
    assert (tmp_path / "page.md").read_text() == page([report(1, 90), report(2, 90)])


@pytest.mark.parametrize("body", [b"{}", b"no json", msgspec.json.encode({"version": 1})])
def test_what_is_no_report_is_said(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "odd.json").write_bytes(body)
    with pytest.raises(CommandError, match="is no report"):
        call_command("summarise_evaluations", tmp_path / "odd.json")
    with pytest.raises(CommandError, match="No such file"):
        call_command("summarise_evaluations", tmp_path / "none.json")


def test_columns_stand_under_one_another() -> None:
    text = as_text(Section("A title", "A sentence.", ("who", "n"), [("café", "1,234"), ("x", "5")], "After."))
    assert text.splitlines() == [
        "A TITLE",
        "A sentence.",
        "",
        "  who       n",
        "  café  1,234",
        "  x         5",
        "After.",
    ]
