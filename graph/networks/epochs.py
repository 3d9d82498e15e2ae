"""When is the population counted afresh, and how?

In two passes: first every account is a controller, then every cell of the first pass is one.
"""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import DateField, Exists, Max, OuterRef
from django.db.models.functions import TruncWeek
from numpy.typing import NDArray

from accounts.parties.models import Account
from accounts.policy.detection import Conduct as ConductNumbers
from accounts.policy.detection import Derivation
from accounts.policy.querysets import Numbered
from graph.behavior.counting import Counted, counted, store
from graph.behavior.families import FamilySet, occurrences
from graph.behavior.in_step import FamilyRates, freeze_rates
from graph.behavior.leads import eliciting_share
from graph.behavior.mining import mined
from graph.behavior.models import PromptFamily
from graph.behavior.naming import kind_of, lettered
from graph.behavior.profiles import trait_counts
from graph.behavior.prompts import Prompts
from graph.behavior.reading import Window
from graph.behavior.standing import Population
from graph.behavior.thresholds import ConductPolicy
from graph.links.observing import Known, Observed
from graph.links.rarity import freeze
from graph.networks.cells import cells
from graph.networks.frozen import Frozen, packed
from graph.networks.houses import houses
from graph.networks.models import Epoch
from graph.signals.models import WeeklyProfile
from graph.signals.withholding import changed_after
from kycrisk.lib.bulk import update_rows
from kycrisk.sketch import trait_mask


def conduct_policy(numbers: ConductNumbers) -> ConductPolicy:
    """The policy's numbers in the form the nouns of behavior take."""
    names = {field: getattr(numbers, field) for field in ConductPolicy.__dataclass_fields__ if hasattr(numbers, field)}
    return ConductPolicy(**names | {"elicitation_traits": trait_mask(numbers.elicitation_traits)})


def window(epoch: Epoch, as_of: datetime, numbers: Derivation) -> Window:
    """The prompts that count: it begins with the epoch, so that nothing leaves it between two epochs."""
    return Window(epoch.as_of - timedelta(days=numbers.sketch_days), as_of)


def is_stale(epoch: Epoch | None, as_of: datetime, policy: Numbered) -> bool:
    """Is it time to count afresh: none yet, another policy or belief, a day on, or a population grown by a tenth?"""
    if epoch is None or epoch.policy_version != policy.number or as_of < epoch.as_of or changed_after(epoch.made_at):
        return True
    numbers = policy.numbers.derivation
    if as_of >= epoch.as_of + timedelta(hours=numbers.epoch_hours):
        return True
    return Account.objects.count() > math.ceil(epoch.accounts * (1 + numbers.epoch_growth))


@transaction.atomic
def new_epoch(as_of: datetime, policy: Numbered, everybody: Observed) -> Epoch:
    """Count everybody as observed now, and freeze it; the counts of lead families are kept on the way."""
    conduct = conduct_policy(policy.numbers.conduct)
    observed = _counted_by_controllers(everybody)
    frame = Window(as_of - timedelta(days=policy.numbers.derivation.sketch_days), as_of)
    prompts, families = mined(frame, observed.accounts, conduct, policy.numbers.sketching)
    families = with_first_use(families, observed.accounts)
    found = counted(prompts, families, len(observed.accounts), conduct)
    eliciting = eliciting_share(prompts, families, conduct.elicitation_traits)
    customers = houses(observed.accounts, policy.numbers.recommend, as_of)
    population = Population(
        customers.tied(observed),
        found.elicitation,
        customers.company,
        customers.team,
        customers.verified,
        *observed.sharing,
        eliciting,
    )
    rates = freeze_rates(found.leads, families.first_account, population, conduct)
    _keep_families(prompts, families, rates, observed)
    store(found, families, observed.accounts, frame, None)
    epoch = _epoch(as_of, policy, found)
    epoch.frozen = packed(_frozen(observed, families, rates, _usual(population, found)))
    epoch.save()
    return epoch


def with_first_use(families: FamilySet, accounts: NDArray[np.int64]) -> FamilySet:
    """Who used a family first is remembered when those prompts have left the window, while their week is believed."""
    week = TruncWeek("first_at", output_field=DateField(), tzinfo=UTC)
    believed = Exists(WeeklyProfile.objects.filter(account=OuterRef("first_account"), week=OuterRef("first_week")))
    rows = PromptFamily.objects.alias(first_week=week).filter(believed)
    known = {key: (account, at) for key, account, at in rows.values_list("key", "first_account_id", "first_at")}
    first_account, first_at = families.first_account.copy(), families.first_at.copy()
    for number, key in enumerate(families.key.view(np.int64).tolist()):
        account, at = known.get(key, (None, None))
        if account is not None and at is not None and int(at.timestamp()) < first_at[number]:
            first_account[number], first_at[number] = int(np.searchsorted(accounts, account)), int(at.timestamp())
    return replace(families, first_account=first_account, first_at=first_at)


def _counted_by_controllers(observed: Observed) -> Observed:
    scene = observed.scene
    networks = cells(scene).label
    rarity = freeze(scene.holdings, scene.values, scene.policy, networks=networks)
    return replace(observed, scene=replace(scene, rarity=rarity))


def _epoch(as_of: datetime, policy: Numbered, found: Counted) -> Epoch:
    last = Epoch.objects.aggregate(last=Max("number"))["last"] or 0
    return Epoch(
        number=last + 1,
        as_of=as_of,
        policy_version=policy.number,
        accounts=len(found.leads.asked),
        exchanges=int(found.leads.asked.sum()),
    )


def _frozen(observed: Observed, families: FamilySet, rates: FamilyRates, usual: float) -> Frozen:
    def keys(numbers: NDArray[np.int32]) -> Any:
        return observed.accounts[numbers] if len(observed.accounts) else numbers.astype(np.int64)

    return Frozen(
        known=Known(observed.identifiers, observed.scene.rarity.degree, observed.scene.rarity.population),
        families=replace(families, first_account=keys(families.first_account)),
        rates=replace(rates, first_account=keys(rates.first_account)),
        usual_elicitation=usual,
    )


def _usual(population: Population, found: Counted) -> float:
    """The elicitation share of the usual account that nothing holds to another: half of them have less."""
    alone = ~population.tied & (found.leads.asked > 0)
    return float(np.median(found.elicitation[alone])) if alone.any() else 0.0


def _keep_families(prompts: Prompts, families: FamilySet, rates: FamilyRates, observed: Observed) -> None:
    """Bring the rows that people see up to date; a family keeps its name for ever."""
    PromptFamily.objects.update(bits=0)
    worth = rates.worth
    speaking = np.flatnonzero(worth > 0)
    known = {
        row.key: row for row in PromptFamily.objects.filter(key__in=families.key.view(np.int64)[speaking].tolist())
    }
    unnamed = np.isin(families.key.view(np.int64), list(known), invert=True) & (worth > 0)
    traits = _traits(prompts, families, unnamed)
    used = _letters_used()
    fresh: list[PromptFamily] = []
    for number in speaking:
        key = int(families.key.view(np.int64)[number])
        row = known.get(key) or PromptFamily(key=key, name=_name(traits[number], families, int(number), used))
        row.prompts, row.accounts = int(families.prompts[number]), int(families.accounts[number])
        row.bits = float(worth[number])
        row.one_in = float(1 / max(rates.among_others[number], 1e-12))
        row.first_account_id = int(observed.accounts[families.first_account[number]])
        row.first_at = datetime.fromtimestamp(int(families.first_at[number]), UTC)
        if key not in known:
            fresh.append(row)
    PromptFamily.objects.bulk_create(fresh, batch_size=1_000)
    update_rows(list(known.values()), ["prompts", "accounts", "bits", "one_in", "first_account", "first_at"])


def _letters_used() -> dict[str, int]:
    used: dict[str, int] = {}
    for name in PromptFamily.objects.values_list("name", flat=True):
        kind = name.partition(", form ")[0]
        used[kind] = used.get(kind, 0) + 1
    return used


def _name(traits: NDArray[np.int64], families: FamilySet, number: int, used: dict[str, int]) -> str:
    kind = kind_of(traits, int(families.prompts[number]))
    used[kind] = used.get(kind, 0) + 1
    return f"{kind}, form {lettered(used[kind] - 1)}"


def _traits(prompts: Prompts, families: FamilySet, some: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Prompts of each family (row) with each trait (column); rows of others than some families are zero."""
    theirs = some[families.family]
    found = occurrences(prompts, replace(families, shingles=families.shingles[theirs], family=families.family[theirs]))
    as_families = Prompts(
        account=found.family,
        at=prompts.at[found.prompt],
        indptr=np.zeros(len(found.prompt) + 1, np.int64),
        shingles=np.zeros(0, np.uint64),
        traits=prompts.traits[found.prompt],
    )
    return trait_counts(as_families, families.count)
