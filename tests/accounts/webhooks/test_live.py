"""Does billing hear of a new customer when everything runs in its own process?"""

from typing import Any

import httpx
from django.utils import timezone
from standardwebhooks import Webhook

from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from accounts.webhooks.models import Delivery
from tests.live import Live
from tests.receiver import Receiver

SCOPES = ["accounts:write", "access:read", "webhooks:manage"]


def test_a_customer_is_registered_and_billing_hears_of_it_though_the_worker_is_killed(live: Live):
    secret = new_secret()
    ApiKey.objects.create(name="billing", secret_hash=secret_hash(secret), scopes=SCOPES)
    headers = {"Authorization": f"Bearer {secret}"}
    live.start()
    with Receiver() as receiver, httpx.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=20) as billing:
        signing = billing.post("/webhook-endpoints", json={"url": f"{receiver.url}/hook"}).json()["secret"]
        assert billing.put("/accounts/acct_harbour", json={"country": "DE"}).status_code == 201
        (first,) = live.until(receiver.requests)
        heard: dict[str, Any] = Webhook(signing).verify(first["body"], first["headers"])
        answer = billing.get("/accounts/acct_harbour/access")
        assert heard["data"] == answer.json()
        unchanged = billing.get("/accounts/acct_harbour/access", headers={"If-None-Match": answer.headers["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")

        live.worker.kill()
        assert billing.put("/accounts/acct_lark", json={}).status_code == 201
        # What was in the dead worker's hands comes free when its lease has run out.
        Delivery.objects.filter(leased_until__isnull=False).update(leased_until=timezone.now())
        live.start_worker()
        live.until(lambda: Delivery.objects.filter(state="delivered").count() == 2)
        assert {body["data"]["account"] for body in receiver.bodies()} == {"acct_harbour", "acct_lark"}
