"""What does a look at the past leave behind, and what becomes of a world in which nobody is?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from accounts.parties.models import Account
from graph.behavior.families import FamilySet
from graph.behavior.models import Conduct, PromptFamily
from graph.behavior.reading import Window, read_prompts
from graph.networks.epochs import with_first_use
from graph.networks.models import Epoch, Network
from graph.pipeline.actions import advance, rebuild
from graph.signals.actions_sources import revoke_source
from tests.graph.pipeline.loading import BY, send
from tests.graph.pipeline.test_explaining import event

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


def asked(number: int, account: str, day: int) -> bytes:
    return event(number, "exchange.made", account, day, model="standard", prompt="please help me with the kettle")


def state() -> list[Any]:
    return list(Conduct.objects.order_by("account").values_list("account__account", "asked"))


def test_nobody_at_all_is_derived_without_complaint(real_db: str) -> None:
    assert advance().networks == 0
    assert rebuild(as_of=NOON).networks == 0
    assert Epoch.objects.get().accounts == 0


def test_one_account_is_no_network(real_db: str) -> None:
    send([event(1, "session.seen", "acct_alone", 4, ip="94.7.1.2")])
    advance()
    assert not Network.objects.exists()
    assert Epoch.objects.get().accounts == 1


def test_the_present_returns_after_a_look_at_the_past(real_db: str) -> None:
    send([asked(1, "acct_one", 4), asked(2, "acct_one", 5), asked(3, "acct_two", 5)])
    advance()
    now = state()
    rebuild(as_of=NOON + timedelta(hours=18))
    assert state() == [("acct_one", 1)]
    advance()
    assert state() == now


def test_a_prompt_of_an_account_that_came_meanwhile_is_nobody_elses(real_db: str) -> None:
    """Harbour signs up while everybody is counted; its prompts must not be counted for whoever is numbered next."""
    send([asked(1, "acct_first", 4), asked(2, "acct_harbour", 4), asked(3, "acct_last", 4)])
    known = Account.objects.exclude(account="acct_harbour").order_by("pk").values_list("pk", flat=True)
    prompts = read_prompts(Window(datetime(2026, 11, 1, tzinfo=UTC), NOON), np.array(known, np.int64))
    assert prompts.account.tolist() == [0, 1]
    newest = Account.objects.filter(account="acct_first").values_list("pk", flat=True)
    prompts = read_prompts(Window(datetime(2026, 11, 1, tzinfo=UTC), NOON), np.array(newest, np.int64))
    assert prompts.asked_by(1).tolist() == [1]


def test_who_used_a_family_first_is_remembered_when_the_window_has_moved_on(real_db: str) -> None:
    send([asked(1, "acct_harbour", 4), asked(2, "acct_late", 5)])
    advance()
    harbour, late = Account.objects.order_by("pk").values_list("pk", flat=True)
    PromptFamily.objects.create(
        key=7, name="Code, form A", prompts=12, accounts=5, first_account_id=harbour, first_at=NOON
    )
    later = int((NOON + timedelta(days=200)).timestamp())
    nothing = np.zeros(1)
    mined = FamilySet(
        shingles=np.array([7], np.uint64),
        family=np.zeros(1, np.int32),
        key=np.array([7], np.uint64),
        prompts=np.array([12]),
        filling=nothing,
        is_template=np.ones(1, np.bool_),
        accounts=np.array([5]),
        first_account=np.array([1], np.int32),
        first_at=np.array([later]),
    )
    found = with_first_use(mined, np.array([harbour, late], np.int64))
    assert found.first_account.tolist() == [0]
    assert found.first_at.tolist() == [int(NOON.timestamp())]
    revoke_source(by=BY, prefix="/t", reason="It lied.")
    found = with_first_use(mined, np.array([harbour, late], np.int64))
    assert found.first_account.tolist() == [1], "what a revoked source told protects nobody"
