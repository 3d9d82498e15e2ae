"""Under which keys are prompts sketched, and which are known? Secrets come from the settings, ids are remembered."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection

from accounts.policy.querysets import current
from graph.signals.key_ages import advice
from graph.signals.models import SketchKey as KnownKey
from kycrisk.sketch import Sketch, SketchKey, sketch_prompts
from kycrisk.sketch.words import Words

_NEW = "INSERT INTO signals_sketch_key (key_id, introduced_at) SELECT unnest(%s::text[]), now() ON CONFLICT DO NOTHING"


def sketches_of(prompts: Sequence[str], *, look: Callable[[Words], None] | None = None) -> list[Sketch]:
    """Sketch prompts under the newest key; under the one before as well, as long as the settings name it.

    `look` sees their words go by.
    """
    newest, *older = (SketchKey(key_id, secret) for key_id, secret in settings.SKETCH_KEYS.items())
    return sketch_prompts(prompts, newest, older[0] if older else None, look=look)


def keys_of(sketches: Iterable[Sketch]) -> dict[str, int]:
    """The number of every key that the sketches name, in the caller's transaction; a new one is remembered from now."""
    pairs = {(sketch.key_id, sketch.key_ids) for sketch in sketches}
    named = frozenset[str]().union(*(key_ids for _, key_ids in pairs))
    known = _numbers(named)
    if fresh := named - known.keys():
        # The key before came into use before: two that are seen for the first time together are numbered so.
        older = {other for key_id, key_ids in pairs for other in key_ids - {key_id}}
        with connection.cursor() as cursor:
            cursor.execute(_NEW, [sorted(fresh, key=lambda key_id: (key_id not in older, key_id))])
        known = _numbers(named)
    return known


def keys_taken(most: int) -> frozenset[str] | None:
    """The only keys that gateways may name, once so many are known; None while there is room for more."""
    known = frozenset(KnownKey.objects.order_by("id").values_list("key_id", flat=True)[: 2 * most])
    return known | settings.SKETCH_KEYS.keys() if len(known) >= most else None


def advice_about_keys(now: datetime) -> list[str]:
    """What whoever runs the installation should do about the keys in its settings."""
    introduced = dict(KnownKey.objects.filter(key_id__in=settings.SKETCH_KEYS).values_list("key_id", "introduced_at"))
    return advice(list(settings.SKETCH_KEYS), introduced, now, current().numbers.sketching)


def _numbers(key_ids: frozenset[str]) -> dict[str, int]:
    return dict(KnownKey.objects.filter(key_id__in=key_ids).values_list("key_id", "id")) if key_ids else {}
