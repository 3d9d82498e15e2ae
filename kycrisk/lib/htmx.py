"""Does htmx ask for a part of a page, and how is it sent elsewhere without loading everything again?"""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseLocation
from django_htmx.middleware import HtmxDetails


def asks_for_part(request: HttpRequest) -> bool:
    """Is a fragment enough? Not for plain browsers, nor when htmx restores a page from the history."""
    htmx = details(request)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Another page: in place where htmx asked, by a redirect elsewhere. It is asked for whole, as a link would be."""
    if not details(request):
        return redirect(url)
    return HttpResponseLocation(url, target="body", headers={"HX-Boosted": "true"})


def details(request: HttpRequest) -> HtmxDetails:
    """What htmx says of itself; false when it did not ask."""
    return cast(HtmxDetails, request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware


def page_or_dialog(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A form of its own: over the page where htmx asked (into `#dialog-host`), a page of its own elsewhere.

    The template has the parts `form` and `foot`; `context` gives `title`. Without JavaScript nothing is missing.
    """
    if not asks_for_part(request):
        return render(request, template, context, status=status)
    parts = {"body": f"{template}#form", "foot": f"{template}#foot", "id": "asked"}
    return render(request, "components/dialog.html", {**context, **parts}, status=status)
