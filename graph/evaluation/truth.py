"""What does a labelled folder say is true? `truth.json`: who is hostile, for whom, and whom they tried to drag along.

Pure: bytes in; labels, and sentences about what could not be read, out. Fields we do not know are ignored.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from kycrisk.lib.errors import Refused

HOSTILE, BENIGN = "distillation", "benign"
_SHAPE = '{"accounts": {"acct_…": {"label": "distillation" or "benign", …}}}'


class Label(msgspec.Struct, frozen=True):
    """The truth about one account; `operator` and `cell` name whom it works for, `benign_group` whom it sits with.

    Where somebody knows: `mundane`, of what it asks for its operator the share that is not the operator's script, and
    `shape`, which sort of campaign or people it is of.
    """

    label: str
    kind: str | None = None
    operator: str | None = None
    cell: str | None = None
    benign_group: str | None = None
    mundane: float | None = None
    shape: str | None = None

    @property
    def hostile(self) -> bool:
        """Does it belong to a campaign?"""
        return self.label == HOSTILE


class Victim(msgspec.Struct, frozen=True):
    """Somebody honest onto whom an operator planted evidence, and how."""

    technique: str | None = None
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Labels and victims by account id."""

    accounts: dict[str, Label]
    victims: dict[str, Victim] = field(default_factory=dict)


def read_truth(raw: bytes) -> tuple[Truth, list[str]]:
    """The truth, and a sentence for every entry that is left out. Raises `Refused` if the whole cannot be read."""
    try:
        body = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        raise Refused(f"truth.json is no JSON; write {_SHAPE}.") from None
    accounts = body.get("accounts") if isinstance(body, dict) else None
    if not isinstance(accounts, dict):
        raise Refused(f"truth.json names no accounts; write {_SHAPE}.")
    complaints: list[str] = []
    labels = _entries(accounts, Label, complaints)
    strange = [name for name, one in labels.items() if one.label not in {HOSTILE, BENIGN}]
    complaints += [f"{name}: its label is neither {HOSTILE} nor {BENIGN}; it is left out." for name in strange]
    for name in strange:
        del labels[name]
    victims = body.get("victims")
    return Truth(labels, _entries(victims if isinstance(victims, dict) else {}, Victim, complaints)), complaints


def _entries[Entry](rows: dict[str, Any], shape: type[Entry], complaints: list[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, row in rows.items():
        try:
            found[name] = msgspec.convert(row, shape)
        except msgspec.ValidationError as error:
            complaints.append(f"{name}: {error}.")
    return found
