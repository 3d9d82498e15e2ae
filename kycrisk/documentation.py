"""What can a machine call? The OpenAPI description at `/api/schema/`, and pages to read at `/api/docs/`.

Both come from this server alone: Swagger UI from the sidecar package, nothing from outside.
"""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from accounts.staff.permissions import public


@cache
def description() -> bytes:
    """The interface as an OpenAPI document (JSON); it changes with the code only."""
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return bytes(OpenApiJsonRenderer().render(document, renderer_context={}))


@public("how to call us is no secret, and says nothing about anybody")
def schema(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(description(), content_type="application/vnd.oai.openapi+json")


@public("how to call us is no secret, and says nothing about anybody")
def docs(request: HttpRequest) -> HttpResponse:
    """The same, to read and to try with a key of one's own."""
    return render(request, "api_docs.html")
