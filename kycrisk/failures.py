"""What does a visitor see when something goes wrong? Machines get a problem (RFC 9457), people a page in words.

Django calls these for everything that no view answered: unknown addresses, refusals, unreadable requests, faults of
ours. What a request carried is neither shown nor logged.
"""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from kycrisk.lib.api import PROBLEM_TYPE, problem_body
from kycrisk.lib.records import new_public_id

log = logging.getLogger("kycrisk.failures")
MACHINE_PATHS = ("/api/", "/access/", "/.well-known/", "/healthz", "/readyz", "/metrics")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read (400), or is larger than we take (413)."""
    if isinstance(exception, RequestDataTooBig):
        return told(request, 413, "This is larger than we take in one request; send it in smaller parts.")
    return told(request, 400, "This request could not be read. Nothing was changed.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person is known and may not do this."""
    return told(request, 403, str(exception) or "This is not permitted. Nothing was changed.")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # Django's signature
    """There is nothing at this address."""
    return told(request, 404, "There is nothing at this address.")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often: passwords are not found by trying (allauth calls this)."""
    answer = told(request, 429, "Too many attempts. Wait a few minutes, then try again.")
    answer["Retry-After"] = "300"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a reference that finds the line in the log, and nothing about the inside."""
    reference = new_public_id("err")
    log.error("answered 500 on %s, reference %s", request.resolver_match and request.resolver_match.route, reference)
    return told(request, 500, f"The server could not do this. Nothing was changed. Reference: {reference}.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old, or was not ours."""
    log.info("form refused: %s", reason)
    return told(request, 403, "This form is no longer valid. Go back, load the page again and send it once more.")


def told(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """The sentence in the form the caller reads: problem+json for machines and fragments, a page for people."""
    if request.path.startswith(MACHINE_PATHS) or request.headers.get("HX-Request"):
        return JsonResponse(problem_body(status, detail), status=status, content_type=PROBLEM_TYPE)
    # Rendered without the request: a page about a failure must not fail on a database that is away.
    page = render_to_string("failure.html", {"status": status, "title": HTTPStatus(status).phrase, "detail": detail})
    return HttpResponse(page, status=status)
