"""Which sentence does each piece of evidence say, and how many bits is it worth?

Every factor returns lines of `accounts.review.evidence.Line`: bits where it counts, None where it only explains. A
factor's docstring is the sentence the reviewer reads.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from accounts.review.evidence import Line
from graph.networks.pools import Pool, alike_sentence
from graph.networks.pools import sentence as pool_sentence
from graph.risk.phrases import counted, day, days, number, one_in, percent, start
from graph.risk.subjects import AccountFacts, NetworkFacts, SharedValue, Tie

WORDS = {
    "payment": "the same card or bank account",
    "payment_bin": "cards of the same issuer and range",
    "document": "the same identity document",
    "owner": "one verified owner",
    "director": "one director",
    "legal_entity": "one legal entity",
    "device": "the same device",
    "tls": "the same client software",
    "email_domain": "one private e-mail domain",
    "ip": "one network address",
    "ip_block": "one small block of addresses",
    "address": "the same postal address",
    "phone": "the same phone number",
    "declared_domain": "the same domain",
    "agent": "the same registered agent",
    "declared_director": "the same declared director",
    "declared_owner": "the same declared owner",
    "declared_entity": "the same declared company",
    "canary": "the same planted word",
}
VERBS = {
    "payment": "paid with",
    "payment_bin": "paid with",
    "owner": "belong to",
    "director": "are directed by",
    "legal_entity": "belong to",
    "device": "were used from",
    "tls": "use",
    "ip": "signed in from",
    "ip_block": "signed in from",
    "canary": "repeated",
}
NOUNS = {
    "payment": "card or bank account",
    "owner": "owner",
    "director": "director",
    "legal_entity": "legal entity",
    "device": "device",
    "tls": "client program",
    "email_domain": "private mail domain",
    "declared_domain": "mail domain",
    "ip": "address",
    "ip_block": "block of addresses",
    "address": "postal address",
    "phone": "phone number",
}
PLURALS = {
    "payment": "cards or bank accounts",
    "legal_entity": "legal entities",
    "ip": "addresses",
    "ip_block": "blocks of addresses",
    "address": "postal addresses",
} | {
    kind: f"{NOUNS[kind]}s"
    for kind in ("owner", "director", "device", "tls", "email_domain", "declared_domain", "phone")
}
# Lines of one kind of value before the rest is summed up.
EACH_KIND = 2


def in_step(network: NetworkFacts) -> list[Line]:
    """So many accounts are in step: a few prompt families fill a large part of their prompts."""
    if not network.in_step:
        return []
    families = counted(len(network.families), "prompt family", "prompt families")
    verb = "is" if network.in_step == 1 else "are"
    sentence = (
        f"{start(number(network.in_step))} of {network.members:,} accounts {verb} in step: {families} "
        f"{'fills' if len(network.families) == 1 else 'fill'} {percent(network.family_share)} of their prompts."
    )
    rarest = max((family.one_in for family in network.families), default=1.0)
    small = f"Among unrelated accounts {one_in(rarest)} uses the rarest of them. It counts across all cells."
    return [Line("in_step", "prompts", sentence, small, sum(family.bits for family in network.families))]


def re_entry(network: NetworkFacts) -> list[Line]:
    """Accounts joined after others of this network were suspended. Explains; everybody's own conduct decides."""
    return [
        Line("re_entry", "rhythm", pool_sentence(pool, before), weight="context")
        for before, pool in pairwise(network.pools)
        if pool.re_entry is not None
    ]


def look_alikes(pools: Iterable[Pool]) -> list[Line]:
    """So many accounts outside the network do what a suspended pool of it did, or hold what it held."""
    return [Line("look_alikes", "rhythm", alike_sentence(pool), _watch_ends(pool)) for pool in pools if pool.alike]


def _watch_ends(pool: Pool) -> str:
    until = f" Searched daily until {day(int(pool.watched_until.timestamp()))}." if pool.watched_until else ""
    return f"Each deserves a look of its own; nothing is done to them for what the pool did.{until}"


def elicitation(network: NetworkFacts) -> list[Line]:
    """So many exchanges ask for the reasoning trace, a grade by rubric, or training data."""
    if network.elicitation_share <= network.usual_elicitation_share:
        return []
    sentence = f"{percent(network.elicitation_share)} of exchanges ask for reasoning, grading or training data."
    small = f"Half of the accounts by themselves: {percent(network.usual_elicitation_share)} or less."
    return [Line("elicitation", "prompts", sentence, small, None, "context")]


def shared_values(network: NetworkFacts) -> list[Line]:
    """So many accounts show the same value, seen between two days; so rare is it; this hangs on it."""
    lines: list[Line] = []
    for kind in dict.fromkeys(value.kind for value in network.values):
        values = [value for value in network.values if value.kind == kind]
        lines += [_shared_value(value) for value in values[:EACH_KIND]]
        if len(values) > EACH_KIND:
            lines.append(_further_values(kind, values[EACH_KIND:]))
    return lines


def _further_values(kind: str, values: list[SharedValue]) -> Line:
    """So many further values of the kind tie so many accounts each."""
    least, most = min(value.accounts for value in values), max(value.accounts for value in values)
    each = number(least) if least == most else f"{number(least)} to {number(most)}"
    how_many = counted(len(values), f"further {NOUNS.get(kind, 'value')}", f"further {PLURALS.get(kind, 'values')}")
    sentence = f"{start(how_many)} {'is' if len(values) == 1 else 'are'} shared by {each} accounts each."
    small = "Inside a family only the strongest counts; the rest confirms."
    return Line(f"shared_{kind}_further", values[0].family, sentence, small, None, "context")


def _shared_value(value: SharedValue) -> Line:
    seen = f"seen {days(value.first, value.last)}"
    verb, word = VERBS.get(value.kind, "gave"), WORDS.get(value.kind, "one value")
    sentence = f"{start(counted(value.accounts, 'account'))} {verb} {word} ({value.mask}), {seen}."
    factor = f"shared_{value.kind}"
    if value.hub:
        return Line(factor, value.family, sentence, "So many share it that it ties nobody.", 0.0, "group")
    if value.explained_by:
        return Line(factor, value.family, sentence, f"Explained by {value.explained_by}.", 0.0, "explained")
    small = f"{start(one_in(value.one_in))} controllers shows it."
    return Line(factor, value.family, sentence, f"{small} {value.without_it}".strip(), value.bits)


def own_conduct(account: AccountFacts) -> list[Line]:
    """So much of its own prompts belong to families that unrelated accounts hardly use."""
    if not account.families:
        return []
    share = sum(family.share for family in account.families)
    names = counted(len(account.families), "shared family", "shared families")
    sentence = f"{percent(min(share, 1.0))} of its prompts belong to {names}."
    small = "Enough to be in step." if account.in_step else "Not enough to be in step."
    return [Line("in_step", "prompts", sentence, small, account.conduct_bits)]


def disowned(network: NetworkFacts) -> list[Line]:
    """So many accounts paid with cards whose holders disowned it. Says what kind of ring it is; it ties nobody."""
    if not network.disowned:
        return []
    who = start(counted(network.disowned, "account"))
    sentence = f"{who} paid with cards whose holders said that the payment was not theirs."
    small = "The cards may have been stolen: they tie these accounts to nobody, and to the holders least of all."
    return [Line("disowned", "payment", sentence, small, None, "context")]


def own_disowned(account: AccountFacts) -> list[Line]:
    """Somebody said of so many of its payments that they were not theirs. Explains; a mistake is possible."""
    if not account.disowned:
        return []
    count = counted(account.disowned, "payment")
    sentence = f"The holder of a card disowned {count} of this account."
    small = "A stolen card, or a holder who did not recognise a payment; it ties this account to nobody."
    return [Line("disowned", "payment", sentence, small, None, "context")]


def own_ties(account: AccountFacts) -> list[Line]:
    """It shows the same value as so many other accounts of the network."""
    return [_own_tie(tie) for tie in sorted(account.ties, key=lambda tie: -tie.bits)]


def _own_tie(tie: Tie) -> Line:
    others = counted(tie.accounts - 1, "other account")
    sentence = f"It shares {WORDS.get(tie.kind, 'one value')} ({tie.mask}) with {others}, {days(tie.first, tie.last)}."
    if tie.explained_by:
        return Line(f"shared_{tie.kind}", tie.family, sentence, f"Explained by {tie.explained_by}.", 0.0, "explained")
    return Line(f"shared_{tie.kind}", tie.family, sentence, f"{start(one_in(tie.one_in))} controllers.", tie.bits)


def pair_sentence(line: Mapping[str, Any]) -> str:
    """Both show the same value, so many accounts do; one in so many controllers."""
    verb, word = VERBS.get(line["kind"], "gave"), WORDS.get(line["kind"], "one value")
    seen = days(line["first_seen"], line["last_seen"])
    how_many = counted(line["accounts"], "controller shows it", "controllers show it")
    return f"Both {verb} {word} ({line['value']}), {seen}; {how_many}, {one_in(line['one_in'])}."
