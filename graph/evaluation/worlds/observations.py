"""What does a dataset folder show of each account? Counts and sums, read in one pass, in arrays a million rows long."""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.evaluation.worlds.geography import HOSTING
from kycrisk.lib.rows import open_any

_OPENING_WORDS = 6
_SHORT_WORDS = 30
_ASKING = ("step by step", "reason", "score", "grade", "rubric", "json", "chain of thought", "criteri", "verdict")
_PREFIXES = tuple(f"{block}." for block in HOSTING)


class Shown(msgspec.Struct):
    """What is read of a signal's `data`."""

    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    prompt: str | None = None
    ip: str | None = None
    device_id: str | None = None
    fingerprint: str | None = None
    funding: str | None = None
    issuer_country: str | None = None
    amount: int = 0
    outcome: str | None = None


class Seen(msgspec.Struct):
    """What is read of a signal."""

    time: str
    type: str
    subject: str
    data: Shown


@dataclass(slots=True)
class Pairs:
    """Accounts and the values they showed, each pair as often as it was seen."""

    accounts: array[int] = field(default_factory=lambda: array("q"))
    values: array[int] = field(default_factory=lambda: array("q"))
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, account: int, value: str | None) -> None:
        """Keep a sighting; nothing is kept of nothing."""
        if value:
            self.accounts.append(account)
            self.values.append(self._numbers.setdefault(value, len(self._numbers)))

    def add_hashed(self, account: int, text: str) -> None:
        """The same for texts of which there are too many to keep."""
        self.accounts.append(account)
        self.values.append(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True))

    def number(self, value: str) -> int:
        """The number that stands for a value; -1 if nobody showed it."""
        return self._numbers.get(value, -1)

    def names(self) -> list[str]:
        """The values in the order of their numbers."""
        return list(self._numbers)

    def columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Account and value of each sighting."""
        return np.frombuffer(self.accounts, np.int64), np.frombuffer(self.values, np.int64)


SUMS = (
    "exchanges prompts words short asking input output hosted night payments amount virtual prepaid abroad "
    "failed sessions"
).split()


@dataclass(slots=True)
class Observations:
    """Everything that was seen: `sums` by name, one number an account, and the pairs by what they are pairs of."""

    accounts: list[dict[str, object]]
    sums: dict[str, array[float]]
    addresses: Pairs = field(default_factory=Pairs)
    devices: Pairs = field(default_factory=Pairs)
    cards: Pairs = field(default_factory=Pairs)
    openings: Pairs = field(default_factory=Pairs)
    days: Pairs = field(default_factory=Pairs)
    hours: Pairs = field(default_factory=Pairs)
    models: Pairs = field(default_factory=Pairs)


def observe(folder: Path) -> Observations:
    """Read `accounts.jsonl` and `signals.ndjson` of a dataset folder, gzipped or not."""
    accounts = [json.loads(line) for line in _lines(folder, "accounts.jsonl")]
    number = {row["account"]: index for index, row in enumerate(accounts)}
    seen = Observations(accounts, {name: array("d", bytes(8 * len(accounts))) for name in SUMS})
    decode = msgspec.json.Decoder(Seen).decode
    for line in _lines(folder, "signals.ndjson"):
        signal = decode(line)
        _note(seen, number[signal.subject], signal)
    return seen


def _lines(folder: Path, name: str) -> Iterator[bytes]:
    path = folder / name
    with open_any(path if path.exists() else folder / f"{name}.gz") as file:
        yield from file


def _note(seen: Observations, account: int, signal: Seen) -> None:
    shown = signal.data
    if signal.type == "payment.used":
        _note_payment(seen, account, shown)
        return
    seen.addresses.add(account, shown.ip)
    seen.devices.add(account, shown.device_id)
    if shown.ip and shown.ip.startswith(_PREFIXES):
        seen.sums["hosted"][account] += 1
    if signal.type == "exchange.made":
        _note_exchange(seen, account, signal)
    else:
        seen.sums["sessions"][account] += 1


def _note_payment(seen: Observations, account: int, shown: Shown) -> None:
    seen.cards.add(account, shown.fingerprint)
    sums = seen.sums
    sums["payments"][account] += 1
    sums["amount"][account] += shown.amount
    sums["virtual"][account] += shown.funding == "virtual"
    sums["prepaid"][account] += shown.funding == "prepaid"
    sums["abroad"][account] += shown.issuer_country != seen.accounts[account]["country"]
    sums["failed"][account] += shown.outcome != "succeeded"


def _note_exchange(seen: Observations, account: int, signal: Seen) -> None:
    sums, shown, hour = seen.sums, signal.data, signal.time[11:13]
    sums["exchanges"][account] += 1
    sums["input"][account] += shown.input_tokens
    sums["output"][account] += shown.output_tokens
    sums["night"][account] += hour < "06"
    seen.days.add(account, signal.time[:10])
    seen.hours.add(account, hour)
    seen.models.add(account, shown.model)
    if shown.prompt is not None:
        _note_prompt(seen, account, shown.prompt)


def _note_prompt(seen: Observations, account: int, prompt: str) -> None:
    words, lower = prompt.split(), prompt.lower()
    sums = seen.sums
    sums["prompts"][account] += 1
    sums["words"][account] += len(words)
    sums["short"][account] += len(words) < _SHORT_WORDS
    sums["asking"][account] += any(mark in lower for mark in _ASKING)
    if len(words) >= _SHORT_WORDS:
        seen.openings.add_hashed(account, " ".join(words[:_OPENING_WORDS]))
