"""The addresses of the little site that the design tests open: the gallery, and answers that refuse."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from kycrisk.gallery import gallery


def refuse(_request: HttpRequest, status: int) -> HttpResponse:
    """Answer as the product does when it cannot do something."""
    problem = {"title": "Refused", "detail": "Noor decided this case at 10:31.", "status": status}
    return JsonResponse(problem, status=status, content_type="application/problem+json")


def token(request: HttpRequest) -> HttpResponse:
    """Say which CSRF token came along."""
    return HttpResponse(request.headers.get("X-CSRFToken", "none"))


urlpatterns = [path("", gallery), path("refuse/<int:status>/", refuse), path("token/", token)]
