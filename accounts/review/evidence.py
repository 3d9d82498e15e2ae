"""What is put before a person? The shape of evidence, of a referral, and when a new one is worth appending.

Pure structures and rules. Graph fills a `Referral`; review keeps its `Pack` as a snapshot; pages show it.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec

from accounts.policy.defaults import Desk

ID = re.compile(r"[a-z]+_[0-9A-Z]{8,}")
GroupKey = Literal["owns", "does", "connects", "says"]
AspectKey = Literal["volume", "capabilities", "coordination", "releases"]
Weight = Literal["counts", "context", "group", "explained"]

GROUP_TITLES: dict[GroupKey, tuple[str, str]] = {
    "owns": ("Who pays and owns", "A stranger cannot put these on a customer"),
    "does": ("What they do", "Own conduct; nobody else can do it for them"),
    "connects": ("How they connect", "Anyone behind the same address or device may share these"),
    "says": ("What they told us", "Anyone can write these; at most 3 bits together"),
}

ASPECT_TITLES: dict[AspectKey, tuple[str, str]] = {
    "volume": ("Volume and timing", "How much, how evenly and when"),
    "capabilities": ("What it draws on", "Which capabilities their prompts ask for"),
    "coordination": ("Acting together", "What they do by agreement, or by chance"),
    "releases": ("New models", "How soon they move to what just came out"),
}


class Line(msgspec.Struct, frozen=True):
    """One sentence of evidence. `bits` is None where it explains only; `small` says how rare and what hangs on it."""

    factor: str
    family: str
    sentence: str
    small: str = ""
    bits: float | None = None
    weight: Weight = "counts"


class Group(msgspec.Struct, frozen=True):
    """Lines that speak of the same thing, strongest first, and their total in bits."""

    key: GroupKey
    bits: float
    lines: list[Line]


class Aspect(msgspec.Struct, frozen=True):
    """What is said of the accounts as one pool, beside honest pools of the same size."""

    key: AspectKey
    bits: float
    lines: list[Line]

    @property
    def title(self) -> str:
        """Its heading."""
        return ASPECT_TITLES[self.key][0]

    @property
    def about(self) -> str:
        """What it is about, in small words."""
        return ASPECT_TITLES[self.key][1]


class Fact(msgspec.Struct, frozen=True):
    """A figure of the fact strip: `In step · 388 · of 412`."""

    label: str
    value: str
    detail: str = ""


class Pack(msgspec.Struct, frozen=True):
    """Everything a reviewer reads: the finding as a heading, what speaks against and for them."""

    headline: str
    summary: str
    recommendation: Literal["clear", "watch", "review", "limit"]
    score: float
    bits: float
    groups: list[Group]
    speaks_for: list[str]
    facts: list[Fact] = []
    campaign_type: str = "unclear"
    aspects: list[Aspect] = []

    def factors(self) -> frozenset[str]:
        """Which factors count."""
        return frozenset(line.factor for group in self.groups for line in group.lines if line.weight == "counts")


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """An account on the snapshot: what is suggested for it, and why it might be left out of a decision.

    `used_first`: the share of its families that it used before anybody else. `family_share`: the share of its own
    prompts that the network's families lead. `paid`: by currency, minor units, in the last days that policy looks
    back. `payers`: what it paid with, as marks that mean something inside this snapshot only. `second_pool`: it came
    after a suspension and looks like what was suspended, so a person is asked again, though no list begins with it.
    """

    account: str
    recommendation: Literal["clear", "watch", "review", "limit"]
    company: str = ""
    cell: str = ""
    in_step: bool = False
    families: int = 0
    elicitation_share: float = 0.0
    since: datetime | None = None
    used_first: float = 0.0
    family_share: float = 0.0
    exchanges_per_day: float = 0.0
    first_exchange: datetime | None = None
    paid: dict[str, int] = {}
    payers: list[str] = []
    second_pool: bool = False
    # Empty: may be limited or suspended; else the reason it is left out by default ("not in step", "first user", …).
    leave_out: str = ""


class Referral(msgspec.Struct, frozen=True):
    """What graph (or onboarding) asks a person to look at; idempotent by subject.

    `merged_from` and `split_from` name lineages whose open cases this one follows.
    """

    kind: Literal["onboarding", "account", "network", "screening", "appeal", "reverification"]
    subject_type: Literal["account", "application", "network", "party", "decision"]
    subject_id: str
    title: str
    pack: Pack
    members: list[Member]
    priority: int
    priority_reasons: list[str]
    as_of: datetime
    policy_version: int
    merged_from: list[str] = []
    split_from: str = ""


class Weighed(msgspec.Struct, frozen=True):
    """What is compared between two snapshots."""

    recommendation: str
    factors: frozenset[str]
    bits: float
    members: frozenset[str]


def opened(body: Any) -> Pack:
    """The pack of a stored snapshot."""
    return msgspec.convert(body, Pack)


def listed(members: Any) -> list[Member]:
    """The members of a stored snapshot."""
    return msgspec.convert(members, list[Member])


def weigh(pack: Pack, members: Iterable[Member]) -> Weighed:
    """What of a snapshot is compared with another."""
    return Weighed(pack.recommendation, pack.factors(), pack.bits, frozenset(member.account for member in members))


def material_changes(before: Weighed, after: Weighed, desk: Desk) -> list[str]:
    """Why the new evidence deserves a line in the case, as sentences; empty: nothing material changed.

    Material is: another recommendation, another set of factors, a change of at least `evidence_min_bits`, or at
    least `evidence_min_member_share` of the earlier members joined or left.
    """
    changes: list[str] = []
    if after.recommendation != before.recommendation:
        changes.append(f"The suggestion changed from {before.recommendation} to {after.recommendation}.")
    if after.factors != before.factors:
        changes.append(_factor_sentence(before.factors, after.factors))
    if abs(after.bits - before.bits) >= desk.evidence_min_bits:
        direction = "grew" if after.bits > before.bits else "fell"
        changes.append(f"Evidence {direction} by {abs(after.bits - before.bits):.1f} bits.")
    moved = len(before.members ^ after.members)
    if moved and moved >= desk.evidence_min_member_share * max(1, len(before.members)):
        joined, left = len(after.members - before.members), len(before.members - after.members)
        changes.append(f"{joined} accounts joined and {left} left.")
    return changes


def _in_words(factor: str) -> str:
    """`check:identity:doc_4F…:unclear` as `check identity unclear`: which document it was says nothing to a reader."""
    return " ".join(part for part in factor.split(":") if not ID.fullmatch(part)).replace("_", " ")


def _factor_sentence(before: frozenset[str], after: frozenset[str]) -> str:
    new, gone = (sorted({_in_words(factor) for factor in some}) for some in (after - before, before - after))
    parts = [f"new: {', '.join(new)}" if new else "", f"no longer: {', '.join(gone)}" if gone else ""]
    return f"What counts changed ({'; '.join(part for part in parts if part)})."
