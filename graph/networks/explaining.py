"""Why are these accounts tied? A case-sized scene with the rarity of everybody, for pages, REST and the command."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.links.observing import Observed, observe_some
from graph.links.pairs import PairTies
from graph.links.thresholds import TiePolicy
from graph.links.ties import case_ties
from graph.networks.frozen import unpacked
from graph.networks.leading import leads_among
from graph.networks.models import Epoch
from graph.networks.shared_leads import Leads
from graph.networks.verdicts import standing
from graph.signals.identifiers import masks_of
from graph.signals.reading import newest_read
from kycrisk.lib.errors import Refused

ACCOUNTS_AT_MOST = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """A scene of some accounts, with their public names, the masks of its values, and the prompt families they lead."""

    observed: Observed
    names: dict[int, str]
    masks: dict[int, str]
    leads: Leads


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
    numbers = current().numbers
    dead = standing(as_of, numbers.ties.poisoned_days).dead
    observed = observe_some(as_of, TiePolicy.of(numbers.ties), unpacked(epoch.frozen).known, dead, accounts)
    rows = Account.objects.filter(pk__in=accounts).order_by("pk").values_list("account", flat=True)
    return Explained(
        observed,
        dict(enumerate(rows)),
        dict(enumerate(masks_of(observed.identifiers.tolist()))),
        leads_among(accounts, as_of, numbers.conduct.family_shown_accounts),
    )


def _epoch_of(as_of: datetime) -> Epoch | None:
    """What was frozen last by then; of a moment before the first epoch, the first."""
    epochs = Epoch.objects.order_by("-number")
    return epochs.filter(as_of__lte=as_of).first() or epochs.last()


def pairs_of(found: Explained) -> PairTies:
    """All pairs of the scene that something identifying ties."""
    return case_ties(found.observed.scene).pairs
