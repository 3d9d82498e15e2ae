"""Which change of a door is allowed, and what is said when it is not?"""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.access.doors import Door, after_expiry, allows, as_seen, beneath, objection

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
OPEN = Door("open")
PROVISIONAL = Door("provisional", 20, 200_000, ("standard",), reason="verification_pending", expires_at=NOON)
LIMITED = Door("limited", 10, reason="coordinated_use", expires_at=NOON)
SUSPENDED = Door("suspended", reason="coordinated_use")
CLOSED = Door("closed", reason="verification_pending")


@pytest.mark.parametrize(
    ("before", "after", "measure"),
    [
        (None, PROVISIONAL, "admit"),
        (None, OPEN, "take_over"),
        (PROVISIONAL, OPEN, "open"),
        (CLOSED, OPEN, "open"),
        (OPEN, LIMITED, "limit_rate"),
        (LIMITED, Door("limited", 5, expires_at=NOON), "limit_rate"),
        (OPEN, PROVISIONAL, "verify"),
        (LIMITED, OPEN, "lift"),
        (LIMITED, PROVISIONAL, "expire"),
        (PROVISIONAL, CLOSED, "expire"),
        (OPEN, SUSPENDED, "suspend"),
        (CLOSED, SUSPENDED, "suspend"),
        (SUSPENDED, LIMITED, "restore"),
        (SUSPENDED, CLOSED, "restore"),
    ],
)
def test_harbour_takes_a_step_of_the_table(before: Door | None, after: Door, measure: str) -> None:
    assert objection(before, after, measure) == ""
    assert objection(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after", "measure", "words"),
    [
        (
            None,
            SUSPENDED,
            "suspend",
            "has no access yet and cannot become suspended; it can become open or provisional",
        ),
        (None, LIMITED, "", "has no access yet"),
        (OPEN, OPEN, "", "nothing would change"),
        (OPEN, PROVISIONAL, "admit", "Cannot admit a new account: the account is open"),
        (CLOSED, LIMITED, "limit_rate", "is closed and cannot become limited"),
        (CLOSED, LIMITED, "", "is closed and cannot become limited"),
        (SUSPENDED, OPEN, "open", "Cannot open a provisional or closed account: the account is suspended"),
        (SUSPENDED, OPEN, "lift", "Cannot lift a limit"),
        (SUSPENDED, Door("suspended", reason="terms"), "", "is suspended and cannot become suspended"),
        (OPEN, Door("open", expires_at=NOON), "", "no end date"),
        (OPEN, Door("provisional"), "verify", "needs an end date"),
        (PROVISIONAL, Door("open", treatments=("marker",)), "open", "marker is no treatment"),
    ],
)
def test_a_step_outside_the_table_is_refused_with_what_is_possible(
    before: Door | None, after: Door, measure: str, words: str
) -> None:
    assert words in objection(before, after, measure)


def test_a_door_that_ran_out_closes_or_gives_back_exactly_what_was() -> None:
    earlier = Door("provisional", 7, 70, ("standard",), ("canary",), "verification_pending", NOON)
    assert after_expiry(LIMITED, earlier) == earlier
    assert after_expiry(PROVISIONAL, None) == CLOSED
    assert after_expiry(LIMITED, None).state == "closed"


@pytest.mark.parametrize(
    ("door", "before_noon", "from_noon"),
    [
        (PROVISIONAL, True, False),
        (OPEN, True, True),
        (LIMITED, True, True),
        (SUSPENDED, False, False),
        (CLOSED, False, False),
    ],
)
def test_only_a_provisional_door_shuts_by_itself(door: Door, before_noon: bool, from_noon: bool) -> None:  # noqa: FBT001
    assert allows(door, NOON - timedelta(seconds=1)) is before_noon
    assert allows(door, NOON) is from_noon


def test_an_expired_door_says_why() -> None:
    assert as_seen(Door("provisional", reason="none", expires_at=NOON), NOON).reason == "verification_pending"
    assert as_seen(SUSPENDED, NOON) == SUSPENDED


TREATED = Door("open", treatments=("canary",), expires_at=NOON + timedelta(days=9))
NARROWER = Door("limited", 5, reason="coordinated_use", expires_at=NOON + timedelta(days=1))


@pytest.mark.parametrize(
    ("history", "uncovered"),
    [
        ([OPEN, LIMITED], OPEN),
        ([OPEN, TREATED], OPEN),
        ([OPEN, TREATED, LIMITED], TREATED),  # limits run out before the treatments beneath
        ([OPEN, LIMITED, TREATED], OPEN),  # what ran out in between does not come back
        ([OPEN, NARROWER, LIMITED], NARROWER),
        ([OPEN, NARROWER, LIMITED, NARROWER], OPEN),  # taken back, so NARROWER lies on OPEN again
        ([OPEN, NARROWER, SUSPENDED, NARROWER, LIMITED], NARROWER),
        ([OPEN, NARROWER, OPEN, LIMITED], OPEN),
        ([PROVISIONAL, LIMITED], PROVISIONAL),
        ([LIMITED], None),
        ([], None),
    ],
)
def test_what_a_measure_uncovers_when_it_runs_out(history: list[Door], uncovered: Door | None) -> None:
    assert beneath(history, NOON) == uncovered


def test_only_treatments_give_an_open_door_an_end() -> None:
    assert not objection(OPEN, TREATED, "treat")
    assert "no end date" in objection(OPEN, Door("open", expires_at=NOON), "treat")
    assert after_expiry(TREATED, OPEN) == OPEN
