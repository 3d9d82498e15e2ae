"""What remains of an account's rhythm, its moves to new models and its families, week by week?

Drawn from the signals of the weeks that changed, in two statements for everybody, and kept when the signals have aged
out: only weeks that lie wholly inside the window are ever drawn anew. Whose week is out of date is asked of the counts,
not of a mark, so whatever was left half done is mended by the next derivation.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from django.db import connection
from numpy.typing import NDArray

from graph.behavior.families import FamilySet
from graph.behavior.models import ModelRelease, PromptFamily, WeeklyPattern
from graph.behavior.reading import Window
from graph.behavior.weeks import ByWeek, marks, monday, only, starts_of_weeks, week_of
from graph.signals.reading import newest_read
from kycrisk.lib.arrays import read_columns

type Release = tuple[str, datetime]

_OUTDATED = """
profile AS MATERIALIZED (
    SELECT account_id, week, sum(exchanges) AS exchanges FROM behavior_weekly_profile
     WHERE week >= %(since)s AND week <= %(today)s GROUP BY account_id, week
), outdated AS MATERIALIZED (
    SELECT profile.account_id, profile.week
      FROM profile LEFT JOIN behavior_weekly_pattern AS known USING (account_id, week)
     WHERE (known.exchanges IS DISTINCT FROM profile.exchanges OR (%(again)s AND profile.week + 7 > %(today)s))
       AND (%(everyone)s OR known.exchanges < 0 OR profile.account_id = ANY(%(some)s))
), exchange AS MATERIALIZED (
    SELECT outdated.account_id, outdated.week, signal.at, signal.data ->> 'model' AS model
      FROM outdated
      JOIN signals_signal AS signal
        ON signal.account_id = outdated.account_id AND signal.at <= %(until)s
       AND signal.at >= outdated.week::timestamp AT TIME ZONE 'UTC'
       AND signal.at < (outdated.week + 7)::timestamp AT TIME ZONE 'UTC'
     WHERE signal.type = 'exchange.made'
       AND signal.source_id NOT IN (SELECT id FROM signals_source WHERE revoked_at IS NOT NULL)
)
"""
# Models are known from the weeks before, as a rule: then nobody has to look for their first use.
_NEW = f"""
WITH {_OUTDATED}
SELECT EXISTS (
    SELECT FROM outdated JOIN behavior_weekly_profile AS told USING (account_id, week)
     CROSS JOIN LATERAL jsonb_object_keys(told.models_used) AS used (model)
      LEFT JOIN behavior_model_release AS known ON known.model = used.model
     WHERE known.model IS NULL OR known.first_at > outdated.week::timestamp AT TIME ZONE 'UTC')
"""  # noqa: S608  # constants only
_FIRSTS = f"""
WITH {_OUTDATED}
INSERT INTO behavior_model_release AS known (model, first_at)
SELECT model, min(at) FROM exchange WHERE model <> '' GROUP BY model
    ON CONFLICT (model) DO UPDATE SET first_at = excluded.first_at WHERE excluded.first_at < known.first_at
"""  # noqa: S608  # constants only
_PATTERNS = f"""
WITH {_OUTDATED}, release (model, first_at, until) AS (
    SELECT * FROM unnest(%(models)s::text[], %(from)s::timestamptz[], %(to)s::timestamptz[])
), timed AS (
    SELECT account_id, week,
           extract(epoch FROM at - lag(at) OVER (PARTITION BY account_id, week ORDER BY at))::float8 AS gap,
           EXISTS (SELECT FROM release WHERE at >= first_at AND at < until) AS after_release,
           EXISTS (SELECT FROM release
                    WHERE at >= first_at AND at < until AND release.model = exchange.model) AS moved
      FROM exchange
), drawn AS (
    SELECT account_id, week, count(*) AS exchanges,
           percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY gap) AS gaps,
           count(*) FILTER (WHERE after_release) AS after_release, count(*) FILTER (WHERE moved) AS moved
      FROM timed GROUP BY account_id, week
)
INSERT INTO behavior_weekly_pattern (account_id, week, exchanges, gap_low, gap_middle, gap_high, after_release, moved,
                                     families, families_mark)
SELECT account_id, week, exchanges, gaps[1], gaps[2], gaps[3], after_release, moved, '{{}}', 0
  FROM drawn ORDER BY account_id, week
    ON CONFLICT (account_id, week) DO UPDATE
   SET (exchanges, gap_low, gap_middle, gap_high, after_release, moved)
     = (excluded.exchanges, excluded.gap_low, excluded.gap_middle, excluded.gap_high, excluded.after_release,
        excluded.moved)
"""  # noqa: S608  # constants only
_KNOWN = """
SELECT id, account_id, (week - DATE '1970-01-05') / 7, families_mark FROM behavior_weekly_pattern
 WHERE week >= %s AND (%s OR account_id = ANY(%s)) ORDER BY account_id, week
"""
_UPDATE = """
UPDATE behavior_weekly_pattern AS known SET families = fresh.families, families_mark = fresh.mark
  FROM unnest(%s::bigint[], %s::jsonb[], %s::bigint[]) AS fresh (id, families, mark) WHERE known.id = fresh.id
"""


def draw_patterns(window: Window, some: Collection[int] | None, release_hours: int) -> None:
    """Draw the weeks that are out of date, of some accounts (None: of everyone).

    In a look at the past the current week is drawn in any case: what was drawn before may hold what came later.
    """
    question = _question(window, some)
    before = releases(release_hours)
    with connection.cursor() as cursor:
        cursor.execute(_NEW, question)
        if cursor.fetchone() == (True,):
            cursor.execute(_FIRSTS, question)
    after = releases(release_hours)
    span = timedelta(hours=release_hours)
    _outdate(at for _, first in before ^ after for at in (first, first + span))
    listed = sorted(after)
    told = {"models": [model for model, _ in listed], "from": [at for _, at in listed]}
    with connection.cursor() as cursor:
        cursor.execute(_PATTERNS, question | told | {"to": [at + span for _, at in listed]})


def releases(hours: int) -> frozenset[Release]:
    """Models and when they came out; those already in use in the first hours seen are not new."""
    rows = list(ModelRelease.objects.values_list("model", "first_at"))
    if not rows:
        return frozenset()
    known_until = min(at for _, at in rows) + timedelta(hours=hours)
    return frozenset((model, at) for model, at in rows if at >= known_until)


def keep_families(
    found: ByWeek, families: FamilySet, accounts: NDArray[np.int64], window: Window, some: Collection[int] | None
) -> None:
    """Put the families of each week on its pattern where they changed; only those that say something."""
    key_of = families.key.view(np.int64)
    speaking = PromptFamily.objects.filter(bits__gt=0).values_list("key", flat=True)
    found = only(found, np.flatnonzero(np.isin(key_of, list(speaking))))
    starts = starts_of_weeks(found)
    mark = marks(found, families.key, starts)
    known = _known(window, some)
    row, there = _place(accounts[found.account[starts]], found.week[starts], known)
    wanted = np.zeros(len(known["id"]), np.int64)
    wanted[row] = mark[there]
    begin = np.full(len(wanted), -1, np.int64)
    begin[row] = np.flatnonzero(there)
    ends = np.append(starts, found.family.size)
    changed = np.flatnonzero(wanted != known["mark"])
    texts = [_text(found, key_of, slice(ends[at], ends[at + 1])) if at >= 0 else "{}" for at in begin[changed].tolist()]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [known["id"][changed].tolist(), texts, wanted[changed].tolist()])


def _question(window: Window, some: Collection[int] | None) -> dict[str, Any]:
    return {
        "since": _first_whole_week(window),
        "today": window.until.astimezone(UTC).date(),
        "until": window.until,
        "everyone": some is None,
        "again": some is None and ((newest := newest_read("fold")) is None or newest > window.until),
        "some": sorted(some or ()),
    }


def _first_whole_week(window: Window) -> Any:
    return monday(week_of(int(window.since.timestamp())) + 1)


def _outdate(moments: Iterable[datetime]) -> None:
    """Everybody's weeks around a release that was learned of, or learned to be another."""
    weeks = {monday(week_of(int(moment.timestamp()))) for moment in moments}
    if weeks:
        WeeklyPattern.objects.filter(week__in=weeks).update(exchanges=-1)


def _known(window: Window, some: Collection[int] | None) -> dict[str, NDArray[Any]]:
    asked = [_first_whole_week(window), some is None, sorted(some or ())]
    return read_columns(_KNOWN, asked, {"id": "int8", "account": "int8", "week": "int4", "mark": "int8"})


def _place(
    account: NDArray[np.int64], week: NDArray[np.int32], known: dict[str, NDArray[Any]]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The known row of each week that has one, and which weeks these are."""
    rows = known["account"] << 14 | known["week"]
    keys = account << 14 | week
    if not len(rows):
        return np.zeros(0, np.intp), np.zeros(len(keys), np.bool_)
    place = np.minimum(np.searchsorted(rows, keys), len(rows) - 1)
    there = rows[place] == keys
    return place[there], there


def _text(found: ByWeek, key_of: NDArray[np.int64], rows: slice) -> str:
    pairs = zip(key_of[found.family[rows]].tolist(), found.prompts[rows].tolist(), strict=True)
    return msgspec.json.encode({str(key): prompts for key, prompts in pairs}).decode()
