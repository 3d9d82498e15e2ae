"""What does risk look at? An account and a network as plain facts, gathered by `judging`, judged by nouns.

Pure dataclasses: times in seconds since 1970 (UTC), shares 0..1, evidence in bits.
"""

from dataclasses import dataclass

from graph.networks.pools import Pool
from graph.risk.pool_reference import Measured


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties an account into its network through one family: the strongest value counts.

    `accounts` share the value; `one_in`: one controller in so many shows it; `trusted`: others cannot write it.
    """

    family: str
    kind: str
    mask: str
    bits: float
    accounts: int
    one_in: float
    first: int
    last: int
    trusted: bool
    explained_by: str = ""


@dataclass(frozen=True, slots=True)
class LedFamily:
    """A prompt family an account leads with."""

    name: str
    bits: float
    share: float
    used_first: bool
    own: bool = False  # led by nobody outside the account's own verified organisation
    leaders: int = 0  # members of the network in step that lead with it


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account of a network, or tied to it."""

    account: str
    company: str
    member: bool
    cell: str
    in_step: bool
    conduct_bits: float
    families: tuple[LedFamily, ...]
    elicitation_share: float
    prompts: int
    ties: tuple[Tie, ...]
    explained_by: str
    established_payer: bool
    since: int
    spoken_for: str = ""  # what a person called it: `victim` or `cleared`
    disowned: int = 0  # payments of which the holder of the card said that they were not theirs
    script_share: float = 0.0  # of its prompts, those that a script which stands out leads
    script_elicitation: float = 0.0  # how often that script extracts, relative to usual
    trusted_bits: float = 0.0  # of ties to another controller that others cannot write and nothing explains

    @property
    def tie_bits(self) -> float:
        """Bits of identity ties that nothing explains, summed over families."""
        return sum(tie.bits for tie in self.ties if not tie.explained_by)

    @property
    def own_script_share(self) -> float:
        """The share of its evidence, in bits, that no other customer has anything to do with."""
        total = sum(family.bits for family in self.families)
        return sum(family.bits for family in self.families if family.own) / total if total else 0.0

    @property
    def used_first_share(self) -> float:
        """The share of its families that this account used before anybody else."""
        return sum(family.used_first for family in self.families) / len(self.families) if self.families else 0.0


@dataclass(frozen=True, slots=True)
class SharedFamily:
    """A prompt family of a network: how many members lead with it, how rare it is elsewhere."""

    name: str
    accounts: int
    bits: float
    one_in: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A value that members share; `without_it` says what falls apart if it were not there."""

    family: str
    kind: str
    mask: str
    accounts: int
    bits: float
    one_in: float
    first: int
    last: int
    without_it: str = ""
    hub: bool = False
    explained_by: str = ""


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """A network as a pool."""

    name: str
    members: int
    in_step: int
    cells: int
    companies: int
    families: tuple[SharedFamily, ...]
    family_share: float
    values: tuple[SharedValue, ...]
    elicitation_share: float
    usual_elicitation_share: float
    requests_per_day: float
    first_exchange: int
    last_exchange: int
    explained: tuple[tuple[str, int], ...] = ()
    first_users: int = 0
    established_payers: int = 0
    verified: int = 0
    disowned: int = 0  # members with payments that the holder of the card disowned
    pools: tuple[Pool, ...] = ()
    measures: tuple[Measured, ...] = ()  # as one pool, beside honest pools of the same size; empty: too few accounts
