"""Under which keys are prompts sketched, and which are known? Secrets come from the settings, ids are remembered."""

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.db import connection

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
    pairs = {(sketch.key_id, sketch.before.key_id if sketch.before else sketch.key_id) for sketch in sketches}
    named = {key_id for pair in pairs for key_id in pair}
    known = _numbers(named)
    if fresh := sorted(named - known.keys()):
        with connection.cursor() as cursor:
            # The key before came into use before: two that are seen for the first time together are numbered so.
            older = {before for key_id, before in pairs if before != key_id}
            cursor.execute(_NEW, [sorted(fresh, key=lambda key_id: (key_id not in older, key_id))])
        known = _numbers(named)
    return known


def _numbers(key_ids: set[str]) -> dict[str, int]:
    return dict(KnownKey.objects.filter(key_id__in=key_ids).values_list("key_id", "id")) if key_ids else {}
