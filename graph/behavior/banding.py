"""What is usual in a week? The middle eighty of a hundred accounts of a plan, drawn once an epoch for the last weeks.

A week that is over is drawn once more, since its last signals may have come late, and then stands.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.policy.detection import Pools
from graph.behavior.models import CohortWeek
from graph.behavior.weeks import monday, week_of

MEASURES: Final = ("requests", "in_step", "asking", "newest", "output")
NEWEST_SHARE = 0.02
"""Of the accounts; a model that fewer of them use is a name mistyped, or not yet for everybody."""

_NEWEST = """
SELECT release.model FROM behavior_model_release AS release
  JOIN behavior_weekly_profile AS profile ON profile.models_used ? release.model
 WHERE profile.account_id = ANY(%(sample)s) AND profile.week = %(week)s
 GROUP BY release.model, release.first_at
HAVING count(DISTINCT profile.account_id) >= %(least)s
 ORDER BY release.first_at DESC, release.model LIMIT 1
"""
_BANDS = """
WITH week AS (
    SELECT account_id, sum(exchanges) AS exchanges, sum(sketched) AS sketched, sum(elicitation) AS elicitation,
           sum(output_tokens) AS output_tokens, sum(coalesce((models_used ->> %(newest)s)::bigint, 0)) AS newest
      FROM behavior_weekly_profile WHERE account_id = ANY(%(sample)s) AND week = %(week)s GROUP BY account_id
), person AS (
    SELECT account.plan, week.exchanges / %(days)s::float8 AS requests,
           output_tokens / week.exchanges::float8 AS output, newest / week.exchanges::float8 AS newest,
           elicitation / nullif(sketched, 0)::float8 AS asking,
           (SELECT coalesce(sum(led.prompts::bigint), 0) FROM jsonb_each_text(pattern.families) AS led (key, prompts))
           / nullif(sketched, 0)::float8 AS in_step
      FROM week JOIN parties_account AS account ON account.id = week.account_id
      LEFT JOIN behavior_weekly_pattern AS pattern
        ON pattern.account_id = week.account_id AND pattern.week = %(week)s
     WHERE week.exchanges > 0
)
SELECT CASE WHEN grouping(plan) = 1 THEN '*' ELSE plan END, count(*),
       percentile_cont(%(cuts)s) WITHIN GROUP (ORDER BY requests),
       percentile_cont(%(cuts)s) WITHIN GROUP (ORDER BY in_step),
       percentile_cont(%(cuts)s) WITHIN GROUP (ORDER BY asking),
       percentile_cont(%(cuts)s) WITHIN GROUP (ORDER BY newest),
       percentile_cont(%(cuts)s) WITHIN GROUP (ORDER BY output)
  FROM person GROUP BY GROUPING SETS ((plan), ()) HAVING count(*) >= %(least_accounts)s
"""
_HOURS = """
SELECT coalesce(account.plan, '*'), hour.name::integer %% 24, sum(hour.times::bigint)::bigint
  FROM behavior_weekly_profile AS profile
  JOIN parties_account AS account ON account.id = profile.account_id
 CROSS JOIN LATERAL jsonb_each_text(profile.hours) AS hour (name, times)
 WHERE profile.account_id = ANY(%(sample)s) AND profile.week = %(week)s
 GROUP BY GROUPING SETS ((account.plan, hour.name::integer %% 24), (hour.name::integer %% 24))
"""


def draw_bands(sample: NDArray[np.int64], as_of: datetime, rules: Pools) -> None:
    """Draw the weeks of accounts (by key) that nobody drew yet, and the last two again."""
    current = week_of(int(as_of.timestamp()))
    wanted = [monday(current - back) for back in range(rules.weeks)]
    known = set(CohortWeek.objects.filter(week__in=wanted).values_list("week", flat=True))
    for week in wanted:
        if week not in known or week in wanted[:2]:
            _draw(sample.tolist(), week, as_of, rules)


def days_of(week: date, as_of: datetime) -> float:
    """How many days of a week had passed."""
    begin = datetime.combine(week, datetime.min.time(), UTC)
    return min(7.0, max(1.0, (as_of - begin) / timedelta(days=1)))


def _draw(sample: list[int], week: date, as_of: datetime, rules: Pools) -> None:
    asked: dict[str, Any] = {"sample": sample, "week": week, "least": max(1, NEWEST_SHARE * len(sample))}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, asked)
        newest = (cursor.fetchone() or ("",))[0]
        asked |= {"newest": newest, "days": days_of(week, as_of), "cuts": [0.1, 0.5, 0.9]}
        cursor.execute(_BANDS, asked | {"least_accounts": rules.cohort_least})
        bands = cursor.fetchall()
        cursor.execute(_HOURS, asked)
        hours: dict[str, list[int]] = {}
        for plan, hour, times in cursor.fetchall():
            hours.setdefault(plan, [0] * 24)[hour] = times
    for plan, accounts, *cuts in bands:
        drawn = {name: values for name, values in zip(MEASURES, cuts, strict=True) if values is not None}
        found = {"as_of": as_of, "accounts": accounts, "newest_model": newest, "bands": drawn, "hours": hours[plan]}
        CohortWeek.objects.update_or_create(plan=plan, week=week, defaults=found)
