"""What do we remember of accounts' weeks? Their weekly sums and patterns, read as arrays in two queries."""

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from graph.behavior.habits import HOURS, Habits
from kycrisk.lib.arrays import read_columns
from kycrisk.sketch import TRAITS

_SUMS = (
    *("exchanges", "input_tokens", "output_tokens", "after_release", "moved"),
    *(f"trait_{name}" for name in TRAITS),
)
_TRAITS = ", ".join(f"coalesce(sum((profile.traits ->> '{name}')::int8), 0)::int8" for name in TRAITS)
# Several sources may tell of a week, but its pattern is one.
_QUERY = f"""
SELECT profile.account_id, sum(profile.exchanges)::int8, sum(profile.input_tokens)::int8,
       sum(profile.output_tokens)::int8, coalesce(sum(pattern.after_release), 0)::int8,
       coalesce(sum(pattern.moved), 0)::int8, {_TRAITS},
       coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY pattern.gap_middle), 0)::float8,
       coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY pattern.gap_high / greatest(pattern.gap_low, 1)), 0)::float8
  FROM (SELECT *, row_number() OVER (PARTITION BY account_id, week ORDER BY source_id) AS nth
          FROM behavior_weekly_profile WHERE account_id = ANY(%s) AND week > %s AND week <= %s) AS profile
  LEFT JOIN behavior_weekly_pattern AS pattern
    ON pattern.account_id = profile.account_id AND pattern.week = profile.week AND profile.nth = 1
 GROUP BY profile.account_id ORDER BY profile.account_id
"""  # noqa: S608  # constants only
_HOURS = """
SELECT account_id, hour.name::int8 %% 24, sum(hour.times::int8)::int8
  FROM behavior_weekly_profile CROSS JOIN LATERAL jsonb_each_text(hours) AS hour (name, times)
 WHERE account_id = ANY(%s) AND week > %s AND week <= %s GROUP BY 1, 2
"""


def read_habits(numbers: NDArray[np.int32], accounts: NDArray[np.int64], as_of: datetime, weeks: int) -> Habits:
    """The last so many weeks of some accounts, given by dense number; `accounts` holds everybody's keys."""
    chosen = np.unique(numbers)
    asked = [accounts[chosen].tolist(), as_of.date() - timedelta(weeks=weeks), as_of.date()]
    kinds = {"account": "int8"} | dict.fromkeys(_SUMS, "int8") | {"gap": "float8", "spread": "float8"}
    rows = read_columns(_QUERY, asked, kinds)
    counts = read_columns(_HOURS, asked, dict.fromkeys(("account", "hour", "times"), "int8"))
    hours = np.zeros((len(rows["account"]), HOURS), np.int64)
    hours[np.searchsorted(rows["account"], counts["account"]), counts["hour"]] = counts["times"]
    return Habits(
        account=np.searchsorted(accounts, rows["account"]).astype(np.int32),
        exchanges=rows["exchanges"],
        input_tokens=rows["input_tokens"],
        output_tokens=rows["output_tokens"],
        traits=np.stack([rows[f"trait_{name}"] for name in TRAITS], axis=1),
        hours=hours,
        after_release=rows["after_release"],
        moved=rows["moved"],
        gap=rows["gap"],
        spread=rows["spread"],
    )
