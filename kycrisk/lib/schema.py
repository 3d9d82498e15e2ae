"""How does the description of the REST interface (OpenAPI 3.1) say what every call has in common?

Each call's own shape stands beside its view (`extend_schema`). Added here: the bearer key and the scope it needs, the
problems that any call may answer with, and `Idempotency-Key` where it is understood.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from kycrisk.lib.api import PROBLEM_TYPE, problem_body

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong and how to mend it (RFC 9457).",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string", "description": "Stable; `urn:kycrisk:problem:` and a code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for a person."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "error": {"type": "string"}},
            },
        },
    },
}
UNSAID = "No response body"  # drf-spectacular's words where a call says nothing of an answer
SAYINGS: dict[int, tuple[str, str]] = {
    400: ("bad_input", "Some fields are wrong."),
    401: ("not_authenticated", "Send the key as: Authorization: Bearer <key>."),
    403: ("permission_denied", "This key lacks the scope this call needs."),
    404: ("not_found", "There is nothing here under this id."),
    405: ("method_not_allowed", "This method is not known here."),
    409: ("still_running", "The first request with this key is still at work; ask again soon."),
    413: ("too_large", "This is larger than we take in one request; send it in smaller parts."),
    415: ("unsupported_media_type", "This content type is not read here."),
    422: ("key_reused", "This key was used for another request; take a new one."),
    429: ("too_many_requests", "More requests than your quota; wait as long as Retry-After says."),
    500: ("internal_server_error", "The server could not do this. Nothing was changed."),
}


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself by being made
    """`Authorization: Bearer <key>`."""

    target_class = "accounts.staff.bearer.ApiKeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """An HTTP bearer scheme."""
        return {"type": "http", "scheme": "bearer", "description": "A key made by `create_api_key`."}


class MachineSchema(AutoSchema):
    """A call with its scope, and with `Idempotency-Key` where repeating it is safe."""

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular does
        """The view's sentence and the scope that the key needs."""
        scope = getattr(self.view, "scopes", {}).get(self.method)
        return "\n\n".join(part for part in (super().get_description(), scope and f"Scope: `{scope}`.") if part)

    def get_override_parameters(self) -> list[Any]:
        """The header, if the view's method understands it."""
        parameters: list[Any] = list(super().get_override_parameters())
        if getattr(getattr(self.view, self.method.lower()), "idempotent", False):
            text = (
                "1 to 255 ASCII letters, such as a UUID. Sent again with the same body, the first answer comes again."
            )
            shape = {"type": "string", "pattern": "^[!-~]{1,255}$"}
            parameters.append(OpenApiParameter("Idempotency-Key", shape, OpenApiParameter.HEADER, description=text))
        return parameters


def add_problems(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: the problems that a call may answer with, by what the call takes."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    result["components"]["responses"] = {f"Problem{status}": _problem(status) for status in SAYINGS}
    for call in _calls(result):
        for status in _possible(call):
            said = call["responses"].get(str(status), {})
            if not said.get("content"):
                call["responses"][str(status)] = _answer(status, said.get("description", UNSAID))
        for status, answer in call["responses"].items():
            if not answer.get("description", "-"):
                answer["description"] = HTTPStatus(int(status)).phrase
    return result


def _answer(status: int, sentence: str) -> dict[str, Any]:
    """The usual problem of this status, or the same with a sentence of the call's own."""
    if sentence == UNSAID:
        return {"$ref": f"#/components/responses/Problem{status}"}
    return {**_problem(status), "description": sentence}


def _calls(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in result["paths"].values():
        yield from (call for method, call in path.items() if method != "parameters")


def _possible(call: dict[str, Any]) -> list[int]:
    """Which problems this call may answer with."""
    places = {parameter["in"] for parameter in call.get("parameters", [])}
    names = {parameter["name"] for parameter in call.get("parameters", [])}
    possible = [401, 403, 429, 500] if call.get("security") else [429, 500]
    if "requestBody" in call or "query" in places:
        possible.append(400)
    if "requestBody" in call:
        possible += [409, 413, 415, 422]
    if "path" in places:
        possible.append(404)
    if "Idempotency-Key" in names:
        possible += [400, 409, 422]
    return sorted(set(possible) | {int(status) for status in call["responses"] if int(status) >= 400})


def _problem(status: int) -> dict[str, Any]:
    code, sentence = SAYINGS[status]
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problem_body(status, sentence, code=code)}
    return {"description": sentence, "content": {PROBLEM_TYPE: content}}
