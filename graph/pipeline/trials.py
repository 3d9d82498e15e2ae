"""Which versions are tried, and when? Asked for by an analyst or due by the clock; one at a time, a few tries each."""

import time
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.models import PolicyVersion
from accounts.policy.querysets import Numbered, current, in_shadow, parsed
from accounts.staff.roles import Verb, require
from graph.pipeline.models import PolicyTrial, TrialKind, TrialState
from graph.pipeline.trying import tried
from graph.signals.reading import newest_read
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock

TRIES = 3
LOCK = "policy.trials"


@transaction.atomic
def ask_backtest(*, by: Actor, version: PolicyVersion, as_of: datetime | None = None) -> PolicyTrial:
    """Let the clock find out what a version would change; a second question waits for the answer to the first."""
    require(by, Verb.DRAFT_POLICY)
    if as_of is not None and as_of > timezone.now():
        raise Refused("That moment is still to come; choose one that has been.", code="moment_to_come", status=422)
    wait_for_lock(LOCK)
    waiting = PolicyTrial.objects.filter(version=version.number, kind=TrialKind.BACKTEST, state=TrialState.WAITING)
    if found := waiting.first():
        return found
    record(by=by, verb="policy.tried", subject=("policy", str(version.number)), detail={"over": current().number})
    return _asked(version, TrialKind.BACKTEST, as_of=as_of, asked_by=by.name)


@transaction.atomic
def ask_shadows() -> int:
    """One trial of every version in shadow whose last one is old enough and knows less than is known now."""
    wait_for_lock(LOCK)
    known, minutes = newest_read("fold"), current().numbers.trials.shadow_minutes
    due = [one for one in in_shadow() if known and _due(one, known, timezone.now() - timedelta(minutes=minutes))]
    for version in due:
        _asked(version, TrialKind.SHADOW)
    return len(due)


def run_next() -> PolicyTrial | None:
    """Run the oldest trial that waits, if any; a failure is kept, and tried again a few times."""
    trial = _taken()
    if trial is None:
        return None
    began = time.monotonic()
    try:
        found = tried(_policy_of(trial), trial.as_of)
    except Refused as refused:
        _end(trial, began, TrialState.FAILED, failure=refused.detail)
    except Exception as error:
        last = trial.tries >= TRIES
        _end(trial, began, TrialState.FAILED if last else TrialState.WAITING, failure=f"{type(error).__name__}"[:300])
        raise
    else:
        trial.found, trial.as_of = msgspec.to_builtins(found), trial.as_of or newest_read("fold")
        trial.over = current().number
        _end(trial, began, TrialState.DONE)
    _forget_old(trial.version)
    return trial


def _policy_of(trial: PolicyTrial) -> Numbered:
    """The numbers as they were when the trial was asked for."""
    return parsed(trial.version, msgspec.json.encode(trial.body))


def _asked(
    version: PolicyVersion, kind: TrialKind, *, as_of: datetime | None = None, asked_by: str = ""
) -> PolicyTrial:
    return PolicyTrial.objects.create(
        kind=kind,
        version=version.number,
        over=current().number,
        body=version.body,
        as_of=as_of,
        asked_by=asked_by,
    )


def _due(version: PolicyVersion, known: datetime, before: datetime) -> bool:
    """Nothing is under way, and the last one is old enough, was of other words or knew less."""
    last = PolicyTrial.objects.filter(version=version.number, kind=TrialKind.SHADOW).order_by("-pk").first()
    if last is None or last.body != version.body:
        return last is None or last.state != TrialState.WAITING
    done = last.state != TrialState.WAITING and last.asked_at <= before
    return done and (last.as_of is None or last.as_of < known)


@transaction.atomic
def _taken() -> PolicyTrial | None:
    """The oldest that waits and that nobody runs; each try is counted before it begins, so that a crash counts too."""
    rows = PolicyTrial.objects.select_for_update(skip_locked=True).filter(state=TrialState.WAITING)
    trial = rows.order_by("pk").first()
    if trial is None:
        return None
    if trial.tries >= TRIES:
        trial.state, trial.failure = TrialState.FAILED, "It was begun three times and never came to an end."
        trial.ended_at = timezone.now()
        trial.save(update_fields=["state", "failure", "ended_at"])
        return None
    trial.tries += 1
    trial.save(update_fields=["tries"])
    return trial


def _end(trial: PolicyTrial, began: float, state: TrialState, *, failure: str = "") -> None:
    trial.state, trial.failure = state, failure
    trial.ended_at, trial.seconds = timezone.now(), time.monotonic() - began
    trial.save(update_fields=["state", "failure", "ended_at", "seconds", "found", "as_of", "over"])


def _forget_old(version: int) -> None:
    kept = current().numbers.trials.kept
    old = PolicyTrial.objects.filter(version=version).exclude(state=TrialState.WAITING).order_by("-pk")[kept:]
    PolicyTrial.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
