"""How far did planted evidence move its victims? The same world once more, without anything its attackers wrote.

Whatever the operators that poisoned somebody showed or asked is taken out of the replayed database, which is thrown
away afterwards, and everything is counted afresh. What a victim's reasons add up to with them there, less what they
add up to without, is what the attackers could do to it, by whatever technique.
"""

from collections.abc import Collection

from django.db import connection, transaction

from accounts.parties.models import Account
from graph.behavior.models import PromptFamily
from graph.evaluation.truth import Truth
from graph.networks.models import Epoch
from graph.pipeline.actions import rebuild
from graph.risk.models import Assessment

_FORGET = (
    "DELETE FROM signals_signal WHERE account_id = ANY(%s)",
    "DELETE FROM signals_sighting WHERE account_id = ANY(%s)",
    "DELETE FROM signals_daily_payment WHERE account_id = ANY(%s)",
    "DELETE FROM behavior_weekly_profile WHERE account_id = ANY(%s)",
)


def moved(truth: Truth) -> dict[str, tuple[float, float]]:
    """Bits of each victim with its attackers there and without them. Leaves the world without them behind."""
    if not truth.victims:
        return {}
    there = _bits(truth.victims)
    _forget(_attackers(truth))
    rebuild()
    without = _bits(truth.victims)
    return {name: (there.get(name, 0.0), without.get(name, 0.0)) for name in truth.victims}


def _attackers(truth: Truth) -> list[str]:
    """Everybody who works for an operator that poisoned somebody; all hostile accounts where none is named."""
    named = {victim.operator for victim in truth.victims.values()}
    return [
        name
        for name, label in truth.accounts.items()
        if label.hostile and name not in truth.victims and (None in named or label.operator in named)
    ]


def _bits(names: Collection[str]) -> dict[str, float]:
    """What the reasons of each account add up to, for those that have any."""
    rows = Assessment.objects.filter(account__account__in=names).values_list("account__account", "reasons")
    return {name: sum(line["bits"] or 0.0 for line in reasons) for name, reasons in rows}


@transaction.atomic
def _forget(names: list[str]) -> None:
    """As if these accounts had never shown or asked anything, nor been of a company, nor been counted."""
    accounts = Account.objects.filter(account__in=names)
    keys = list(accounts.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for statement in _FORGET:
            cursor.execute(statement, [keys])
    accounts.update(legal_entity=None)
    Epoch.objects.all().delete()
    PromptFamily.objects.all().delete()
