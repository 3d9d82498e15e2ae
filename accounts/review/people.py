"""What does the record say of an account that a decision may be about? Beside the evidence, and never from the graph.

Pure.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An account as it stands; `state` is empty without an access record.

    `pending`: the decision that is to be taken back has not reached this account yet; taking it back stops it.
    `moved`: why the decision that is to be taken back is not what stands now, as a sentence; empty if it is.
    `earlier`: why the stage before left this account out; empty if it was on that list, or there was none.
    `known_days`: for how many whole days it has been here. `owner`: its legal entity's public id.
    """

    state: str = ""
    established_payer: bool = False
    pending: bool = False
    moved: str = ""
    earlier: str = ""
    tier: str = "none"
    verified: bool = False
    known_days: int = 0
    programme: str = ""
    plan: str = ""
    owner: str = ""
    owner_name: str = ""
    declared_per_day: int = 0
