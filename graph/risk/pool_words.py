"""What is said of a network as a pool? Volume and timing, capabilities, coordination, releases; beside honest ones.

A measure that honest pools of the size reach as well is ordinary, and that is said too. Four measures count in bits,
each and together capped by policy; the others explain (flat hours pointed the wrong way when rings worked in shifts).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from accounts.policy.detection import Pools
from accounts.review.evidence import Aspect, AspectKey, Line, Weight
from graph.risk.phrases import counted, number, percent, start
from graph.risk.pool_reference import Measured

COUNTS: Final = frozenset({"volume", "elicitation", "handover", "together"})
ASPECT_OF: Final[Mapping[str, AspectKey]] = {
    "volume": "volume",
    "evenness": "volume",
    "night": "volume",
    "steadiness": "volume",
    "elicitation": "capabilities",
    "capability": "capabilities",
    "output": "capabilities",
    "agreement": "coordination",
    "handover": "coordination",
    "together": "coordination",
    "release": "releases",
}
ORDER: Final[tuple[AspectKey, ...]] = ("volume", "capabilities", "coordination", "releases")
NOUNS: Final = {
    "volume": "volume",
    "evenness": "the spread of the work",
    "night": "hours",
    "steadiness": "rhythm",
    "elicitation": "what it asks for",
    "capability": "the capabilities it uses",
    "output": "the length of answers",
    "release": "moving to new models",
}
CAPABILITIES: Final = {"reasoning": "reasoning", "rubric": "grading by rubric", "code": "code", "tool_use": "tool use"}


def aspects(measures: Sequence[Measured], rules: Pools, *, explained: bool = False) -> list[Aspect]:
    """The four groups, those without anything unusual left out; worth nothing where an organisation explains it."""
    unusual = [one for one in measures if is_unusual(one, rules)]
    worth = dict(zip([one.measure for one in unusual], _worth(unusual, rules), strict=True))
    worth = dict.fromkeys(worth, 0.0) if explained else worth
    found = []
    for key in ORDER:
        lines = [_line(one, worth[one.measure], rules) for one in unusual if ASPECT_OF[one.measure] == key]
        if lines:
            lines.sort(key=lambda line: -(line.bits or 0.0))
            found.append(Aspect(key, round(sum(line.bits or 0.0 for line in lines), 2), lines))
    return found


def is_unusual(one: Measured, rules: Pools) -> bool:
    """Do so few honest pools reach it that a person should read it?"""
    return one.value > one.standing.usual and one.standing.share <= rules.shown_share


def ordinary(measures: Sequence[Measured], rules: Pools) -> str:
    """What honest pools of its size do as well, for the side that speaks for them; empty if there is nothing."""
    same = [NOUNS[one.measure] for one in measures if one.measure in NOUNS and not is_unusual(one, rules)]
    if not same:
        return ""
    listed = f"{', '.join(same[:-1])} and {same[-1]}" if len(same) > 1 else same[0]
    return f"Ordinary for honest accounts of that number: {listed}."


def _worth(unusual: Sequence[Measured], rules: Pools) -> list[float | None]:
    """Bits of each measure, None for those that explain; shortened together where they would exceed the cap."""
    bits = [_bits(one, rules) if one.measure in COUNTS else None for one in unusual]
    total = sum(one or 0.0 for one in bits)
    part = min(1.0, rules.cap / total) if total else 1.0
    return [None if one is None else round(one * part, 3) for one in bits]


def _bits(one: Measured, rules: Pools) -> float:
    bits = min(rules.measure_cap, -math.log2(one.standing.share))
    return min(bits, one.value) if one.measure == "together" else bits


def _line(one: Measured, bits: float | None, rules: Pools) -> Line:
    sentence, shown = SENTENCES[one.measure]
    family = "prompts" if one.measure in {"elicitation", "capability", "agreement", "together"} else "rhythm"
    weight: Weight = "context" if bits is None else "counts" if bits > 0 else "explained"
    return Line(f"pool_{one.measure}", family, sentence(one, rules), beside(one, shown), bits, weight)


def beside(one: Measured, shown: Callable[[float], str]) -> str:
    """How many honest pools are as loud, and the middle one."""
    place = one.standing
    none = "none" if place.louder == 0 else number(place.louder)
    verb = "is" if place.louder < 2 else "are"
    said = f"Of {place.pools:,} pools of {place.size:,} honest accounts {none} {verb} as loud; "
    said += f"the middle one: {shown(place.usual)}."
    if place.networks:
        few = "none" if place.louder_networks == 0 else number(place.louder_networks)
        said += f" Of {counted(place.networks, 'honest network')} of like size {few}."
    return said


def _volume(one: Measured, _: Pools) -> str:
    return f"{start(counted(one.accounts, 'account'))} make {one.value:,.1f} requests each on a day of theirs."


def _evenness(one: Measured, _: Pools) -> str:
    return f"The work is spread evenly: the quieter half of the accounts makes {percent(one.value)} of the requests."


def _night(one: Measured, _: Pools) -> str:
    return f"{percent(one.value)} of the requests fall into the eight quietest hours of the day; a third would be flat."


def _steadiness(one: Measured, _: Pools) -> str:
    return f"They ask steadily: long gaps are only {1 / max(one.value, 1e-9):,.1f} times as long as short ones."


def _elicitation(one: Measured, _: Pools) -> str:
    return f"{percent(one.value)} of exchanges ask for reasoning, grading or training data."


def _capability(one: Measured, _: Pools) -> str:
    name = CAPABILITIES.get(one.detail, one.detail)
    return f"{percent(one.value)} of what they ask for is one valuable capability: {name}."


def _output(one: Measured, _: Pools) -> str:
    return f"Answers are {one.value:,.1f} times as long as what was asked."


def _agreement(one: Measured, _: Pools) -> str:
    return f"{percent(one.value)} of their prompts belong to families that at least a tenth of them lead with."


def _handover(one: Measured, rules: Pools) -> str:
    count = round(one.value * one.accounts)
    return f"{start(counted(count, 'account'))} began within {rules.handover_hours} hours after another one stopped."


def _together(_: Measured, rules: Pools) -> str:
    return f"They took up the same prompt families within the same {rules.same_hours} hours, long after they began."


def _release(one: Measured, rules: Pools) -> str:
    after = f"{rules.release_hours} hours after a release"
    return f"{percent(one.value)} of what they asked in the {after} went to the new model."


def _plain(value: float) -> str:
    return f"{value:,.1f}"


def _times(value: float) -> str:
    return f"{1 / value:,.1f} times" if value else "not known"


def _bit(value: float) -> str:
    return f"{value:,.1f} bits of coincidence"


SENTENCES: Final[Mapping[str, tuple[Callable[[Measured, Pools], str], Callable[[float], str]]]] = {
    "volume": (_volume, _plain),
    "evenness": (_evenness, percent),
    "night": (_night, percent),
    "steadiness": (_steadiness, _times),
    "elicitation": (_elicitation, percent),
    "capability": (_capability, percent),
    "output": (_output, _plain),
    "agreement": (_agreement, percent),
    "handover": (_handover, percent),
    "together": (_together, _bit),
    "release": (_release, percent),
}
