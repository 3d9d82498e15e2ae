"""What was aimed for? A small world in which all but two of Larkspur are found, and a folder of somebody's own."""

from msgspec.structs import replace

from graph.evaluation.goals import goals
from graph.evaluation.proportions import share
from graph.evaluation.report import Report
from tests.graph.evaluation.test_pages import report


def told(*runs: Report) -> dict[tuple[str, str], tuple[str, ...]]:
    worlds = {
        run.dataset.preset or "own": [one for one in runs if one.dataset.preset == run.dataset.preset] for run in runs
    }
    return {(row[0], row[2]): row[3:] for row in goals(worlds).rows}


def test_the_mean_decides_and_the_worst_run_is_told() -> None:
    found = told(report(1, 99), report(2, 97))
    assert found["recall at review", "≥ 0.97"] == ("0.98", "0.97", "yes")
    assert found["honest accounts at limit", "≤ 0.001"] == ("0.00053", "0.00053", "yes")
    missed = told(report(1, 99), report(2, 90))
    assert missed["recall at review", "≥ 0.97"] == ("0.945", "0.9", "no")


def test_other_worlds_have_other_goals() -> None:
    assert told(report(1, 60, preset="faint"))["recall at review", "≥ 0.5"] == ("0.6", "0.6", "yes")
    assert ("recall at review", "≥ 0.5") not in told(report(1, 60))


def test_a_student_at_limit_misses_a_goal_and_a_lured_victim_is_not_counted_as_moved() -> None:
    run = report(1, 99, moved=4.0)
    student = replace(run.kinds[0], limit=share(1, 130))
    lured = replace(run.victims[0], technique="pasted")
    found = told(replace(run, kinds=[student], victims=[*run.victims, replace(lured, most_bits=9.0)]))
    assert found["campus, agency, enterprise, reseller at limit", "≤ 0"] == ("1", "1", "no")
    assert found["bits moved by evidence that others wrote", "≤ 0.5"] == ("4", "4", "no")


def test_a_rule_that_does_as_well_is_counted() -> None:
    run = report(1, 99)
    same = replace(run.baselines[1], precision=share(99, 100), recall=share(99, 100))
    assert told(run)["simpler rules that are as good", "≤ 0"][0] == "0"
    assert told(replace(run, baselines=[same]))["simpler rules that are as good", "≤ 0"][0] == "1"


def test_nothing_was_aimed_for_in_a_folder_of_ones_own() -> None:
    run = report(1, 90)
    assert told(replace(run, dataset=replace(run.dataset, preset=None))) == {}
