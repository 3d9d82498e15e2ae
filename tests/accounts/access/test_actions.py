"""Does a door change once, in order, with its journal line and its message?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from accounts.access.actions import Turn, change, change_all, establish
from accounts.access.answers import answer, door_of
from accounts.access.doors import Door
from accounts.access.models import Access, AccessChange
from accounts.access.sweeping import sweep_expired
from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.policy.defaults import Doors
from accounts.review.admission import admit, provisional_door, take_over
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from kycrisk.lib.errors import Refused
from tests.accounts.access.conftest import BILLING, account

INES = Actor.command("ines")


def states(account: Account) -> list[tuple[int, str]]:
    return list(AccessChange.objects.filter(account=account).order_by("sequence").values_list("sequence", "state"))


def test_harbour_is_admitted_with_the_caps_of_policy_and_opened(harbour: Account) -> None:
    admit(by=BILLING, account=harbour)
    given = answer(harbour)
    assert given is not None
    assert given["state"] == "provisional"
    assert given["allowed"]
    assert given["limits"] == {"requests_per_minute": 20, "tokens_per_day": 200_000, "models": ["standard"]}
    assert (given["sequence"], given["reason"]) == (1, "verification_pending")
    change(by=INES, account=harbour, door=Door("open"), decision="dec_1", measure="open")
    given = answer(harbour)
    assert given is not None
    assert (given["state"], given["sequence"], given["expires_at"]) == ("open", 2, None)
    assert given["limits"] == {"requests_per_minute": None, "tokens_per_day": None, "models": None}
    verbs = list(Entry.objects.filter(subject_id="acct_harbour").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["access.provisional", "access.open"]
    assert AccessChange.objects.get(sequence=2).decision == "dec_1"


def test_an_account_without_a_record_has_no_answer(harbour: Account) -> None:
    assert answer(harbour) is None


def test_a_refused_step_leaves_nothing_behind(lark: Account) -> None:
    take_over(by=BILLING, account=lark, state="open")
    with pytest.raises(Refused, match="cannot become provisional"), transaction.atomic():
        admit(by=BILLING, account=lark)
    with pytest.raises(Refused, match="nothing would change"), transaction.atomic():
        change(by=INES, account=lark, door=Door("open"))
    assert states(lark) == [(1, "open")]
    assert Entry.objects.count() == 1


def test_an_expired_provisional_door_is_shut_at_once_and_recorded_by_the_sweep(harbour: Account, lark: Account) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        admit(by=BILLING, account=lark)
    take_over(by=BILLING, account=harbour, state="open")
    given = answer(lark)
    assert given is not None
    assert (given["state"], given["allowed"], given["reason"]) == ("provisional", False, "verification_pending")
    assert sweep_expired() == 1
    assert states(lark) == [(1, "provisional"), (2, "closed")]
    assert Entry.objects.filter(verb="access.closed").get().actor_name == "access sweep"
    assert states(harbour) == [(1, "open")]
    assert sweep_expired() == 0


def test_a_limit_that_ran_out_gives_back_exactly_what_was_before_it(lark: Account) -> None:
    before = provisional_door(Doors(provisional_days=90), timezone.now())
    change(by=INES, account=lark, door=before)
    soon = timezone.now() + timedelta(days=1)
    limit = Door("limited", 3, 1000, None, ("canary",), "coordinated_use", soon)
    change(by=INES, account=lark, door=limit)
    change(by=INES, account=lark, door=Door("limited", 1, reason="coordinated_use", expires_at=soon))
    change(by=INES, account=lark, door=Door("suspended", reason="coordinated_use"))
    change(by=INES, account=lark, door=limit, measure="restore")
    with time_machine.travel(soon + timedelta(seconds=1)):
        assert sweep_expired() == 1
    assert door_of(Access.objects.get(account=lark)) == before
    assert [state for _, state in states(lark)] == [
        "provisional", "limited", "limited", "suspended", "limited", "provisional",
    ]  # fmt: skip


def test_many_existing_customers_are_taken_over_at_once_and_a_repeat_changes_nothing(db: None):
    cafe = [account(f"acct_cafe_{number}") for number in range(30)]
    change(by=INES, account=cafe[0], door=Door("open"))
    assert len(establish(by=BILLING, accounts=cafe, door=Door("open"))) == 29
    assert establish(by=BILLING, accounts=cafe, door=Door("open")) == []
    assert Access.objects.filter(state="open", sequence=1).count() == 30
    assert AccessChange.objects.count() == 30
    line = Entry.objects.get(subject_type="accounts")
    assert len(line.detail["accounts"]) == 29


def test_billing_hears_of_everybody_who_is_taken_over(db: None):
    add_endpoint(by=BILLING, url="https://hooks.harbour.example/", event_types=[])
    cafe = [account(f"acct_cafe_{number}") for number in range(3)]
    establish(by=BILLING, accounts=cafe, door=Door("open", treatments=("canary",)))
    told = list(Event.objects.order_by("pk").values_list("lane", "sequence", "payload__state", "payload__treatments"))
    assert told == [(f"acct_cafe_{number}", 1, "open", ["canary"]) for number in range(3)]


def test_two_first_doors_and_forty_changes_at_once_leave_no_gap(real_db: str):
    lark = account("acct_lark")

    def limit(number: int) -> bool:
        try:
            change(by=INES, account=lark, door=Door("limited", number, reason="coordinated_use"))
        except Refused:
            return False
        finally:
            connection.close()
        return True

    def first(number: int) -> bool:
        try:
            take_over(by=INES, account=lark, state="open")
        except Refused:
            return False
        finally:
            connection.close()
        return number >= 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(first, range(8))) == [False] * 7 + [True]
        assert all(pool.map(limit, range(1, 41)))
    numbers = [sequence for sequence, _ in states(lark)]
    assert numbers == list(range(1, 42))
    changes = AccessChange.objects.filter(account=lark).order_by("sequence").values_list("since", flat=True)
    assert all(earlier <= later for earlier, later in pairwise(changes))
    assert Access.objects.get(account=lark).sequence == 41


def test_sweeps_at_once_share_the_work(real_db: str):
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        for number in range(20):
            admit(by=BILLING, account=account(f"acct_{number}"))

    def sweep(_: int) -> int:
        try:
            return sweep_expired()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sweep, range(4))) == 20
    assert AccessChange.objects.filter(state="closed").count() == 20


def test_a_change_that_is_rolled_back_leaves_the_sequence_without_a_gap(real_db: str):
    lark = account("acct_lark")
    take_over(by=INES, account=lark, state="open")
    with transaction.atomic():
        change(by=INES, account=lark, door=Door("suspended", reason="terms"))
        transaction.set_rollback(True)
    change(by=INES, account=lark, door=Door("suspended", reason="terms"))
    assert states(lark) == [(1, "open"), (2, "suspended")]


def test_many_doors_change_at_once_each_with_its_number_line_and_message(harbour: Account, lark: Account):
    establish(by=BILLING, accounts=[harbour, lark], door=Door("open"))
    change(by=INES, account=lark, door=Door("limited", 5, reason="terms"))
    add_endpoint(by=BILLING, url="https://billing.example/hook")
    shut, slow = Door("suspended", reason="terms"), Door("limited", 1, reason="terms")
    made = change_all(by=INES, turns=[Turn(lark, shut), Turn(harbour, slow)], decision="dec_1")
    assert [(row.account, row.sequence, row.state) for row in made] == [(lark, 3, "suspended"), (harbour, 2, "limited")]
    assert door_of(Access.objects.get(account=lark)) == shut
    assert Access.objects.get(account=harbour).sequence == 2
    lines = Entry.objects.filter(detail__decision="dec_1").order_by("id")
    assert list(lines.values_list("verb", "subject_id")) == [
        ("access.suspended", "acct_lark"),
        ("access.limited", "acct_harbour"),
    ]
    assert [event.sequence for event in Event.objects.order_by("id")] == [3, 2]


def test_many_doors_change_together_or_not_at_all(harbour: Account, lark: Account):
    establish(by=BILLING, accounts=[harbour], door=Door("open"))
    shut = Door("suspended", reason="terms")
    with pytest.raises(Refused, match="acct_lark"), transaction.atomic():
        change_all(by=INES, turns=[Turn(harbour, shut), Turn(lark, shut)], measure="suspend")
    assert states(harbour) == [(1, "open")]
