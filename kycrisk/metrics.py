"""How is the installation doing, for Prometheus? `GET /metrics`, for whoever watches over it and nobody else.

Counts and times only: no id, no name, no address of anybody. Works while the database is away.
"""

import hmac
import os
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from accounts.staff.permissions import public
from kycrisk.failures import told
from kycrisk.gauges import DatabaseGauges
from kycrisk.lib.addresses import is_loopback

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own word, read when it is imported
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")


@public("counts and times; asks for a key of its own, or to come from this machine")
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is counted, in the text format of Prometheus."""
    if not may_look(request):
        answer = told(request, 401, "Send the key of KYCRISK_METRICS_KEY as: Authorization: Bearer <key>.")
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    text = b"".join(generate_latest(registry) for registry in (_requests(), _gauges()))
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def may_look(request: HttpRequest) -> bool:
    """The right key from anywhere; without a key only this machine itself, not somebody for whom a proxy here asks."""
    given = request.headers.get("Authorization")
    if given is not None:
        expected = f"Bearer {settings.METRICS_KEY}"
        return bool(settings.METRICS_KEY) and hmac.compare_digest(given.encode(), expected.encode())
    passed_on = any(name in request.headers for name in PASSED_ON)
    return not passed_on and _from_here(str(request.META.get("REMOTE_ADDR", "")))


def _from_here(address: str) -> bool:
    try:
        return is_loopback(ip_address(address))
    except ValueError:
        return False


def _requests() -> CollectorRegistry:
    """What this process counted, or all processes of this machine where they share a folder."""
    if SHARED_FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # registers itself by being made
    return registry


def _gauges() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(DatabaseGauges())
    return registry
