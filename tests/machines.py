"""Who calls the REST interface? Machines with a key each, as the tests' HTTP client.

billing = machine("accounts:write", "access:read")
billing.put("/api/v1/accounts/acct_harbour", {"country": "DE"}).json()
"""

import json
from typing import Any

from django.test import Client

from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey


class MachineClient:
    """A client that sends JSON and a bearer key."""

    def __init__(self, secret: str) -> None:
        self._client = Client(raise_request_exception=True)
        self._headers = {"authorization": f"Bearer {secret}"} if secret else {}
        # A new server asks the policy for its quota with the first call; a test that counts queries shall not see it.
        self._client.get("/api/v1/", headers={"authorization": "Bearer first"})

    def get(self, path: str, **headers: str) -> Any:
        """GET, with further headers."""
        return self._client.get(path, headers={**self._headers, **headers})

    def put(self, path: str, body: Any) -> Any:
        """PUT of JSON."""
        return self.send("PUT", path, json.dumps(body))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST of JSON."""
        return self.send("POST", path, "" if body is None else json.dumps(body), **headers)

    def patch(self, path: str, body: Any) -> Any:
        """PATCH of JSON."""
        return self.send("PATCH", path, json.dumps(body))

    def delete(self, path: str) -> Any:
        """DELETE."""
        return self.send("DELETE", path, "")

    def send(
        self, method: str, path: str, body: str | bytes, content_type: str = "application/json", **headers: str
    ) -> Any:
        """Any body, JSON or not."""
        return self._client.generic(method, path, body, content_type=content_type, headers={**self._headers, **headers})


def machine(*scopes: str, name: str = "billing") -> MachineClient:
    """A machine with a new key of these scopes."""
    secret = new_secret()
    ApiKey.objects.create(name=name, secret_hash=secret_hash(secret), scopes=list(scopes))
    return MachineClient(secret)


def stranger() -> MachineClient:
    """A machine without a key."""
    return MachineClient("")
