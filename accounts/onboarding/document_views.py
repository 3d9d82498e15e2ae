"""Who looks at an applicant's document, and why? One page at a time, as we drew it; the file is never served."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.onboarding.actions_document import show_page
from accounts.onboarding.document_page import document_context, remember, remembered
from accounts.onboarding.models import Document
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb, role_may
from accounts.staff.visitors import actor, page_number, visitor
from kycrisk.lib.errors import Refused

# Should a page be opened by itself, it is a picture in a box: nothing in it runs, loads or is guessed at.
BOXED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@requires(Verb.REVEAL_PERSONAL)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, application: str, document: str) -> HttpResponse:
    """One document: first why it is looked at, then its pages."""
    found = document_named(application, document)
    if request.method == "POST":
        try:
            remember(request.session, actor(request), found, request.POST.get("reason", ""))
        except Refused as refusal:
            context = {**document_context(found, "", 1), "refused": refusal.detail, "typed": request.POST}
            return render(request, "onboarding/document.html", context, status=refusal.status)
        return redirect("application-document", application, document)
    context = document_context(found, remembered(request.session, found), page_number(request))
    context["may_read"] = role_may(visitor(request).role, Verb.DECIDE_CASES)
    return render(request, "onboarding/document.html", context)


@requires(Verb.REVEAL_PERSONAL)
@require_GET
def document_page(request: HttpRequest, application: str, document: str, number: int) -> HttpResponse:
    """The image of a page, for who said why; the journal keeps each look."""
    found = document_named(application, document)
    reason = remembered(request.session, found)
    if not reason:
        return redirect("application-document", application, document)
    try:
        image, media_type = show_page(by=actor(request), document=found, number=number, reason=reason)
    except Refused as refusal:
        return HttpResponse(refusal.detail, status=refusal.status, content_type="text/plain; charset=utf-8")
    name = f"{found.document}-{number}.{media_type.rpartition('/')[2]}"
    return HttpResponse(
        image, content_type=media_type, headers={**BOXED, "Content-Disposition": f'inline; filename="{name}"'}
    )


def document_named(application: str, document: str) -> Document:
    """The document with this public id of this application, or 404: no pair that does not belong together."""
    rows = Document.objects.select_related("application", "party")
    return get_object_or_404(rows, document=document, application__application=application)
