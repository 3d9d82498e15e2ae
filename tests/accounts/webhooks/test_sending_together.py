"""Do senders share the work, and does a slow receiver hold nobody up?"""

import threading
import time
from collections.abc import Callable
from itertools import pairwise

from django.db import connection

from accounts.webhooks.models import Delivery, Endpoint
from accounts.webhooks.sending import send_due
from kycrisk.lib.http import Manners
from tests.accounts.webhooks.conftest import endpoint_at, tell
from tests.receiver import Receiver


def together(count: int, work: Callable[[], object]) -> None:
    def once() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=once) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_slow_receiver_holds_nobody_up(real_db: str, receiver: Receiver):
    slow, _ = endpoint_at(f"{receiver.url}/slow")
    quick, _ = endpoint_at(f"{receiver.url}/quick")
    for number in range(20):
        tell(f"acct_cafe_{number}", 1)
    began, waited = time.monotonic(), [60.0]

    def watch() -> None:
        while quick.deliveries.filter(state="delivered").count() < 20 and time.monotonic() - began < 60:
            time.sleep(0.02)
        waited[0] = time.monotonic() - began

    watching = threading.Thread(target=lambda: together(1, watch))
    watching.start()
    send_due(seconds=1, manners=Manners(loopback_allowed=True, total_seconds=3))
    watching.join()
    assert waited[0] < 2.5  # while the slow one keeps its few threads for three seconds
    assert slow.deliveries.filter(attempts=1, state="pending").count() == 4
    assert slow.deliveries.filter(attempts=0).count() == 16


def test_senders_at_once_deliver_each_message_once_and_in_order(real_db: str, receiver: Receiver):
    endpoint_at(receiver.url)
    for number in range(10):
        for sequence in range(1, 4):
            tell(f"case_{number}", sequence, kind="case.decided")
    together(4, lambda: send_due(seconds=5))
    send_due()
    bodies = receiver.bodies()
    assert len(bodies) == 30
    for number in range(10):
        sequences = [body["data"]["sequence"] for body in bodies if body["data"]["account"] == f"case_{number}"]
        assert all(earlier < later for earlier, later in pairwise(sequences))
    assert Endpoint.objects.get().deliveries.filter(state="delivered").count() == 30
    assert Delivery.objects.filter(attempts=1).count() == 30
