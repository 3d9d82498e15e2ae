"""How is it said what holds a network together, and what falls apart without it? Pure."""

from collections.abc import Mapping

from graph.networks.structure import Cut, Structure
from graph.risk.factors import NOUNS
from graph.risk.phrases import counted, number, percent, start

CUTS_SAID = 5


def sentences(found: Structure, values: Mapping[int, tuple[str, str]], accounts: Mapping[int, str]) -> list[str]:
    """What holds it together, the gravest first. `values`: kind and mask by number; `accounts`: public ids."""
    said = [_cut(cut, values, accounts) for cut in found.cuts[:CUTS_SAID]]
    if not said and found.components:
        said.append("No single value and no single account holds it together: without any of them it is still whole.")
    if len(found.components) > 1 or (found.components and found.alone):
        said.append(_apart(found))
    if found.hanging:
        verb = "hangs" if found.hanging == 1 else "hang"
        said.append(f"{start(counted(found.hanging, 'account'))} {verb} on by one value alone.")
    if len(found.groups) > 1:
        groups = counted(len(found.groups), "group")
        said.append(f"{start(groups)} share more among themselves than with the rest: {listed(found.groups)} accounts.")
    if found.way and found.way[1] >= 0.25 and found.cuts:
        said.append(
            f"{percent(found.way[1])} of the ways between two of them lead over {_value(*values[found.way[0]])}."
        )
    return said or ["Nothing that others cannot write joins any two of them: what they ask does."]


def _cut(cut: Cut, values: Mapping[int, tuple[str, str]], accounts: Mapping[int, str]) -> str:
    kind, place = cut.node
    what = accounts[place] if kind == "account" else _value(*values[place])
    together = [part for part in cut.parts if part > 1]
    alone = len(cut.parts) - len(together)
    rest = f"; {counted(alone, 'account')} {'stands' if alone == 1 else 'stand'} alone" if alone else ""
    return f"Without {what} the network falls into {counted(len(together), 'part')} of {listed(together)}{rest}."


def _apart(found: Structure) -> str:
    parts = counted(len(found.components), "part")
    alone = f", and {number(found.alone)} by none" if found.alone else ""
    return f"Values hold {parts} of {listed(found.components)} together{alone}; what they ask joins these."


def _value(kind: str, mask: str) -> str:
    return f"the {NOUNS.get(kind, 'value')} {mask}"


def listed(sizes: "list[int] | tuple[int, ...]", most: int = 6) -> str:
    """`31 and 17`; of many the largest: `31, 17 and 9 more`."""
    shown = [f"{size:,}" for size in sizes[:most]]
    if len(sizes) > most:
        shown.append(f"{len(sizes) - most:,} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
