"""How many requests come, how are they answered, how long does it take? Counted in the process that answers.

By the name of the route, never by its address: an address holds account ids.
"""

import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE: Final = "none"  # static files, and what leads nowhere
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("kycrisk_http_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("kycrisk_http_seconds", "Seconds until the answer.", ["route"], buckets=BUCKETS)


class MeasuringMiddleware:
    """Counts every answer, refusals and faults too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, counted."""
        began = time.perf_counter()
        answer = self.get_response(request)
        route = (request.resolver_match and request.resolver_match.view_name) or NO_ROUTE
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, answer.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return answer
