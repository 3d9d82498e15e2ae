"""What does a language other than English need? Its frames; names of fields are English everywhere."""

from dataclasses import dataclass

from graph.evaluation.worlds.texts.frames import Frames
from graph.evaluation.worlds.texts.orders.words import ORDERS

SHARED = {"key": ORDERS["key"]}


@dataclass(frozen=True, slots=True)
class Abroad:
    """The frames of one language; tasks, and the same in everybody's words, by purpose."""

    roles: Frames
    tasks: dict[str, Frames]
    plain: dict[str, Frames]
    demands: Frames
    formats: Frames
