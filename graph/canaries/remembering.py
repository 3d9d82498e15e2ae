"""Which canaries does this process look for? All readable ones; new ones are learned before the next look."""

from threading import Lock

from django.db import connection
from django.db.models import Max

from graph.canaries.finding import Planted
from graph.canaries.models import Canary
from graph.canaries.sealing import house, opened_under

AT_ONCE = 10_000
_lock = Lock()
_known: dict[str, tuple[int, Planted]] = {}
"""By database: the newest canary learned, and everything to look for. What was forgotten since is found for nothing."""


def planted() -> Planted:
    """What to look for in prompts now; one small query while nothing new was minted."""
    database, secret = str(connection.settings_dict["NAME"]), house().secret
    with _lock:
        newest, looked_for = _known.get(database, (0, Planted.nothing(secret)))
        last = Canary.objects.aggregate(last=Max("pk"))["last"] or 0
        while newest < last:
            newest, looked_for = _learned(newest, last, looked_for)
        _known[database] = newest, looked_for
        return looked_for


def _learned(newest: int, last: int, looked_for: Planted) -> tuple[int, Planted]:
    """The next canaries: mintings wait for one another, so none can appear behind the newest that is known."""
    rows = Canary.objects.readable().filter(pk__gt=newest).order_by("pk")
    found = list(rows.values_list("pk", "sealed", "minting__wrapped_key")[:AT_ONCE])
    phrases = [(key, opened_under(wrapped, sealed)) for key, sealed, wrapped in found if sealed is not None]
    cores = {key: phrase.core for key, phrase in phrases if phrase is not None}
    seen = found[-1][0] if len(found) == AT_ONCE else last
    return seen, looked_for.with_more(list(cores.values()), list(cores))
