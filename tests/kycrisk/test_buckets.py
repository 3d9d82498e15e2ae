"""Is a quota a minute granted evenly, to everybody apart?"""

from kycrisk.lib import buckets
from kycrisk.lib.buckets import Buckets, Standing

BILLING, GATEWAY = b"billing", b"gateway"


def test_a_quota_is_granted_and_no_more():
    kept = Buckets()
    granted = [kept.take(BILLING, quota=3, now=100.0) for _ in range(4)]
    assert [one.allowed for one in granted] == [True, True, True, False]
    assert [one.remaining for one in granted] == [2, 1, 0, 0]
    assert granted[2] == Standing(allowed=True, quota=3, remaining=0, seconds=60)
    assert granted[3].seconds == 20


def test_it_fills_up_evenly_and_not_beyond():
    kept = Buckets()
    for _ in range(3):
        kept.take(BILLING, quota=3, now=100.0)
    assert not kept.take(BILLING, quota=3, now=119.0).allowed
    assert kept.take(BILLING, quota=3, now=120.0).allowed
    assert kept.take(BILLING, quota=3, now=9_999.0).remaining == 2


def test_one_caller_does_not_use_up_what_is_anothers():
    kept = Buckets()
    kept.take(BILLING, quota=1, now=100.0)
    assert not kept.take(BILLING, quota=1, now=100.0).allowed
    assert kept.take(GATEWAY, quota=1, now=100.0).allowed


def test_a_clock_that_goes_back_grants_nothing():
    kept = Buckets()
    kept.take(BILLING, quota=1, now=100.0)
    assert not kept.take(BILLING, quota=1, now=10.0).allowed


def test_memory_is_bounded():
    kept = Buckets()
    for number in range(buckets.CALLERS + 5):
        kept.take(str(number).encode(), quota=1, now=100.0)
    assert len(kept._levels) == buckets.CALLERS
