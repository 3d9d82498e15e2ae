"""Whatever ties Harbour to a ring: alone it is watched at most, and what anyone can write decides nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.risk.recommendation import LEVELS
from graph.risk.subjects import AccountFacts, LedFamily, Tie
from tests.graph.risk.test_recommendation import ADDRESS, CARD, DECLARED, MEMBER, SCRIPT, level

bits = st.floats(0, 30)
families = st.lists(
    st.builds(
        lambda bits, share, first, leaders: replace(SCRIPT, bits=bits, share=share, used_first=first, leaders=leaders),
        *(bits, st.floats(0, 1), st.booleans(), st.integers(0, 60)),
    ),
    max_size=3,
)


def tie(like: Tie, amount: float, organisation: str) -> Tie:
    return replace(like, bits=amount, explained_by=organisation)


trusted = st.lists(st.builds(tie, st.just(CARD), bits, st.sampled_from(["", "Pinecote Studio AB"])), max_size=2)
written = st.lists(st.builds(tie, st.sampled_from([ADDRESS, DECLARED]), bits, st.just("")), max_size=4)


@settings(max_examples=200, deadline=None)
@given(trusted, written, st.integers(0, 20_000), st.floats(0, 1), st.booleans())
def test_link_only_evidence_never_exceeds_watch(
    own: list[Tie],
    others: list[Tie],
    in_step: int,
    elicitation: float,
    member: bool,  # noqa: FBT001  # given by name of place
) -> None:
    facts = replace(
        MEMBER,
        member=member,
        in_step=False,
        conduct_bits=0.0,
        families=(),
        elicitation_share=elicitation,
        ties=(*own, *others),
        trusted_bits=sum(tie.bits for tie in own if not tie.explained_by),
    )
    assert level(facts, in_step) in {"clear", "watch"}


@settings(max_examples=200, deadline=None)
@given(trusted, written, families, st.integers(0, 40), st.booleans())
def test_what_anyone_can_write_never_opens_review_or_limit(
    own: list[Tie],
    others: list[Tie],
    led: list[LedFamily],
    in_step: int,
    steps: bool,  # noqa: FBT001  # given by name of place
) -> None:
    amount = sum(tie.bits for tie in own if not tie.explained_by)
    alone: AccountFacts = replace(MEMBER, in_step=steps, families=tuple(led), ties=tuple(own), trusted_bits=amount)
    written_on = replace(alone, ties=(*own, *others))
    before, after = LEVELS.index(level(alone, in_step)), LEVELS.index(level(written_on, in_step))
    assert after == before or max(before, after) <= LEVELS.index("watch")
