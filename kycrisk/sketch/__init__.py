"""What remains of a prompt once its words are forgotten? A sketch.

Pure and importable at a gateway: the standard library and numpy, no settings, no clock. A prompt becomes a `Sketch`:
keyed hashes of sampled five-word shingles (equal hashes = equal five words, under the same key), coarse traits and a
word count. Whoever holds the key can test a guessed prompt against a sketch; whoever does not holds random numbers.

    key, *older = parse_keys(os.environ["KYCRISK_SKETCH_KEYS"])
    wire = sketch_prompt(prompt, key, before=older[0] if older else None).to_dict()

The numbers used here belong to version 1 of the format, not to policy: gateway and server must agree on them.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kycrisk.sketch.folding import LONGEST_PROMPT, Folded, fold
from kycrisk.sketch.keyed import (
    KEPT_AT_MOST,
    SAMPLED_ONE_IN,
    SHINGLE_WORDS,
    SKETCHED_FROM_WORDS,
    SketchKey,
    hasher_for,
)
from kycrisk.sketch.traits import trait_masks
from kycrisk.sketch.wire import MOST_SHINGLES, TRAIT_BIT, TRAITS, VERSION, Before, Sketch, trait_mask, traits_of
from kycrisk.sketch.words import Words, words_of

__all__ = [
    "KEPT_AT_MOST",
    "LONGEST_PROMPT",
    "MOST_SHINGLES",
    "SAMPLED_ONE_IN",
    "SHINGLE_WORDS",
    "SKETCHED_FROM_WORDS",
    "TRAITS",
    "TRAIT_BIT",
    "VERSION",
    "Before",
    "Sketch",
    "SketchKey",
    "parse_keys",
    "sketch_prompt",
    "sketch_prompts",
    "trait_mask",
    "traits_of",
]

_CHARACTERS_AT_ONCE = 1 << 16


def sketch_prompt(text: str, key: SketchKey, *, before: SketchKey | None = None, language: str | None = None) -> Sketch:
    """Turn a prompt into what may be kept of it; any text works, none is too long or too strange.

    `tokens` counts words (characters, in scripts without spaces). `language` is passed on as the gateway knows it.
    While two keys overlap, `before` is the older one: the sketch then holds the prompt's shingles under both, so that
    what was learned under the old key is recognised under the new one.
    """
    sketch = _sketch_together([fold(text)], key, before)[0]
    return sketch if language is None else replace(sketch, language=language)


def sketch_prompts(
    texts: Sequence[str],
    key: SketchKey,
    before: SketchKey | None = None,
    *,
    look: Callable[[Words], None] | None = None,
) -> list[Sketch]:
    """The same for many prompts, several times quicker for each.

    `look` sees the words of the prompts go by, batch after batch, before they are forgotten.
    """
    return [sketch for prompts in _batches(texts) for sketch in _sketch_together(prompts, key, before, look)]


def _batches(texts: Sequence[str]) -> Iterator[list[Folded]]:
    """Folded prompts, a limited amount of text at a time."""
    batch: list[Folded] = []
    size = 0
    for text in texts:
        prompt = fold(text)
        size += len(prompt.folded) + 1
        if batch and size > _CHARACTERS_AT_ONCE:
            yield batch
            batch, size = [], len(prompt.folded) + 1
        batch.append(prompt)
    if batch:
        yield batch


def _sketch_together(
    prompts: list[Folded], key: SketchKey, before: SketchKey | None, look: Callable[[Words], None] | None = None
) -> list[Sketch]:
    words = words_of([prompt.folded for prompt in prompts])
    if look is not None:
        look(words)
    tokens = (words.indptr[1:] - words.indptr[:-1]).tolist()
    masks = trait_masks(prompts, words)
    shingles = hasher_for(key).sample(words)
    older = _sampled_before(words, before, len(prompts))
    return [
        Sketch(key.key_id, count, sampled, traits_of(mask), before=known)
        for count, sampled, mask, known in zip(tokens, shingles, masks, older, strict=True)
    ]


def _sampled_before(words: Words, key: SketchKey | None, prompts: int) -> list[Before | None]:
    if key is None:
        return [None] * prompts
    return [Before(key.key_id, sampled) for sampled in hasher_for(key).sample(words)]


def parse_keys(setting: str) -> tuple[SketchKey, ...]:
    """The keys of `KYCRISK_SKETCH_KEYS`: `id:base64,id:base64`, newest first, 32 bytes each.

    Raises ValueError that says which entry is wrong and never repeats it: it may be a secret in the wrong place.
    """
    entries = [entry.strip() for entry in setting.split(",") if entry.strip()]
    keys = tuple(_parse_key(entry, position) for position, entry in enumerate(entries, start=1))
    if not keys:
        raise ValueError("no sketch key given; write id:base64, the key made with: openssl rand -base64 32")
    if len({key.key_id for key in keys}) != len(keys):
        raise ValueError("two sketch keys have the same id; give each key an id of its own")
    return keys


def _parse_key(entry: str, position: int) -> SketchKey:
    key_id, colon, encoded = entry.partition(":")
    if not colon:
        raise ValueError(f"sketch key {position} is not written id:base64 (several are separated by commas)")
    try:
        return SketchKey(key_id, base64.b64decode(encoded, validate=True))
    except binascii.Error:
        raise ValueError(f"sketch key {position} is not base64; make one with: openssl rand -base64 32") from None
    except ValueError as error:
        raise ValueError(f"sketch key {position}: {error}") from None
