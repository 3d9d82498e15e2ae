"""Why are these accounts tied? A case-sized scene with the rarity of everybody, for pages, REST and the command."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.links.observing import Observed, observe_some
from graph.links.pairs import PairTies
from graph.links.thresholds import FAMILIES, TiePolicy
from graph.links.ties import PairExplanation, case_ties, explain
from graph.networks.frozen import unpacked
from graph.networks.models import Epoch
from graph.networks.verdicts import standing
from graph.signals.identifiers import masks_of
from graph.signals.kinds import Kind
from graph.signals.reading import newest_read
from kycrisk.lib.errors import Refused

ACCOUNTS_AT_MOST = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """A scene of some accounts, with the public names of its accounts and the masks of its values."""

    observed: Observed
    names: dict[int, str]
    masks: dict[int, str]


def look_at(accounts: Collection[int], as_of: datetime | None = None) -> Explained:
    """The scene of these accounts, as of a moment (default: the newest signal's time).

    Raises `Refused` (409) before anything was derived, (422) for too many accounts.
    """
    as_of = as_of or newest_read("fold")
    epoch = _epoch_of(as_of) if as_of else None
    if epoch is None or as_of is None:
        raise Refused("Nothing was derived yet; run `advance` first.", code="not_derived")
    if len(accounts) > ACCOUNTS_AT_MOST:
        raise Refused(
            f"Ties are unfolded for at most {ACCOUNTS_AT_MOST:,} accounts at once.", code="too_many", status=422
        )
    numbers = current().numbers.ties
    dead = standing(as_of, numbers.poisoned_days).dead
    observed = observe_some(as_of, TiePolicy.of(numbers), unpacked(epoch.frozen).known, dead, accounts)
    rows = Account.objects.filter(pk__in=accounts).order_by("pk").values_list("account", flat=True)
    return Explained(observed, dict(enumerate(rows)), dict(enumerate(masks_of(observed.identifiers.tolist()))))


def _epoch_of(as_of: datetime) -> Epoch | None:
    """What was frozen last by then; of a moment before the first epoch, the first."""
    epochs = Epoch.objects.order_by("-number")
    return epochs.filter(as_of__lte=as_of).first() or epochs.last()


def explain_pair(one: Account, other: Account, as_of: datetime | None = None) -> tuple[Explained, PairExplanation]:
    """Why two accounts are tied: `a` is the one recorded first."""
    found = look_at([one.pk, other.pk], as_of)
    return found, explain(found.observed.scene, 0, 1)


def pairs_of(found: Explained) -> PairTies:
    """All pairs of the scene that something ties."""
    return case_ties(found.observed.scene).pairs


def family_rows(found: Explained, pairs: PairTies, pair: int) -> list[dict[str, Any]]:
    """The lines of one pair as INTERFACES has them: family, bits, value, accounts, when, and the sentence."""
    rows, lines, scene = pairs.lines_of(pair), pairs.lines, found.observed.scene
    shown = []
    for line in range(rows.start, rows.stop):
        value = int(lines.value[line])
        if value < 0:
            continue
        shown.append(
            {
                "family": FAMILIES[int(lines.family[line])],
                "kind": Kind(int(scene.values.kind[value])).name.lower(),
                "bits": round(float(lines.bits[line]), 3),
                "value": found.masks[value],
                "accounts": int(scene.rarity.degree[value]),
                "one_in": float(scene.one_in[value]),
                "first_seen": int(lines.first[line]),
                "last_seen": int(lines.last[line]),
            }
        )
    return shown


def strongest_first(pairs: PairTies) -> "np.ndarray[tuple[int, ...], np.dtype[np.intp]]":
    """The order in which pairs are shown."""
    return np.lexsort((pairs.b, pairs.a, -pairs.bits))
