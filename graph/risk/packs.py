"""What does the reviewer read about a network? The finding as a heading, evidence by group, what speaks for them."""

from accounts.policy.detection import Pools, Recommend
from accounts.review.evidence import Fact, Group, GroupKey, Line, Pack
from graph.networks.pools import span
from graph.risk import factors, pool_words
from graph.risk.phrases import counted, day, number, percent, start
from graph.risk.recommendation import LEVELS, Suggestion
from graph.risk.subjects import AccountFacts, NetworkFacts

GROUP_OF_FAMILY: dict[str, GroupKey] = {
    "payment": "owns",
    "owner": "owns",
    "document": "owns",
    "prompts": "does",
    "rhythm": "does",
    "canary": "does",
    "device": "connects",
    "tls": "connects",
    "email": "connects",
    "ip": "connects",
    "declared": "says",
}
SHIPPED = Pools()
ORDER: tuple[GroupKey, ...] = ("owns", "does", "connects", "says")
LINES_SHOWN = 8


def network_pack(
    network: NetworkFacts, suggestions: dict[str, Suggestion], rules: Recommend, pools: Pools = SHIPPED
) -> Pack:
    """Everything about a network: its level is the strongest of its members', its bits what its groups add up to."""
    aspects = pool_words.aspects(network.measures, pools, explained=is_explained(network))
    # Beside honest pools the same is said more exactly.
    elicitation = [] if network.measures else factors.elicitation(network)
    lines = [*factors.in_step(network), *elicitation, *factors.shared_values(network)]
    lines += [*factors.disowned(network), *factors.re_entry(network), *factors.look_alikes(network.pools)]
    groups = grouped(lines)
    ordinary = filter(None, [pool_words.ordinary(network.measures, pools)])
    level = max((suggestion.level for suggestion in suggestions.values()), key=LEVELS.index, default="clear")
    return Pack(
        headline=headline(network),
        summary=summary(network),
        recommendation=level,  # type: ignore[arg-type]  # one of LEVELS
        score=round(max((s.score for s in suggestions.values()), default=0.0), 4),
        bits=round(sum(group.bits for group in groups) + sum(aspect.bits for aspect in aspects), 2),
        groups=groups,
        speaks_for=[*speaks_for(network), *ordinary],
        facts=figures(network),
        campaign_type=campaign_type(network, rules),
        aspects=aspects,
    )


def grouped(lines: list[Line]) -> list[Group]:
    """Lines in the four groups; inside a family only the strongest value counts towards the group's total."""
    groups: list[Group] = []
    for key in ORDER:
        mine = [line for line in lines if GROUP_OF_FAMILY.get(line.family) == key]
        if mine:
            mine.sort(key=lambda line: -(line.bits or 0.0))  # equals stay as they come: the most accounts first
            groups.append(Group(key, round(_counting_bits(mine), 2), mine[:LINES_SHOWN]))
    return groups


def _counting_bits(lines: list[Line]) -> float:
    strongest: dict[str, float] = {}
    for line in lines:
        if line.weight == "counts" and line.bits:
            strongest[line.family] = max(strongest.get(line.family, 0.0), line.bits)
    return sum(strongest.values())


def headline(network: NetworkFacts) -> str:
    """The finding, as a heading."""
    if network.in_step >= max(2, network.members // 2):
        return f"{network.name}: {counted(network.members, 'account')} act as one"
    if network.explained:
        return f"{network.name}: {counted(network.members, 'account')} of one organisation"
    return f"{network.name}: {counted(network.members, 'account')} share values, conduct is their own"


def summary(network: NetworkFacts) -> str:
    """Two sentences: who, and what they do together."""
    who = counted(network.companies, "company", "companies") if network.companies else "No company"
    cells = counted(network.cells, "cell")
    first = f"{start(who)} and {cells} held together by what they pay with, own or use."
    if not network.in_step:
        return f"{first} Nobody among them is in step."
    kinds = counted(len(network.families), "kind")
    return f"{first} {start(number(network.in_step))} ask the same {kinds} of question."


def speaks_for(network: NetworkFacts) -> list[str]:
    """What speaks for them, strongest explanation first."""
    said = [
        f"{name}, a verified organisation, explains {counted(count, 'account')}." for name, count in network.explained
    ]
    apart = network.members - network.in_step
    if network.in_step and apart:
        said.append(f"{start(counted(apart, 'account'))} {'is' if apart == 1 else 'are'} not in step.")
    if network.first_users:
        said.append(f"{start(counted(network.first_users, 'account'))} used a family before the others did.")
    if network.established_payers:
        kind = "is an established customer" if network.established_payers == 1 else "are established customers"
        said.append(f"{start(counted(network.established_payers, 'account'))} {kind}.")
    if network.verified:
        said.append(
            f"{start(counted(network.verified, 'account'))} passed an identity check. This does not lower a network's "
            "risk: people are recruited to pass."
        )
    if not network.in_step:
        said.append("Sharing alone is not guilt: families, cafés and agencies share too.")
    return said


def is_explained(network: NetworkFacts) -> bool:
    """Does a verified organisation answer for every account?"""
    return sum(count for _, count in network.explained) >= network.members


def figures(network: NetworkFacts) -> list[Fact]:
    """The fact strip."""
    return [
        Fact("In step", f"{network.in_step:,}", f"of {network.members:,}"),
        Fact("Requests a day", f"{network.requests_per_day:,.0f}"),
        Fact(
            "Asks for reasoning",
            percent(network.elicitation_share),
            f"usual {percent(network.usual_elicitation_share)}",
        ),
        Fact("First exchange", day(network.first_exchange)),
        Fact("Last exchange", day(network.last_exchange)),
        *_watch(network),
    ]


def _watch(network: NetworkFacts) -> list[Fact]:
    """How long each suspended pool worked, and how soon the next one came."""
    found = []
    for pool in network.pools:
        if pool.dwell is not None:
            found.append(Fact(f"{pool.name} worked", span(pool.dwell), f"{pool.accounts:,} suspended"))
        if pool.re_entry is not None:
            found.append(Fact(f"{pool.name} came after", span(pool.re_entry), f"{pool.accounts:,} so far"))
    return found


def campaign_type(network: NetworkFacts, rules: Recommend) -> str:
    """What it most looks like; a first, coarse reading that claims nothing it has no mark of."""
    if network.in_step and network.elicitation_share >= 1.5 * network.usual_elicitation_share:
        return "distillation"
    if network.disowned >= max(2, rules.stolen_card_share * network.members):
        return "stolen_cards"
    return "honest_group" if network.explained else "unclear"


def reasons(account: AccountFacts) -> list[Line]:
    """An account's own lines, strongest first."""
    lines = [*factors.own_conduct(account), *factors.own_ties(account), *factors.own_disowned(account)]
    return sorted(lines, key=lambda line: -(line.bits or 0.0))


def leave_out(account: AccountFacts, suggestion: Suggestion, rules: Recommend) -> str:
    """Why a decision leaves this account out unless a person says otherwise; empty: it is on the list."""
    if not account.in_step:
        return "not in step"
    if account.spoken_for:
        return f"{account.spoken_for} by a verdict"
    if account.explained_by:
        return f"explained by {account.explained_by}"
    if account.used_first_share >= rules.first_user_share:
        return "used a family before the others"
    if account.established_payer:
        return "established payer"
    return "" if suggestion.level in {"review", "limit"} else "no own conduct"
