"""What do we think of every network and its accounts now? Gathered and judged by nouns; nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Max, QuerySet

from accounts.parties.models import Account, LegalEntity
from accounts.policy.detection import Recommend
from accounts.policy.querysets import Numbered
from accounts.review.evidence import Member, Pack
from graph.behavior.models import PromptFamily
from graph.links.columns import runs
from graph.networks.building import Derived
from graph.networks.houses import VERIFIED
from graph.networks.watching import pools_of_each
from graph.risk.costing import Cost, marks
from graph.risk.gathering import account_facts, network_facts
from graph.risk.packs import leave_out, network_pack
from graph.risk.pooling import measure_networks
from graph.risk.recommendation import LEVELS, Suggestion, suggest
from graph.risk.room import Ends, Houses, Numbers, PartyRow, Room
from graph.risk.seating import seated
from graph.risk.subjects import AccountFacts, NetworkFacts
from graph.signals.models import Identifier
from graph.signals.payments import disowned_by_holders

PARTY = ("pk", "account", "tier", "verified_at", "created_at", "legal_entity_id", "legal_entity__name")
NEIGHBOURS_AT_MOST = 500
UNNAMED = "a way of asking without a name yet"


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """One network judged: its pack, its accounts with their suggestions and reasons; `label` as derived."""

    label: int
    pack: Pack
    facts: NetworkFacts
    accounts: Mapping[int, AccountFacts]
    suggestions: Mapping[int, Suggestion]
    keys: Mapping[int, int]

    def listed(self) -> dict[int, int]:
        """Whom a referral lists, by number with their keys: members, and neighbours that deserve a look themselves."""
        listed = [n for n, one in self.accounts.items() if one.member or LEVELS.index(self.suggestions[n].level) >= 2]
        listed.sort(key=lambda n: (-self.suggestions[n].score, self.accounts[n].account))
        return {number: self.keys[number] for number in listed}

    def members(self, rules: Recommend, costs: Mapping[int, Cost]) -> list[Member]:
        """The accounts as a referral lists them, each with what hangs on it."""
        listed = self.listed()
        payer = marks({key: costs[key] for key in listed.values() if key in costs})
        return [self._member(number, rules, costs.get(key, Cost()), payer) for number, key in listed.items()]

    def _member(self, number: int, rules: Recommend, cost: Cost, payer: Mapping[int, str]) -> Member:
        one, suggestion = self.accounts[number], self.suggestions[number]
        return Member(
            account=one.account,
            recommendation=suggestion.level,  # type: ignore[arg-type]  # one of LEVELS
            company=one.company,
            in_step=one.in_step,
            families=len(one.families),
            elicitation_share=round(one.elicitation_share, 4),
            since=datetime.fromtimestamp(one.since, UTC),
            used_first=round(float(one.used_first_share), 4),
            family_share=round(min(1.0, float(sum(family.share for family in one.families))), 4),
            exchanges_per_day=cost.exchanges_per_day,
            first_exchange=cost.first_exchange,
            paid=dict(cost.paid),
            payers=[payer[identifier] for identifier in cost.payers],
            leave_out=leave_out(one, suggestion, rules),
        )


def judged(derived: Derived, policy: Numbered, as_of: datetime, names: Mapping[int, str]) -> list[Assessed]:
    """Judge every network there is; nothing is written.

    `names` by label, as the pack's sentences say them; a network without one is called by its number.
    """
    return [_judged(*seated, policy) for seated in _rooms(derived, policy, as_of, names)]


def _judged(label: int, room: Room, ends: Ends, policy: Numbered) -> Assessed:
    accounts = account_facts(room, ends)
    facts = network_facts(room, ends, accounts)
    rules = policy.numbers.recommend
    suggestions = {number: suggest(one, facts.in_step, rules) for number, one in accounts.items()}
    levels = {accounts[number].account: one for number, one in suggestions.items()}
    pack = network_pack(facts, levels, rules, policy.numbers.pools)
    keys = {number: int(room.derived.observed.accounts[number]) for number in accounts}
    return Assessed(label, pack, facts, accounts, suggestions, keys)


def _rooms(
    derived: Derived, policy: Numbered, as_of: datetime, names: Mapping[int, str]
) -> Iterator[tuple[int, Room, Ends]]:
    least, members = policy.numbers.recommend.review_tie_bits, _members(derived)
    near = {label: _neighbours(derived, group, least) for label, group in members.items()}
    everybody = np.unique(np.concatenate([*members.values(), *near.values(), np.zeros(0, np.int32)]))
    parties = _parties(derived, everybody, policy, as_of)
    houses = Houses.of(parties, len(derived.observed.accounts))
    families, masks = _families(derived), _masks(derived, everybody)
    pools = pools_of_each({label: derived.observed.accounts[group].tolist() for label, group in members.items()})
    measures = measure_networks(derived, policy, as_of, members)
    for label, close_up, ends in seated(derived.observed.scene, members, near, houses):
        room = Room(
            name=names.get(label, f"Network {label}"),
            members=members[label],
            neighbours=near[label],
            near=close_up,
            derived=derived,
            parties=parties,
            houses=houses,
            families=families,
            masks=masks,
            as_of=int(as_of.timestamp()),
            pools=tuple(pools[label]),
            measures=measures.get(label, ()),
        )
        yield label, room, ends


def _members(derived: Derived) -> dict[int, Numbers]:
    """The accounts of each network, by label, both ascending."""
    accounts = np.flatnonzero(derived.network >= 0).astype(np.int32)
    accounts = accounts[np.argsort(derived.network[accounts], kind="stable")]
    labels, begins = np.unique(derived.network[accounts], return_index=True)
    return dict(zip(labels.tolist(), np.split(accounts, begins[1:]), strict=False))


def _neighbours(derived: Derived, members: Numbers, least_bits: float) -> Numbers:
    """Accounts outside any network that share a value worth something with a member, where members are in step."""
    if not derived.evidence.in_step[members].any():
        return np.zeros(0, np.int32)
    scene = derived.observed.scene
    held = np.unique(scene.holdings.value[scene.edges_of(members)])
    worth = held[~scene.rarity.hub[held] & (scene.best_bits[held] >= least_bits)]
    begins = scene.holdings.at[worth]
    near = np.unique(scene.holdings.account[runs(begins, scene.holdings.at[worth + 1] - begins)])
    return near[(derived.network[near] < 0)][:NEIGHBOURS_AT_MOST].astype(np.int32)


def _parties(derived: Derived, numbers: Numbers, policy: Numbered, as_of: datetime) -> dict[int, PartyRow]:
    keys = derived.observed.accounts[numbers].tolist()
    number_of = dict(zip(keys, numbers.tolist(), strict=True))
    # No model for each account: making one takes longer than everything that is thought of it.
    rows = list(Account.objects.filter(pk__in=keys).values_list(*PARTY))
    sizes = _sizes({entity for *_, entity, _name in rows if entity})
    rules = policy.numbers.recommend
    explaining = {key for key, (count, declared) in sizes.items() if declared is not None and count <= declared}
    small = {key for key, (count, _declared) in sizes.items() if count <= rules.undeclared_accounts} | explaining
    established = as_of - timedelta(days=rules.established_payer_days)
    disowned = disowned_by_holders(keys)
    parties: dict[int, PartyRow] = {}
    for key, account, tier, verified_at, created_at, entity, company in rows:
        verified = tier in VERIFIED and verified_at is not None
        parties[number_of[key]] = PartyRow(
            account=account,
            company=company or "",
            entity=entity or 0,
            organisation=company if verified and entity in explaining else "",
            established_payer=verified and created_at <= established,
            verified=verified,
            created_at=created_at,
            spoken_for=derived.verdicts.spoken_for(key),
            speaks_alone=entity in small,
            disowned=disowned.get(key, 0),
        )
    return parties


def _sizes(entities: set[int]) -> dict[int, tuple[int, int | None]]:
    """How many accounts verified organisations have, and how many they declared, if they did."""
    verified = LegalEntity.objects.filter(pk__in=entities, accounts__tier__in=VERIFIED)
    counts = {"count": Count("accounts", distinct=True), "declared": Max("accounts__declared_accounts")}
    rows: QuerySet[Any] = verified.annotate(**counts)
    return {row.pk: (row.count, row.declared) for row in rows}


def _families(derived: Derived) -> dict[int, tuple[str, float]]:
    """By number, each family that says something: its name, and one unrelated account in how many uses it."""
    rates, keys = derived.rates, derived.frozen.families.key.view(np.int64)
    speaking = np.flatnonzero(rates.worth > 0).tolist()
    names = dict(PromptFamily.objects.filter(key__in=keys[speaking].tolist()).values_list("key", "name"))
    return {
        number: (names.get(int(keys[number]), UNNAMED), float(1 / max(rates.among_others[number], 1e-12)))
        for number in speaking
    }


def _masks(derived: Derived, numbers: Numbers) -> dict[int, str]:
    near = derived.observed.scene.close_up(numbers)
    shared = near.values[near.scene.holdings.degree > 1]
    place = dict(zip(derived.observed.identifiers[shared].tolist(), shared.tolist(), strict=True))
    return {place[key]: mask for key, mask in Identifier.objects.filter(pk__in=place).values_list("pk", "mask")}
