"""Which machine is calling, and may it? Bearer keys: hashed, scoped, expiring, bound to networks and sources.

Imported by name from the settings while DRF itself is being imported, so nothing here may import DRF's views.
"""

import hashlib
import ipaddress
import secrets
from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.staff.models import ApiKey
from kycrisk.lib.callers import address_of

SCOPES = (
    "signals:write",
    "access:read",
    "accounts:read",
    "accounts:write",
    "applications:read",
    "applications:write",
    "cases:read",
    "networks:read",
    "canaries:read",
    "canaries:write",
    "webhooks:manage",
)


def new_secret() -> str:
    """A key as its owner sees it, once."""
    return f"kyc_{secrets.token_urlsafe(32)}"


def secret_hash(secret: str) -> bytes:
    """What is kept of a secret: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


class Machine:
    """The caller of the REST interface, in the place Django keeps a user."""

    is_authenticated = True
    is_active = True

    def __init__(self, key: ApiKey) -> None:
        self.key = key
        self.pk = key.pk

    def __str__(self) -> str:
        return self.key.name


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`."""

    def authenticate(self, request: Request) -> tuple[Machine, ApiKey] | None:
        """The machine behind the request; None without a header, refused for a wrong, expired or foreign one."""
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        if len(parts) != 2 or parts[0].lower() != b"bearer":
            raise AuthenticationFailed("Send the key as: Authorization: Bearer <key>.")
        key = self._live_key(parts[1])
        if key is None:
            raise AuthenticationFailed("This key is unknown, expired or revoked.")
        if not _network_allowed(key, address_of(request.META)):
            raise PermissionDenied("This key may not be used from this network.")
        return Machine(key), key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"

    @staticmethod
    def _live_key(secret: bytes) -> ApiKey | None:
        return ApiKey.objects.live(timezone.now()).filter(secret_hash=hashlib.sha256(secret).digest()).first()


def _network_allowed(key: ApiKey, address: str) -> bool:
    if not key.networks:
        return True
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in ipaddress.ip_network(network) for network in key.networks)


class HasScope(BasePermission):
    """Every view names the scope of each method in `scopes`; a view that names none admits nobody."""

    message = "This key lacks the scope this call needs."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Does the key carry the scope the view declares for this method?"""
        scopes: dict[str, str] = getattr(view, "scopes", {})
        needed = scopes.get(request.method or "")
        if request.method == "OPTIONS":
            return request.auth is not None
        if needed is None or not isinstance(request.auth, ApiKey):
            return request.auth is not None and request.method not in view.allowed_methods
        self.message = f"This key lacks the scope {needed}."
        return needed in request.auth.scopes
