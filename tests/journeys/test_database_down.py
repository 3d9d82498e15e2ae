"""What does billing hear while PostgreSQL is gone? "Not just now", and the answer again once it is back."""

import httpx

from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from tests.live import PrivateLive


def test_a_database_that_is_gone_is_a_reason_to_ask_again(private_live: PrivateLive) -> None:
    secret = new_secret()
    ApiKey.objects.create(name="billing", secret_hash=secret_hash(secret), scopes=["access:read"])
    private_live.start_web()

    def ask() -> httpx.Response:
        address = f"{private_live.url}/api/v1/accounts/acct_harbour/access"
        return httpx.get(address, headers={"Authorization": f"Bearer {secret}"}, timeout=20)

    assert ask().status_code == 404, "no access record: a gateway treats it as closed"
    private_live.cluster.kill()
    refused = ask()
    assert refused.status_code == 503
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    private_live.cluster.start()
    assert private_live.until(lambda: ask().status_code == 404)
