"""Where does somebody look who checks the others? The journal, read only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.review.journal_page import Asked, journal
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb


@requires(Verb.READ_JOURNAL)
@require_GET
def journal_page(request: HttpRequest) -> HttpResponse:
    """What happened, newest first."""
    context = {**journal(Asked.read(request.GET)), "crumbs": [{"label": "Journal", "url": ""}]}
    return render(request, "review/journal.html", context)
