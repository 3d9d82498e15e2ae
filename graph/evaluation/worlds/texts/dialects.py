"""In which languages are orders given, and with which frames?"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.evaluation.worlds.texts.fillings import FILLINGS, Filling, stories_of
from graph.evaluation.worlds.texts.frames import Frames
from graph.evaluation.worlds.texts.orders import english, french, german, spanish
from graph.evaluation.worlds.texts.orders.abroad import Abroad
from graph.evaluation.worlds.texts.tongues import FRENCH_STORY, GERMAN_STORY, SPANISH_STORY


@dataclass(frozen=True, slots=True)
class Dialect:
    """The frames of one language; tasks, the same in plain words, and fillings by purpose."""

    roles: Frames
    tasks: Mapping[str, Frames]
    plain: Mapping[str, Frames]
    demands: Frames
    formats: Frames
    labels: Frames
    fillings: Mapping[str, Filling]


def _abroad(language: Abroad, stories: Frames) -> Dialect:
    return Dialect(
        roles=language.roles,
        tasks=language.tasks,
        plain=language.plain,
        demands=language.demands,
        formats=language.formats,
        labels=english.LABELS,
        fillings=dict.fromkeys(FILLINGS, stories_of(stories)),
    )


DIALECTS = {
    "en": Dialect(
        english.ROLES, english.TASKS, english.PLAIN, english.DEMANDS, english.FORMATS, english.LABELS, FILLINGS
    ),
    "de": _abroad(german.GERMAN, GERMAN_STORY),
    "es": _abroad(spanish.SPANISH, SPANISH_STORY),
    "fr": _abroad(french.FRENCH, FRENCH_STORY),
}
