"""How does the REST interface answer? Problems (RFC 9457) and cursor pages, the same everywhere."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from kycrisk.lib.errors import Refused

# A restart of PostgreSQL takes a second or two.
DATABASE_RETRY_SECONDS = 5
PROBLEM_TYPE = "application/problem+json"


def problem_body(
    status: int, detail: str, *, code: str = "", errors: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """What a problem says: `type title status detail errors[]`; `type` ends in a stable code."""
    return {
        "type": f"urn:kycrisk:problem:{code or HTTPStatus(status).phrase.lower().replace(' ', '_')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }


def problem(status: int, detail: str, *, code: str = "", errors: list[dict[str, Any]] | None = None) -> Response:
    """A problem+json answer."""
    return Response(problem_body(status, detail, code=code, errors=errors), status=status, content_type=PROBLEM_TYPE)


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal and bad input becomes a problem; None lets a real fault surface."""
    set_rollback()
    if isinstance(error, Refused):
        return problem(error.status, error.detail, code=error.code)
    if plain := _plain_problem(error):
        return plain
    if isinstance(error, exceptions.ValidationError):
        return problem(400, "Some fields are wrong.", code="bad_input", errors=_field_errors(error.detail))
    if isinstance(error, exceptions.APIException):
        answer = problem(error.status_code, _sentence(error.detail), code=str(error.default_code))
        _add_headers(answer, error)
        return answer
    return None


def _plain_problem(error: Exception) -> Response | None:
    if isinstance(error, Http404):
        return problem(404, "There is nothing here under this id.", code="not_found")
    if isinstance(error, DjangoPermissionDenied):
        return problem(403, str(error) or "This is not permitted.", code="not_permitted")
    if isinstance(error, RequestDataTooBig):
        return problem(413, "This is larger than we take in one request; send it in smaller parts.", code="too_large")
    if isinstance(error, OperationalError | InterfaceError):
        answer = problem(
            503, "The database does not answer just now; nothing was taken. Send it again.", code="no_database"
        )
        answer["Retry-After"] = str(DATABASE_RETRY_SECONDS)
        return answer
    return None


def _add_headers(answer: Response, error: exceptions.APIException) -> None:
    if header := getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = header
    if (wait := getattr(error, "wait", None)) is not None:
        answer["Retry-After"] = str(max(1, int(wait)))


def _sentence(detail: Any) -> str:
    return str(detail) if isinstance(detail, str) else "; ".join(item["error"] for item in _field_errors(detail))


def _field_errors(detail: Any, path: str = "") -> list[dict[str, Any]]:
    if isinstance(detail, dict):
        places = {name: path if name == "non_field_errors" else f"{path}/{name}" for name in detail}
        return [error for name, inner in detail.items() for error in _field_errors(inner, places[name])]
    if isinstance(detail, list):
        return [error for inner in detail for error in _field_errors(inner, path)]
    return [{"pointer": path or "/", "error": str(detail)}]
