"""How is an account's conduct drawn beside its cohort? Six small charts by week, the same as a table, and in words.

The cohort are accounts of the same plan that were cleared or never flagged (of any plan where those are few); the band
is the middle eighty of a hundred of them. Nothing here decides: being outside a band is no evidence by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.behavior.banding import days_of
from graph.behavior.models import CohortWeek, WeeklyPattern
from graph.desk.lines import area, bars, line, outline
from graph.risk.phrases import percent
from graph.signals.models import WeeklyProfile
from graph.signals.weeks import newest_weeks

type Band = tuple[float, float, float]
SHARES = ("in_step", "asking", "newest")
TITLES = {
    "requests": "Requests a day",
    "in_step": "In step",
    "asking": "Asks for reasoning",
    "hours": "Hours of the day",
    "newest": "Newest model",
    "output": "Output per request",
}
ABOUT = {
    "in_step": "of its prompts",
    "newest": "of its requests",
    "output": "tokens",
}


@dataclass(frozen=True, slots=True)
class Week:
    """One week of an account: its measures by name (None: nothing to measure) and the cohort's bands, where known."""

    week: date
    exchanges: int
    own: Mapping[str, float | None]
    bands: Mapping[str, Band]


@dataclass(frozen=True, slots=True)
class Chart:
    """A small chart: figure, words, and what is drawn, as SVG points 220 wide and 56 high."""

    title: str
    figure: str
    words: str
    points: str = ""
    band: str = ""
    bars: Sequence[Mapping[str, float]] = ()
    outline: str = ""
    begin: date | None = None
    end: date | None = None


def weeks_of(account_id: int, plan: str, count: int) -> tuple[list[Week], list[WeeklyProfile], list[CohortWeek]]:
    """The newest weeks of an account, oldest first, with its profiles and the cohort's weeks; three queries or four."""
    profiles = newest_weeks(account_id, count)
    mondays = [profile.week for profile in profiles]
    patterns = {row.week: row for row in WeeklyPattern.objects.filter(account=account_id, week__in=mondays)}
    cohort = _cohort(plan, mondays)
    weeks = [_week(profile, patterns.get(profile.week), cohort.get(profile.week)) for profile in profiles]
    return weeks, profiles, list(cohort.values())


def _cohort(plan: str, mondays: list[date]) -> dict[date, CohortWeek]:
    rows = CohortWeek.objects.filter(plan__in=[plan, CohortWeek.EVERYBODY], week__in=mondays)
    # The account's own plan comes last, and stays where there are enough of it.
    return {row.week: row for row in sorted(rows, key=lambda row: row.plan == plan)}


def _week(profile: WeeklyProfile, pattern: WeeklyPattern | None, cohort: CohortWeek | None) -> Week:
    exchanges, sketched = profile.exchanges, profile.sketched
    days = days_of(profile.week, cohort.as_of) if cohort else 7.0
    newest = cohort.newest_model if cohort else ""
    own = {
        "requests": exchanges / days,
        "in_step": sum(pattern.families.values()) / sketched if pattern and sketched else None,
        "asking": profile.elicitation / sketched if sketched else None,
        "newest": profile.models_used.get(newest, 0) / exchanges if newest and exchanges else None,
        "output": profile.output_tokens / exchanges if exchanges else None,
    }
    bands: dict[str, Band] = {name: (cut[0], cut[1], cut[2]) for name, cut in cohort.bands.items()} if cohort else {}
    return Week(profile.week, exchanges, own, bands)


def charts(weeks: list[Week], profiles: list[WeeklyProfile], cohort: list[CohortWeek]) -> list[Chart]:
    """The six charts, in reading order."""
    hours = hours_of(profiles)
    return [
        _hours(hours, cohort) if name == "hours" else _chart(name, weeks)
        for name in ("requests", "in_step", "asking", "hours", "newest", "output")
    ]


def _chart(name: str, weeks: list[Week]) -> Chart:
    series = [one.own[name] or 0.0 for one in weeks]
    edges = [one.bands.get(name) for one in weeks]
    top = max([*series, *(edge[2] for edge in edges if edge), 1.0 if name in SHARES else 0.0])
    return Chart(
        title=TITLES[name],
        figure=said(name, weeks[-1].own[name]) if weeks else "none",
        words=_words(name, weeks[-1]) if weeks else "",
        points=line(series, top=top),
        band=area([edge and edge[0] for edge in edges], [edge and edge[2] for edge in edges], top=top),
        begin=weeks[0].week if weeks else None,
        end=weeks[-1].week if weeks else None,
    )


def _words(name: str, week: Week) -> str:
    """`of its prompts; cohort 0–3 %: above`."""
    about, band, value = ABOUT.get(name, ""), week.bands.get(name), week.own[name]
    if band is None or value is None:
        return about
    where = "above" if value > band[2] else "below" if value < band[0] else "inside"
    cohort = f"cohort {between(name, band)}: {where}"
    return f"{about}; {cohort}" if about else cohort


def between(name: str, band: Band) -> str:
    """`2–31`, `2–14 %`."""
    low, high = said(name, band[0]), said(name, band[2])
    return low if low == high else f"{low.removesuffix(' %')}–{high}"


def said(name: str, value: float | None) -> str:
    """A measure as people read it."""
    if value is None:
        return "none"
    if name in SHARES:
        return percent(value)
    return f"{value:,.0f}" if name == "output" or value >= 10 else f"{value:,.1f}"


def _hours(hours: list[int], cohort: list[CohortWeek]) -> Chart:
    usual = [sum(week.hours[hour] for week in cohort if week.hours) for hour in range(24)]
    words = "in its eight quietest; explains, does not count" + ("; dotted: its cohort" if any(usual) else "")
    quiet = sum(sorted(hours)[:8]) / max(1, sum(hours))
    figure = percent(quiet) if any(hours) else "none"
    return Chart(TITLES["hours"], figure, words, bars=bars(hours), outline=outline(usual) if any(usual) else "")


def hours_of(profiles: list[WeeklyProfile]) -> list[int]:
    """Exchanges by hour of the day, 24 counts."""
    hours = [0] * 24
    for profile in profiles:
        for hour_of_week, count in profile.hours.items():
            hours[int(hour_of_week) % 24] += count
    return hours


def table(weeks: list[Week]) -> list[dict[str, Any]]:
    """The same as rows: each measure with the cohort's band behind it."""
    names = ("requests", "in_step", "asking", "newest", "output")
    return [
        {
            "week": one.week,
            "exchanges": one.exchanges,
            "cells": [
                {
                    "own": said(name, one.own[name]),
                    "cohort": between(name, one.bands[name]) if name in one.bands else "",
                }
                for name in names
            ],
        }
        for one in weeks
    ]
