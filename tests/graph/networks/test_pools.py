"""When does a suspended ring come back, and whom does nobody take for it? Harbour, left out, is no second pool."""

from datetime import UTC, datetime, timedelta

from graph.networks.pools import Pool, Suspension, pools, sentence, span

START = datetime(2026, 9, 1, tzinfo=UTC)
RING = frozenset(range(10))
HARBOUR = 77


def on(day: int) -> datetime:
    return START + timedelta(days=day)


FIRST = {account: on(account) for account in RING} | {HARBOUR: on(-400)}
SUSPENDED = Suspension("dec_1", "case_1", on(23), RING)


def test_nobody_was_suspended_so_there_is_no_pool():
    assert pools([], FIRST, RING) == []


def test_dwell_is_from_the_first_exchange_to_the_decision():
    (pool,) = pools([SUSPENDED], FIRST, RING)
    assert (pool.number, pool.accounts, pool.dwell, pool.re_entry) == (1, 10, timedelta(days=23), None)


def test_who_was_there_before_and_left_out_is_no_second_pool():
    assert len(pools([SUSPENDED], FIRST, RING | {HARBOUR})) == 1
    silent = frozenset({88})
    assert len(pools([SUSPENDED], FIRST, RING | silent)) == 1, "who never asked anything does not come back"


def test_who_joins_after_the_suspension_is_the_second_pool_and_says_how_soon():
    newcomers = {100: on(32), 101: on(40)}
    found = pools([SUSPENDED], FIRST | newcomers, RING | newcomers.keys())
    assert found[1] == Pool(2, 2, on(32), re_entry=timedelta(days=9))
    said = "Second pool of case_1: 2 accounts, the first of them active 9 days after 10 were suspended."
    assert sentence(found[1], found[0]) == said


def test_a_second_pool_that_is_suspended_too_makes_room_for_a_third():
    second = Suspension("dec_2", "case_2", on(50), frozenset({100, 101}))
    first = FIRST | {100: on(32), 101: on(40), 102: on(51)}
    found = pools([second, SUSPENDED], first, RING | {100, 101, 102})
    assert [(one.number, one.decision, one.dwell, one.re_entry) for one in found] == [
        (1, "dec_1", timedelta(days=23), None),
        (2, "dec_2", timedelta(days=18), timedelta(days=9)),
        (3, "", None, timedelta(days=1)),
    ]


def test_a_pool_that_nobody_saw_asking_has_no_dwell():
    (pool,) = pools([SUSPENDED], {}, RING)
    assert (pool.first_exchange, pool.dwell) == (None, None)
    assert (span(None), span(timedelta(hours=3)), span(timedelta(days=1, hours=2))) == (
        "some time",
        "less than a day",
        "1 day",
    )
