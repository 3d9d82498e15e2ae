"""What is a prompt family called, when its words are forgotten? By what it mostly asks for, and a letter.

Pure. Names are given once and kept; the letter only tells families of one kind apart.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kycrisk.sketch import TRAITS

KINDS: Mapping[str, str] = {
    "rubric": "Rubric grading",
    "reasoning": "Step-by-step reasoning",
    "evolve": "Rewriting instructions",
    "generate": "New questions and answers",
    "training_shape": "Training-shaped output",
    "tool_use": "Tool use",
    "code": "Code",
    "math": "Mathematics",
    "chat": "Ordinary help",
}


def kind_of(counts: NDArray[np.int64], prompts: int) -> str:
    """The first of the kinds, in the order above, that at least half of the family's prompts ask for.

    `counts` by position in `TRAITS`.
    """
    for trait, kind in KINDS.items():
        if trait in TRAITS and 2 * int(counts[TRAITS.index(trait)]) >= max(prompts, 1):
            return kind
    return "Repeated wording"


def lettered(number: int) -> str:
    """`A`, `B`, … `Z`, `AA` for 0, 1, … 25, 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
