"""The whole story on one page: signals become sightings, sightings networks, networks cases.

`advance` folds what is new and derives; `rebuild` counts everything afresh from the observations. Both end in the same
networks for the same epoch and as-of time. One at a time: whoever is second waits for the first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.policy.querysets import Numbered, current
from graph.behavior.counting import recount
from graph.networks.building import derive
from graph.networks.epochs import conduct_policy, is_stale, new_epoch, window
from graph.networks.frozen import unpacked
from graph.networks.models import Epoch
from graph.networks.tracking import track
from graph.networks.verdicts import standing
from graph.risk.assessing import assess
from graph.risk.referring import refer_networks
from graph.signals.facts import fold_facts
from graph.signals.folding import fold
from graph.signals.reading import newest_read
from kycrisk.lib.locks import wait_for_lock

SIGNALS_AT_ONCE = 20_000
type Progress = Callable[[str, int], None]


def in_silence(_what: str, _count: int) -> None:
    """No progress."""


@dataclass(slots=True)
class Advanced:
    """What was done: signals and journal lines folded in, accounts touched, networks and referrals."""

    signals: int = 0
    facts: int = 0
    touched: set[int] = field(default_factory=set)
    verdicts: bool = False
    networks: int = 0
    referrals: int = 0
    epoch: int = 0


def advance(as_of: datetime | None = None, tell: Progress = in_silence) -> Advanced:
    """Fold in everything that waits, then derive if anything changed; `as_of` defaults to the newest signal's time."""
    done = _fold(Advanced(), tell)
    with transaction.atomic():
        wait_for_lock("derivation")
        moment = as_of or newest_read("fold")
        policy = current()
        epoch = Epoch.objects.order_by("-number").first()
        if moment is None:
            return done
        stale = is_stale(epoch, moment, policy)
        if stale or done.touched or done.verdicts or as_of is not None:
            _derive(done, moment, policy, None if stale else epoch, everyone=as_of is not None)
    return done


def rebuild(as_of: datetime | None = None, tell: Progress = in_silence) -> Advanced:
    """Count and derive everything anew from the observations, within the standing epoch unless it is stale."""
    done = _fold(Advanced(), tell)
    with transaction.atomic():
        wait_for_lock("derivation")
        moment = as_of or newest_read("fold")
        if moment is None:
            return done
        policy = current()
        epoch = Epoch.objects.order_by("-number").first()
        _derive(done, moment, policy, None if is_stale(epoch, moment, policy) else epoch, everyone=True)
    return done


def _fold(done: Advanced, tell: Progress) -> Advanced:
    while (facts := fold_facts()).lines:
        done.facts += facts.lines
        done.touched |= facts.accounts
        done.verdicts |= facts.verdicts
        tell("facts", done.facts)
    while (signals := fold(SIGNALS_AT_ONCE)).count:
        done.signals += signals.count
        done.touched |= signals.accounts
        tell("signals", done.signals)
    return done


def _derive(done: Advanced, moment: datetime, policy: Numbered, epoch: Epoch | None, *, everyone: bool) -> None:
    """Derive as of a moment; without an epoch count a new one, else recount who was touched, or everyone."""
    numbers = policy.numbers
    verdicts = standing(moment, numbers.ties.poisoned_days)
    if epoch is None:
        epoch = new_epoch(moment, policy, verdicts)
        frozen = unpacked(epoch.frozen)
    else:
        frozen = unpacked(epoch.frozen)
        some = None if everyone else done.touched
        recount(window(epoch, moment, numbers.derivation), some, frozen.families, conduct_policy(numbers.conduct))
    derived = derive(moment, frozen, policy, verdicts)
    tracked = track(derived)
    found = assess(derived, tracked, policy, moment)
    done.networks, done.epoch = len(found), epoch.number
    done.referrals = refer_networks(found, tracked, policy, moment)
