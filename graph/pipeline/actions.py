"""The whole story on one page: signals become sightings, sightings networks, networks cases.

`advance` folds what is new and derives; `rebuild` counts everything afresh from the observations. Both end in the same
networks for the same epoch and as-of time. One at a time: whoever is second waits for the first.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy.querysets import Numbered, current
from graph.behavior.counting import recount
from graph.behavior.patterning import draw_patterns
from graph.behavior.reading import Window
from graph.links.observing import observe
from graph.links.thresholds import TiePolicy
from graph.networks.building import Derived, derive
from graph.networks.epochs import conduct_policy, is_stale, new_epoch, window
from graph.networks.frozen import unpacked
from graph.networks.models import Epoch
from graph.networks.searching import search_second_pools
from graph.networks.tracking import track
from graph.networks.verdicts import standing
from graph.pipeline.models import LastAdvance
from graph.risk.assessing import assess
from graph.risk.pooling import calibrate
from graph.risk.referring import refer_networks
from graph.signals.facts import fold_facts
from graph.signals.folding import fold
from graph.signals.reading import newest_read, seen_after
from graph.signals.touching import take_up, touch
from kycrisk.lib.locks import try_lock, wait_for_lock

SIGNALS_AT_ONCE = 20_000
type Progress = Callable[[str, int], None]


def in_silence(_what: str, _count: int) -> None:
    """No progress."""


@dataclass(slots=True)
class Advanced:
    """What was done: signals and journal lines folded in, accounts touched, networks and referrals."""

    signals: int = 0
    facts: int = 0
    touched: int = 0
    networks: int = 0
    referrals: int = 0
    epoch: int = 0


def advance(as_of: datetime | None = None, tell: Progress = in_silence, *, wait: bool = True) -> Advanced:
    """Fold in everything that waits, then derive if anything is out of date.

    `as_of` defaults to the newest signal's time. With `wait` False whoever comes second goes away again: what they
    folded in is marked, and the next one takes it up.
    """
    done = _fold(Advanced(), tell)
    with transaction.atomic():
        if _alone(wait=wait):
            _derive(done, as_of, tell, afresh=False)
    return done


def advance_by_the_clock() -> Advanced:
    """Advance unless somebody is at it, and note that the clock was here: who watches it learns that it runs."""
    began = time.monotonic()
    done = advance(wait=False)
    took = {} if done == Advanced() else {"seconds": time.monotonic() - began}
    LastAdvance.objects.update_or_create(pk=1, defaults={"ended_at": timezone.now(), **took})
    return done


def rebuild(as_of: datetime | None = None, tell: Progress = in_silence) -> Advanced:
    """Count and derive everything anew from the observations, within the standing epoch unless it is stale."""
    done = _fold(Advanced(), tell)
    with transaction.atomic():
        _alone(wait=True)
        _derive(done, as_of, tell, afresh=True)
    return done


def _alone(*, wait: bool) -> bool:
    if wait:
        wait_for_lock("derivation")
        return True
    return try_lock("derivation")


def _fold(done: Advanced, tell: Progress) -> Advanced:
    while (facts := fold_facts()).lines:
        done.facts += facts.lines
        tell("facts", done.facts)
    while (signals := fold(SIGNALS_AT_ONCE)).count:
        done.signals += signals.count
        tell("signals", done.signals)
    return done


def _derive(done: Advanced, as_of: datetime | None, tell: Progress, *, afresh: bool) -> None:
    """Derive if there is reason to: something is out of date, the epoch is stale, or somebody asked for a moment."""
    moment = as_of or newest_read("fold")
    if moment is None:
        return
    policy, epoch, outdated = current(), Epoch.objects.order_by("-number").first(), take_up()
    done.touched = len(outdated.accounts)
    if is_stale(epoch, moment, policy):
        epoch = None
    if epoch is None or outdated.anything or afresh or as_of is not None:
        everyone = afresh or as_of is not None
        _derived(done, moment, policy, epoch, None if everyone else outdated.accounts)
        tell("networks", done.networks)
    if as_of is not None:
        # What was left out for being later counts again as soon as nobody asks for a moment.
        touch(seen_after(as_of), everybody=True)


def _derived(
    done: Advanced, moment: datetime, policy: Numbered, epoch: Epoch | None, some: Collection[int] | None
) -> None:
    """Derive within the epoch, or a new one; then write who belongs together and refer whom a person should see."""
    derived, counted = derivation(moment, policy, epoch, some)
    tracked = track(derived)
    search_second_pools(derived, policy, moment)
    found = assess(derived, tracked, policy, moment)
    done.networks, done.epoch = len(found), counted.number
    done.referrals = refer_networks(found, tracked, policy, moment)


def derivation(
    moment: datetime, policy: Numbered, epoch: Epoch | None, some: Collection[int] | None
) -> tuple[Derived, Epoch]:
    """Count a new epoch, or some accounts (None: everyone) within the standing one; then derive everybody."""
    numbers = policy.numbers
    verdicts = standing(moment, numbers.ties.poisoned_days)
    everybody = observe(moment, TiePolicy.of(numbers.ties), verdicts.dead)
    seen = Window(moment - timedelta(days=numbers.derivation.sketch_days), moment)
    draw_patterns(seen, None if epoch is None else some, numbers.pools.release_hours)
    counted = epoch or new_epoch(moment, policy, everybody)
    frozen = unpacked(counted.frozen)
    if epoch is not None:
        recount(window(epoch, moment, numbers.derivation), some, frozen.families, conduct_policy(numbers.conduct))
    derived = derive(everybody, frozen, policy, verdicts)
    calibrate(derived, policy, moment)
    return derived, counted
