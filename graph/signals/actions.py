"""Who changes what we know of observations: the operator's lists of networks, and the forgetting of an account."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min, Model, QuerySet

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from graph.signals.classifying import reclassify
from graph.signals.kinds import NetworkClass
from graph.signals.models import Identifier, NetworkRange, Signal
from graph.signals.models_stripe import StripeObject
from graph.signals.ranges import Network
from graph.signals.sealing import opened, sealed
from graph.signals.withholding import BELIEVED, WITHHELD
from kycrisk.lib.errors import Refused

ROWS_AT_ONCE = 5_000
# Wider than any list: such a line is a mistake, and would make every address common.
WIDEST = {4: 8, 6: 16}


OBSERVATIONS = dict(
    zip(("sightings", "profiles", "payments"), zip(BELIEVED.models, WITHHELD.models, strict=True), strict=True)
)


class Imported(NamedTuple):
    """How many ranges the class has now, and how many known addresses changed their class."""

    ranges: int
    reclassified: int


def import_ranges(
    *,
    by: Actor,
    network_class: NetworkClass,
    networks: Iterable[Network],
    version: str,
    progress: Callable[[int], None] = lambda _count: None,
) -> Imported:
    """Replace the ranges of a class by a list, and look at the addresses that were seen already in its light.

    Raises `Refused` (422) for an empty list or a range that is wider than any list has.
    """
    blocks = sorted(set(networks), key=lambda block: (block.version, block))
    if not blocks:
        raise Refused("The list is empty; the one before stays.", code="empty_list", status=422)
    if wide := next((block for block in blocks if block.prefixlen < WIDEST[block.version]), None):
        raise Refused(f"{wide} is too wide for a list of networks; the list before stays.", code="too_wide", status=422)
    rows = (
        NetworkRange(network_class=network_class, network=str(block), list_version=version[:100]) for block in blocks
    )
    with transaction.atomic():
        NetworkRange.objects.filter(network_class=network_class).delete()
        NetworkRange.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        detail = {"class": network_class.name.lower(), "ranges": len(blocks), "version": version[:100]}
        record(by=by, verb="ranges.imported", subject=("network_class", network_class.name.lower()), detail=detail)
    return Imported(len(blocks), reclassify(progress))


def forget(*, by: Actor, account: Account) -> None:
    """Forget what an account was observed to do; to be called before its key is destroyed.

    Values that others show as well stay theirs, sealed under one of their keys; what nobody else shows loses its value
    and its mask, so that the references in kept evidence lead nowhere.
    """
    with transaction.atomic():
        counts = {
            "signals": Signal.objects.filter(account=account).delete()[0],
            **{name: _forget(models, account) for name, models in OBSERVATIONS.items()},
            "stripe": StripeObject.objects.filter(account=account).delete()[0],
        }
        _hand_over(account)
        record(by=by, verb="signals.forgotten", subject=("account", account.account), detail=counts)


def _forget(models: Iterable[type[Model]], account: Account) -> int:
    """Remove what was observed of an account, believed or withheld; how many rows."""
    return sum(QuerySet(model).filter(account=account).delete()[0] for model in models)


def _hand_over(account: Account) -> None:
    kept = list(Identifier.objects.filter(kept_by=account).annotate(other=Min("sightings__account")))
    others = Account.objects.in_bulk([identifier.other for identifier in kept if identifier.other])
    for identifier in kept:
        value, heir = opened(identifier), others.get(identifier.other)
        key = bytes(heir.wrapped_key) if heir and heir.wrapped_key else None
        identifier.sealed = sealed(value, key) if value else None
        identifier.kept_by = heir
        identifier.mask = identifier.mask if heir else ""
    Identifier.objects.bulk_update(kept, ["sealed", "kept_by", "mask"], batch_size=ROWS_AT_ONCE)
