"""How far does a measure reach, who is left out by which rule, and how far did it get? Harbour and the café first."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.review import rules
from accounts.review.evidence import Member
from accounts.review.people import Person
from accounts.review.progress import Progress
from accounts.review.reach import Owner, amount, reach_of
from accounts.review.rules import Rule
from accounts.review.selection import select
from kycrisk.lib.errors import Refused

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HARBOUR = Person(
    "open",
    established_payer=True,
    tier="enterprise",
    verified=True,
    known_days=420,
    plan="enterprise",
    owner="ent_harbour",
    owner_name="Harbour Analytics GmbH",
    declared_per_day=5_000,
)
GUEST = Person("open", known_days=41)
SHELL = Person("open", known_days=21, plan="business", owner="ent_lark", owner_name="Larkspur Data Ltd")
PAYING = Member(
    "acct_harbour", "limit", in_step=True, families=2, exchanges_per_day=40.5, paid={"EUR": 124_050}, payers=["1"]
)
RING = [
    Member(
        f"acct_lark_{n}",
        "limit",
        "Larkspur Data Ltd",
        in_step=True,
        families=6,
        family_share=0.4,
        exchanges_per_day=10.0,
        paid={"USD": 2_000},
        payers=["7"],
    )
    for n in range(3)
]
PEOPLE = {"acct_harbour": HARBOUR, **{member.account: SHELL for member in RING}}


def test_harbour_is_on_no_default_list_whatever_the_evidence_says_of_it():
    for measure in ("treat", "limit_models", "limit_rate", "verify", "suspend"):
        assert select(measure, [PAYING, *RING], PEOPLE)[0].why_out == "established payer"
    young = Person("open", tier="enterprise", verified=True, known_days=3)
    assert select("suspend", [PAYING], {"acct_harbour": young})[0].why_out == "enterprise contract"


def test_a_guest_of_the_cafe_tied_by_an_address_is_on_no_default_list():
    guest = Member("acct_cafe_01", "watch")
    assert select("suspend", [guest], {"acct_cafe_01": GUEST})[0].why_out == "only tied to the others"


def test_what_hangs_on_a_list():
    reach = reach_of("suspend", [PAYING, *RING], PEOPLE)
    assert (reach.accounts, reach.states) == (4, {"open": 4})
    assert (reach.payers, reach.paid) == (2, {"EUR": 124_050, "USD": 6_000})
    assert (reach.contracts, reach.verified, reach.established, reach.declared_per_day) == (4, 1, 1, 5_000)
    assert reach.owners == (Owner("ent_harbour", "Harbour Analytics GmbH", "enterprise", 1),), "shells prove nothing"
    assert reach.enterprise_owners == 1
    assert (reach.exchanges_per_day, reach.stopping) == (70.5, 70.5)
    assert reach_of("limit_rate", RING, PEOPLE).stopping == 0


def test_who_is_in_no_record_still_counts():
    reach = reach_of("suspend", [Member("acct_gone", "limit")], {})
    assert (reach.accounts, reach.states, reach.owners) == (1, {"": 1}, ())


@pytest.mark.parametrize(
    ("currency", "minor", "said"),
    [("EUR", 124_050, "1,240.50 EUR"), ("JPY", 980, "980 JPY"), ("KWD", 1_500, "1.500 KWD"), ("USD", -5, "-0.05 USD")],
)
def test_money_has_the_decimals_of_its_currency(currency: str, minor: int, said: str):
    assert amount(currency, minor) == said


@pytest.mark.parametrize(
    ("rule", "member", "person", "met"),
    [
        (Rule("established", "90"), PAYING, HARBOUR, True),
        (Rule("established", "500"), PAYING, HARBOUR, False),
        (Rule("established", "10"), RING[0], SHELL, False),
        (Rule("enterprise"), PAYING, HARBOUR, True),
        (Rule("programme"), RING[0], Person("open", programme="research"), True),
        (Rule("programme"), RING[0], SHELL, False),
        (Rule("first_user", "50"), Member("a", "review", families=4, used_first=0.5), GUEST, True),
        (Rule("first_user", "50"), Member("a", "review", families=0, used_first=0.0), GUEST, False),
        (Rule("first_user", "0"), Member("a", "review", families=0), GUEST, False),
        (Rule("suggested_below", "review"), Member("a", "watch"), GUEST, True),
        (Rule("suggested_below", "review"), Member("a", "review"), GUEST, False),
        (Rule("company", "larkspur data ltd"), RING[0], SHELL, True),
        (Rule("company", "Harbour"), RING[0], SHELL, False),
        (Rule("in_step_below", "50"), RING[0], SHELL, True),
        (Rule("in_step_below", "40"), RING[0], SHELL, False),
        (Rule("younger", "30"), RING[0], SHELL, True),
        (Rule("older", "30"), RING[0], SHELL, False),
        (Rule("older", "30", (Rule("enterprise"),)), PAYING, HARBOUR, True),
        (Rule("older", "30", (Rule("programme"),)), PAYING, HARBOUR, False),
    ],
)
def test_whom_a_rule_meets(rule: Rule, member: Member, person: Person, *, met: bool):
    assert rules.meets(rule, member, person) is met
    assert bool(rules.why_left_out([rule], member, person)) is met


def test_a_rule_leaves_out_with_its_sentence_and_is_frozen_with_it():
    rule = Rule("older", "20", (Rule("company", "Larkspur Data Ltd"),))
    chosen = select("suspend", RING, PEOPLE, rules=[rule])
    assert {one.why_out for one in chosen} == {"here for more than 20 days, and an account of Larkspur Data Ltd"}
    kept = rules.stored([rule])
    assert kept[0]["sentence"] == chosen[0].why_out
    assert rules.read(kept) == (rule,)


@pytest.mark.parametrize(
    ("rule", "mending"),
    [
        (Rule("nice"), "There is no rule “nice”"),
        (Rule("younger", "soon"), "a number of days from 0 to 3,650"),
        (Rule("younger", "-1"), "a number of days"),
        (Rule("older", "٣"), "a number of days"),
        (Rule("in_step_below", "101"), "a whole number from 0 to 100"),
        (Rule("suggested_below", "suspend"), "one of clear, watch, review, limit"),
        (Rule("company", " "), "Name the company"),
        (Rule("enterprise", also=(Rule("nice"),)), "There is no rule “nice”"),
    ],
)
def test_a_rule_that_cannot_be_read_says_what_a_right_one_looks_like(rule: Rule, mending: str):
    with pytest.raises(Refused, match=mending):
        rules.check([rule])


def test_rules_are_few():
    with pytest.raises(Refused, match="At most 20 rules"):
        rules.check([Rule("enterprise")] * 21)


def progress(applied: int, pending: int, **more: object) -> Progress:
    counts = {"total": 100, "applied": applied, "skipped": 2, "failed": 0, "pending": pending, "since": NOON}
    return Progress(**{**counts, **more})  # type: ignore[arg-type]  # a test names the fields it changes


def test_progress_says_how_long_the_rest_takes_at_the_pace_so_far():
    half = progress(48, 50, last_at=NOON + timedelta(seconds=30))
    assert (half.done, half.share, half.running, half.left()) == (50, 0.5, True, timedelta(seconds=30))
    assert half.sentence() == "48 of 100 applied, 2 passed over; about 30 s left"
    assert progress(0, 98).left() is None, "nobody knows before the first batch"
    assert progress(98, 0).left() == timedelta(0)
    stopped = progress(48, 0, skipped=52, cancelled_by="dec_x")
    assert stopped.sentence() == "48 of 100 applied, 52 passed over; stopped by dec_x"
