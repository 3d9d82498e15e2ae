"""What carries the weight? Each family of evidence and each rule, and the policy that does without it.

Pure. A body names what differs from the shipped numbers: a family is worth nothing, or a rule always holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kycrisk.lib.errors import Refused

type Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Without:
    """A policy without one thing; `sentence` names the thing for readers of a table."""

    name: str
    sentence: str
    body: Body


def _ties(*names: str) -> Body:
    return {"ties": {name: {"cap": 0} for name in names}}


def _conduct(**numbers: float) -> Body:
    return {"conduct": numbers}


def _recommend(**numbers: float) -> Body:
    return {"recommend": numbers}


_NEVER_FADING = ("payment", "device", "tls", "email", "ip", "ip_block", "ip_shared_network", "declared")
_CROWDED = ("payment", "device", "tls", "ip", "ip_block", "ip_shared_network", "declared")
_ENDLESS = 3_650.0 * 100
_ANY_CROWD = 1_000_000_000

_NO_SCRIPTS = {"script_bits": 100.0, "script_untied_bits": 100.0}
_DEAF = {"in_step_bits": 100.0, "untied_bits": 100.0} | _NO_SCRIPTS

FAMILIES = (
    Without("payment", "payment", _ties("payment", "payment_bin")),
    Without("people", "people and companies", _ties("document", "owner", "director", "legal_entity")),
    Without("device", "devices", _ties("device")),
    Without("tls", "client programs", _ties("tls")),
    Without("email", "mail domains", _ties("email")),
    Without("ip", "addresses", _ties("ip", "ip_block", "ip_shared_network")),
    Without("declared", "declared facts", {"ties": {"declared": {"cap": 0}, "declared_total_cap": 0}}),
    Without("canary", "canaries", _ties("canary")),
    Without("conduct", "prompt families", _conduct(**_DEAF)),
)
RULES = (
    Without("fading", "fading with time", {"ties": {name: {"half_life_days": _ENDLESS} for name in _NEVER_FADING}}),
    Without("hubs", "hub limits", {"ties": {name: {"hub_limit": _ANY_CROWD} for name in _CROWDED}}),
    Without("bridges", "cutting weak bridges", {"ties": {"bridge_max_share": 0}}),
    Without("filling", "templates need filling", _conduct(filling_share=0)),
    Without("lift", "families need lift", _conduct(family_min_lift=1)),
    Without("rounds", "rates without the ring", _conduct(rounds=1)),
    Without("scripts", "scripts", _conduct(**_NO_SCRIPTS)),
    Without("broad", "scripts that are broad", _conduct(script_families=2, script_untied_families=2)),
    Without("tied_scripts", "ties inside a script", _conduct(script_tied_share=0, script_mostly_tied=0)),
    Without("several", "several families", _conduct(in_step_families=1, in_step_effective=1)),
    Without("own_share", "a share of own prompts", _conduct(in_step_share=0, untied_share=0)),
    Without("untied", "more of the untied", _conduct(untied_bits=13, untied_families=2, untied_share=0.08)),
    Without("programmes", "programmes of cells", _conduct(programme_cosine=1)),
    Without("five", "five in step", _recommend(review_programme_members=1)),
    Without("joining", "joining by a tie", _recommend(review_tie_bits=100)),
    Without("first_use", "protecting first use", _recommend(first_user_share=1)),
    Without("own_script", "own scripts of firms", _recommend(own_script_share=1)),
    Without("elicitation", "elicitation for a limit", _recommend(limit_elicitation_share=0)),
    Without("script_limit", "limits by what a script asks", _recommend(limit_script_elicitation=1e9)),
    Without("trusted", "trusted ties for a limit", _recommend(limit_trusted_bits=0)),
)
EVERY = (*FAMILIES, *RULES)


def chosen(names: Sequence[str] | None) -> tuple[Without, ...]:
    """Those of these names, all for an empty list, none for None. Refused with the known names for another one."""
    if names is None:
        return ()
    known = {one.name: one for one in EVERY}
    if unknown := next((name for name in names if name not in known), None):
        raise Refused(f"--ablate {unknown}: name some of {', '.join(known)}, or nothing for all.")
    return tuple(known[name] for name in names) or EVERY
