"""Does a machine ask too often? Counted by key before anything else is done, and told in every answer.

`RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-10; `RateLimit-Limit`, `-Remaining` and
`-Reset` as in its draft 06, which is what most clients read today.
"""

import hashlib
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accounts.policy.querysets import current
from kycrisk.failures import told
from kycrisk.lib.buckets import Buckets, Standing
from kycrisk.lib.callers import address_of

LIMITED = ("/api/v1/", "/access/")
REMEMBERED = 10.0  # seconds until a newly activated quota holds here


class RateLimitMiddleware:
    """Answers 429 with `Retry-After` to whoever is over the policy's quota."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.buckets = Buckets()
        self._quota = (0, -REMEMBERED)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count, answer or refuse, and say how much is left."""
        if not request.path.startswith(LIMITED):
            return self.get_response(request)
        now = time.monotonic()
        standing = self.buckets.take(caller_of(request), quota=self.quota(now), now=now)
        answer = self.get_response(request) if standing.allowed else refusal(request, standing)
        for name, value in headers_of(standing).items():
            answer[name] = value
        return answer

    def quota(self, now: float) -> int:
        """Requests a minute, from the policy; asked for at most every ten seconds."""
        quota, since = self._quota
        if now - since >= REMEMBERED:
            quota = current().numbers.intake.requests_per_minute
            self._quota = (quota, now)
        return quota


def caller_of(request: HttpRequest) -> bytes:
    """The key if there is one, whether it opens anything or not, else the address."""
    named = request.headers.get("Authorization") or address_of(request.META)
    return hashlib.blake2b(named.encode(errors="replace"), digest_size=16).digest()


def refusal(request: HttpRequest, standing: Standing) -> HttpResponseBase:
    """Too many requests, and when the next one may come."""
    answer = told(request, 429, f"More than {standing.quota} requests a minute; wait {standing.seconds} s.")
    answer["Retry-After"] = str(standing.seconds)
    return answer


def headers_of(standing: Standing) -> dict[str, str]:
    """What is left, in both forms."""
    return {
        "RateLimit-Policy": f'"minute";q={standing.quota};w=60',
        "RateLimit": f'"minute";r={standing.remaining};t={standing.seconds}',
        "RateLimit-Limit": str(standing.quota),
        "RateLimit-Remaining": str(standing.remaining),
        "RateLimit-Reset": str(standing.seconds),
    }
