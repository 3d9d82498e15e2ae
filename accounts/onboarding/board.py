"""Where does an application stand, whose turn is it, and what should a seller notice? In the words of a board's card.

Pure: the moment of asking is an argument. Nothing personal goes in: states, times and the keys of what is missing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from accounts.onboarding.needs_words import STEPS, words
from accounts.policy.defaults import Onboarding
from accounts.review.due import due

type Stage = Literal["invited", "filling", "review", "asked", "answered"]
type Turn = Literal["customer", "checks", "reviewer", "lead", "open", "rejected"]

STAGES: Final[dict[Stage, str]] = {
    "invited": "Invited",
    "filling": "Filling in",
    "review": "In review",
    "asked": "Needs an answer",
    "answered": "Answered",
}


class Mark(NamedTuple):
    """What a turn is called, the icon beside the word and the colour that repeats it."""

    words: str
    icon: str
    kind: str = ""


TURNS: Final[dict[Turn, Mark]] = {
    "customer": Mark("Customer’s turn", "person", "accent"),
    "checks": Mark("Being checked", "clock"),
    "reviewer": Mark("Reviewer’s turn", "shield"),
    "lead": Mark("Lead’s turn", "approvals"),
    "open": Mark("Open", "check", "clear"),
    "rejected": Mark("Rejected", "close"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rows say of an application.

    `proposed`: its case waits for a second person; `due_at`, `paused`: the case's clock; `items`: what is asked for
    now, in words; `answer_due`: when the first of them is due.
    """

    kind: str
    state: str
    missing: tuple[str, ...] = ()
    steps_done: int = 0
    steps: int = 5
    created_at: datetime
    invited_at: datetime | None = None
    opened_at: datetime | None = None
    started_at: datetime | None = None
    saved_at: datetime | None = None
    state_since: datetime
    decided_at: datetime | None = None
    access_at: datetime | None = None
    proposed: bool = False
    due_at: datetime | None = None
    paused: bool = False
    items: tuple[str, ...] = ()
    answer_due: datetime | None = None

    @property
    def moved_at(self) -> datetime:
        """When the customer last did something, or was last written to at the beginning."""
        return self.saved_at or self.opened_at or self.invited_at or self.created_at


@dataclass(frozen=True, slots=True)
class Standing:
    """An application in words. `progress`: 0 to 100; `notice` is "stuck", "due today" …, `pressing` when it is late."""

    stage: Stage
    turn: Turn
    line: str
    progress: float
    age: str
    notice: str = ""
    pressing: bool = False

    @property
    def mark(self) -> Mark:
        """The turn as it is shown."""
        return TURNS[self.turn]

    @property
    def stage_words(self) -> str:
        """The column it stands in."""
        return STAGES[self.stage]


def standing(facts: Facts, numbers: Onboarding, now: datetime) -> Standing:
    """Where it stands at this moment."""
    stage = stage_of(facts.state, started=facts.started_at is not None)
    notice, pressing = _notice(facts, stage, numbers, now)
    return Standing(
        stage=stage,
        turn=_turn(facts),
        line=_line(facts, stage, stuck=notice == "stuck"),
        progress=_progress(facts, stage),
        age=_age(facts, now),
        notice=notice,
        pressing=pressing,
    )


def stage_of(state: str, *, started: bool) -> Stage:
    """The column of a state; a draft is filled in once something was saved."""
    if state == "draft":
        return "filling" if started else "invited"
    if state in {"approved", "rejected"}:
        return "answered"
    return "asked" if state == "information_requested" else "review"


def missing_in_words(keys: tuple[str, ...]) -> list[str]:
    """What is missing, each thing once, however many people it is missing of: `a birth date (2 people)`."""
    counts: dict[str, int] = {}
    for key in keys:
        counts[words(key)] = counts.get(words(key), 0) + 1
    return [f"{thing} ({count} times)" if count > 1 else thing for thing, count in counts.items()]


def step_of(key: str, kind: str) -> str:
    """The name of the step where a gap is closed."""
    group = key.partition(".")[0]
    named = {"company": "company", "document": "documents", "use": "use", "statement": "review"}
    first = STEPS[kind][0].key
    wanted = named.get(group, "you" if first == "you" else "ownership")
    return next((step.label for step in STEPS[kind] if step.key == wanted), "")


def span(length: timedelta) -> str:
    """A length of time as a card says it: `20 min`, `6 h`, `3 d`."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 24 * 60 else f"{minutes // (24 * 60)} d"


def _turn(facts: Facts) -> Turn:
    if facts.state in {"draft", "information_requested"}:
        return "customer"
    if facts.state == "submitted":
        return "checks"
    if facts.state == "in_review":
        return "lead" if facts.proposed else "reviewer"
    return "open" if facts.state == "approved" else "rejected"


def _line(facts: Facts, stage: Stage, *, stuck: bool) -> str:
    if stage == "invited":
        return "Opened, nothing filled in" if facts.opened_at else "Not opened yet"
    if stage == "filling":
        return _filled(facts, stuck=stuck)
    if stage == "asked":
        return _asked(facts.items)
    if stage == "review":
        return "Waits for a lead" if facts.proposed else "All there"
    if facts.state == "approved":
        opened = facts.access_at or facts.decided_at or facts.state_since
        return f"Open since {opened:%-d %b}"
    return f"Answered {facts.decided_at or facts.state_since:%-d %b}"


def _filled(facts: Facts, *, stuck: bool) -> str:
    done = f"{facts.steps_done} of {facts.steps} steps"
    gaps = missing_in_words(facts.missing)
    if not gaps:
        return f"{done} · ready to hand in"
    if len(gaps) == 1:
        return f"{done} · missing: {gaps[0]}"
    return f"{done} · stopped at {step_of(facts.missing[0], facts.kind)}" if stuck else f"{done} · {len(gaps)} missing"


def _asked(items: tuple[str, ...]) -> str:
    if not items:
        return "An answer is awaited"
    return f"1 item: {items[0]}" if len(items) == 1 else f"{len(items)} items: {items[0]}, …"


def _progress(facts: Facts, stage: Stage) -> float:
    if stage == "invited":
        return 0.0
    if stage == "filling":
        return 100.0 * min(facts.steps_done, facts.steps) / max(facts.steps, 1)
    if stage == "asked":  # everything but what is asked for
        return 100.0 - 50.0 / max(facts.steps, 1)
    return 100.0


def _age(facts: Facts, now: datetime) -> str:
    if facts.decided_at and facts.state in {"approved", "rejected"}:
        return f"{span(facts.decided_at - facts.created_at)} total"
    return span(now - (facts.moved_at if facts.state == "draft" else facts.state_since))


def _notice(facts: Facts, stage: Stage, numbers: Onboarding, now: datetime) -> tuple[str, bool]:
    """What stands at the foot of the card, and whether it presses."""
    if stage in {"invited", "filling"}:
        return _silence(now - facts.moved_at, numbers)
    if stage == "asked":
        return _answer_due(facts, now)
    if stage == "review" and facts.due_at:
        said = due(facts.due_at, now, paused=facts.paused)
        return (said.words if said.state in {"late", "paused"} else _by(facts.due_at, now)), said.state == "late"
    return "", False


def _silence(quiet: timedelta, numbers: Onboarding) -> tuple[str, bool]:
    remind = timedelta(days=numbers.remind_days)
    if quiet >= remind:
        return "stuck", True
    return ("remind tomorrow", False) if quiet >= remind - timedelta(days=1) else ("", False)


def _answer_due(facts: Facts, now: datetime) -> tuple[str, bool]:
    if facts.answer_due is None:
        return ("clock paused" if facts.paused else ""), False
    if facts.answer_due < now:
        return "answer overdue", True
    return ("answer " + _by(facts.answer_due, now)), False


def _by(at: datetime, now: datetime) -> str:
    days = (at.date() - now.date()).days
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due {at:%-d %b}")
