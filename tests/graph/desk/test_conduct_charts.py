"""In the room: Harbour, inside its cohort in everything, and a harvester that is above it where it matters."""

from datetime import date

from graph.desk.conduct_charts import Week, between, charts, said, table
from graph.desk.lines import area, outline

MONDAY = date(2026, 9, 14)
BANDS = {"requests": (2.0, 9.0, 31.0), "in_step": (0.0, 0.0, 0.03), "asking": (0.02, 0.05, 0.14)}


def week(**own: float | None) -> Week:
    every = {"requests": None, "in_step": None, "asking": None, "newest": None, "output": None}
    return Week(MONDAY, 90, {**every, **own}, BANDS)


def words(one: Week) -> dict[str, str]:
    return {chart.title: chart.words for chart in charts([one], [], [])}


def test_inside_the_cohort_is_said_as_plainly_as_above() -> None:
    harbour = words(week(requests=13, in_step=0.0, asking=0.03))
    assert harbour["Requests a day"] == "cohort 2.0–31: inside"
    assert harbour["In step"] == "of its prompts; cohort 0–3 %: inside"
    harvester = words(week(requests=13, in_step=0.61, asking=0.54))
    assert harvester["In step"] == "of its prompts; cohort 0–3 %: above"
    assert harvester["Asks for reasoning"] == "cohort 2–14 %: above"
    assert words(week(requests=1.0))["Requests a day"] == "cohort 2.0–31: below"


def test_without_a_cohort_or_a_measure_nothing_is_compared() -> None:
    assert words(week())["Asks for reasoning"] == ""
    assert words(week(output=1_840.0))["Output per request"] == "tokens"
    assert [chart.figure for chart in charts([], [], [])] == ["none"] * 6


def test_the_table_says_what_the_charts_say() -> None:
    (row,) = table([week(requests=13, asking=0.03)])
    assert row["cells"][0] == {"own": "13", "cohort": "2.0–31"}
    assert row["cells"][2] == {"own": "3 %", "cohort": "2–14 %"}
    assert row["cells"][4] == {"own": "none", "cohort": ""}


def test_a_band_of_one_width_is_one_number() -> None:
    assert between("asking", (0.0, 0.0, 0.0)) == "0 %"
    assert said("output", 1_840.4) == "1,840"


def test_a_band_goes_there_along_the_top_and_back_along_the_foot() -> None:
    assert area([0, 1], [2, 4], top=4) == "0.0,30.0 220.0,4.0 220.0,43.0 0.0,56.0"
    assert area([None, 1], [None, 4], top=4) == "220.0,4.0 220.0,43.0", "nothing is drawn where nothing is known"
    assert outline([0, 2])[:13] == "4.5,56.0 13.6"
