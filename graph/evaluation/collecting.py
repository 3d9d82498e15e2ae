"""What stands in the database at the end of a replay? Everybody's level and network, activity, shared identifiers."""

from collections.abc import Collection, Mapping

import numpy as np

from accounts.parties.models import Account
from graph.evaluation.replayed import Activity, Ints, Replayed, Shown
from graph.risk.models import Assessment
from graph.risk.recommendation import LEVELS
from graph.signals.kinds import Kind
from kycrisk.lib.arrays import read_columns

# What everybody calls an identifier. A client program, a card's range or a block of addresses is shared by strangers.
IDENTIFIERS = (Kind.PAYMENT, Kind.DOCUMENT, Kind.DEVICE, Kind.IP, Kind.PHONE, Kind.ADDRESS, Kind.EMAIL)
COMPANIES = (Kind.LEGAL_ENTITY, Kind.DECLARED_ENTITY)
_ACTIVITY = """
SELECT account_id, ((at AT TIME ZONE 'UTC')::date - DATE '0001-01-01' + 1)::int8, count(*)::int8
  FROM signals_signal WHERE type = 'exchange.made' GROUP BY 1, 2
"""
_SHOWN = """
SELECT DISTINCT sighting.account_id, sighting.identifier_id
  FROM signals_sighting AS sighting JOIN signals_identifier AS identifier ON identifier.id = sighting.identifier_id
 WHERE identifier.kind = ANY(%s)
"""


def collected(first: Mapping[int, Collection[int]]) -> Replayed:
    """Everybody, in the order of the keys; `first` by account key: the days of watch, review and limit."""
    rows = list(Account.objects.order_by("pk").values_list("pk", "account"))
    keys = np.array([key for key, _ in rows], np.int64)
    level, network = _standing(keys)
    firsts = np.zeros((len(keys), 3), np.int64)
    for key, days in first.items():
        firsts[np.searchsorted(keys, key)] = list(days)
    return Replayed([name for _, name in rows], level, network, firsts, _activity(keys), _shown(keys))


def standing_now() -> tuple[Ints, Ints]:
    """Everybody's level and network as they stand, in the order of the keys."""
    return _standing(np.array(list(Account.objects.order_by("pk").values_list("pk", flat=True)), np.int64))


def _standing(keys: Ints) -> tuple[Ints, Ints]:
    level, network = np.zeros(len(keys), np.int64), np.full(len(keys), -1, np.int64)
    rows = Assessment.objects.values_list("account_id", "recommendation", "network_id")
    for key, recommendation, of_network in rows.iterator(chunk_size=10_000):
        number = np.searchsorted(keys, key)
        level[number] = LEVELS.index(recommendation)
        network[number] = of_network or -1
    return level, network


def _activity(keys: Ints) -> Activity:
    rows = read_columns(_ACTIVITY, [], {"account": "int8", "day": "int8", "exchanges": "int8"})
    return Activity(np.searchsorted(keys, rows["account"]), rows["day"], rows["exchanges"])


def _shown(keys: Ints) -> Shown:
    kinds = [int(kind) for kind in (*IDENTIFIERS, *COMPANIES)]
    rows = read_columns(_SHOWN, [kinds], {"account": "int8", "value": "int8"})
    return Shown(np.searchsorted(keys, rows["account"]), np.unique(rows["value"], return_inverse=True)[1])
