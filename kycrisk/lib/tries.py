"""How often was something tried within this hour? Counted where every web process looks.

Two processes that count at the same moment may miss one try; a limit of dozens or hundreds can bear that.
"""

import hashlib
import time

from django.core.cache import cache

HOUR = 3600


def tries(what: str) -> int:
    """How often it was counted within this hour."""
    return int(cache.get(_key(what), 0))


def count_try(what: str) -> int:
    """Count one more; answers how many there are now within this hour."""
    now = tries(what) + 1
    cache.set(_key(what), now, timeout=HOUR)
    return now


def seconds_left() -> int:
    """How long the hour lasts."""
    return HOUR - int(time.time()) % HOUR


def _key(what: str) -> str:
    """Neither an address nor a name is kept in the open."""
    hashed = hashlib.blake2b(what.encode(errors="replace"), digest_size=16).hexdigest()
    return f"tries:{int(time.time()) // HOUR}:{hashed}"
