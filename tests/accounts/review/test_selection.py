"""Who is on a decision's list, who is second, and when is a question asked again? The café and Harbour first."""

import pytest

from accounts.policy.defaults import Desk
from accounts.review.choices import Choice, check
from accounts.review.evidence import Member, Weighed
from accounts.review.four_eyes import why_not_approve, why_not_decide_appeal
from accounts.review.people import Person
from accounts.review.reopening import grounds, grounds_after_suspension
from accounts.review.selection import Chosen, adjust, seal, select
from accounts.review.subjects import subjects
from kycrisk.lib.errors import Refused

RING = [Member(f"acct_lark_{number}", "limit", in_step=True) for number in range(3)]
CAFE = [Member(f"acct_cafe_{number}", "watch", leave_out="not in step") for number in range(3)]
IN_USE = {member.account: Person("open") for member in [*RING, *CAFE]}


@pytest.mark.parametrize("measure", ["limit_rate", "limit_models", "verify", "suspend"])
def test_the_cafe_is_left_out_of_every_measure_that_narrows(measure: str):
    chosen = select(measure, [*RING, *CAFE], IN_USE)
    assert [one.account for one in chosen if one.included] == [member.account for member in RING]
    assert {one.why_out for one in chosen if not one.included} == {"not in step"}


def test_an_established_payer_is_left_out_even_of_the_ring():
    people = {**IN_USE, "acct_lark_1": Person("open", established_payer=True)}
    assert select("suspend", RING, people)[1] == Chosen("acct_lark_1", included=False, why_out="established payer")


def test_ties_alone_put_nobody_on_the_list():
    tied = [Member("acct_harbour", "watch")]
    assert select("limit_rate", tied, {"acct_harbour": Person("open")})[0].why_out == "only tied to the others"


@pytest.mark.parametrize(
    ("measure", "state", "why"),
    [
        ("suspend", "", "no access record"),
        ("suspend", "suspended", "is suspended"),
        ("limit_rate", "closed", "is closed"),
        ("limit_rate", "suspended", "is suspended"),
        ("open", "open", "is open"),
        ("open", "closed", ""),
        ("lift", "provisional", "is provisional"),
        ("lift", "limited", ""),
        ("restore", "open", "is open"),
        ("clear", "", ""),
    ],
)
def test_nobody_is_on_a_list_that_cannot_change_their_door(measure: str, state: str, why: str):
    assert select(measure, RING[:1], {RING[0].account: Person(state)})[0].why_out == why


def test_taking_back_a_verification_starts_from_provisional():
    people = {RING[0].account: Person("provisional")}
    assert select("lift", RING[:1], people, "verify")[0].included


def test_everybody_is_cleared():
    assert all(one.included for one in select("clear", [*RING, *CAFE], IN_USE))


def test_a_person_puts_somebody_back_and_leaves_somebody_out_with_a_reason():
    chosen = select("suspend", [*RING, *CAFE], IN_USE)
    wanted = {"acct_lark_0", "acct_lark_1", "acct_cafe_0"}
    made = adjust(chosen, wanted, {"acct_lark_2": "their lawyer called"})
    assert {one.account for one in made if one.included} == wanted
    assert [one.why_out for one in made if one.account == "acct_lark_2"] == ["their lawyer called"]


def test_leaving_out_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Say why acct_lark_2 is left out"):
        adjust(select("suspend", RING, IN_USE), {"acct_lark_0", "acct_lark_1"}, {})


def test_somebody_who_is_not_in_the_evidence_cannot_be_put_on_the_list():
    with pytest.raises(Refused, match="acct_harbour is not among the accounts"):
        adjust(select("suspend", RING, IN_USE), {"acct_harbour"}, {})


def test_the_seal_covers_who_and_whether_whatever_the_order():
    rows = [("acct_a", True), ("acct_b", False)]
    assert seal(rows) == seal(reversed(rows))
    assert len({seal(rows), seal([("acct_a", True), ("acct_b", True)]), seal([("acct_a", True)])}) == 3
    assert len(seal(rows)) == 64


# -- when a question is asked again

DESK = Desk()
TWENTY = frozenset(f"a{number}" for number in range(20))
BEFORE = Weighed("review", frozenset({"in_step"}), 10.0, TWENTY)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        Weighed("watch", frozenset({"in_step"}), 10.0, TWENTY),
        Weighed("review", frozenset(), 2.0, TWENTY),
        Weighed("review", BEFORE.factors, 10.9, TWENTY),
        Weighed("review", BEFORE.factors, 10.0, frozenset(sorted(TWENTY)[:5])),
        Weighed("review", BEFORE.factors, 10.0, TWENTY | {"new"}),
    ],
)
def test_what_fades_or_hardly_grows_is_no_ground_to_ask_again(after: Weighed):
    assert grounds(BEFORE, after, DESK) == []


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (Weighed("limit", BEFORE.factors, 10.0, TWENTY), "The suggestion rose from review to limit."),
        (Weighed("review", BEFORE.factors | {"canary"}, 10.0, TWENTY), "New since the decision: canary."),
        (Weighed("review", BEFORE.factors, 11.0, TWENTY), "Evidence grew by 1.0 bits since the decision."),
        (Weighed("review", BEFORE.factors, 10.0, TWENTY | {"b", "c"}), "2 accounts joined since the decision."),
    ],
)
def test_what_speaks_more_strongly_against_them_is_a_ground(after: Weighed, sentence: str):
    assert grounds(BEFORE, after, DESK) == [sentence]


def test_after_a_suspension_only_new_suspects_count():
    assert grounds_after_suspension(frozenset("abc"), frozenset("ab")) == []
    assert grounds_after_suspension(frozenset("abc"), frozenset("cd")) == ["1 new account after the suspension."]


# -- who may be second


def test_nobody_approves_what_they_had_a_hand_in():
    assert not why_not_approve(2, 1, frozenset(), frozenset())
    assert "another person" in why_not_approve(1, 1, frozenset(), frozenset())
    assert "earlier version" in why_not_approve(2, 1, frozenset({2}), frozenset())
    assert "decision appealed" in why_not_approve(2, 1, frozenset(), frozenset({2}))
    assert "Only a person" in why_not_approve(None, 1, frozenset(), frozenset())


def test_nobody_decides_an_appeal_against_their_own_decision():
    assert not why_not_decide_appeal(3, frozenset({1, 2}))
    assert "somebody else must decide" in why_not_decide_appeal(2, frozenset({1, 2}))


# -- what is chosen, and what verdicts are about


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"note": "  "}, "Write a note"),
        ({"measure": "erase"}, "is no measure"),
        ({"reason": "risk 87"}, "is no reason class"),
        ({"measure": "suspend"}, "Choose a reason"),
        ({"treatments": ("canary",)}, "sets no treatments"),
        ({"measure": "limit_rate", "reason": "terms", "treatments": ("poison",)}, "is no treatment"),
    ],
)
def test_an_incomplete_choice_is_refused_with_what_is_missing(changes: dict[str, object], sentence: str):
    fields: dict[str, object] = {"measure": "clear", "note": "honest", "seen": 1, **changes}
    with pytest.raises(Refused, match=sentence):
        check(Choice(**fields))  # type: ignore[arg-type]  # each row changes one field


def test_subjects_are_frozen_in_one_form():
    assert subjects("cleared", ["b", "a", "b"]).frozen == ["a", "b"]
    wall = subjects("not_same_actor", [["b", "a"], ["c"]])
    assert (wall.frozen, wall.accounts) == ([["a", "b"], ["c"]], ["a", "b", "c"])
    value = {"family": "ip", "value": "1:7"}
    assert subjects("poisoned", [value]).values == [value]


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("cleared", []),
        ("cleared", "acct_a"),
        ("cleared", [1]),
        ("cleared", [""]),
        ("not_same_actor", [["a"]]),
        ("not_same_actor", [["a"], []]),
        ("not_same_actor", [["a"], ["a", "b"]]),
        ("poisoned", ["1.2.3.4"]),
        ("poisoned", [{"family": "shoe size", "value": "42"}]),
        ("poisoned", [{"family": "ip", "value": ""}]),
        ("poisoned", [{"family": "ip", "value": 4}]),
        ("poisoned", [{"family": "ip", "value": "1", "note": "x"}]),
    ],
)
def test_anything_else_is_refused_with_the_right_shape(kind: str, about: object):
    with pytest.raises(Refused) as refused:
        subjects(kind, about)
    assert refused.value.status == 422
