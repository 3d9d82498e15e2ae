"""How does an applicant hand in a file, or take one back?"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.onboarding.actions_document import take_document, withdraw_document
from accounts.onboarding.models import ApplicationState, Document
from accounts.onboarding.portal_entry import Visit, portal
from accounts.onboarding.portal_page import Opened, page_of
from accounts.onboarding.portal_slots import Slot, slot_of, slots
from accounts.onboarding.portal_step import step_page
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part
from kycrisk.lib.tries import count_try


@portal()
@require_POST
def upload(request: HttpRequest, visit: Visit, slot: str) -> HttpResponse:
    """Take a file into its slot; the slot again, with the file or with why it was not taken."""
    found = _slot(visit, slot)
    try:
        ensure_few(visit)
        file = _file(request)
        kind = request.POST.get("kind") or found.kinds[0][0]
        take_document(by=visit.by, application=visit.application, upload=file, kind=kind, party_key=found.party)
    except Refused as refused:
        return _shown(request, visit, slot, refused)
    return _shown(request, visit, slot)


@portal()
@require_POST
def withdraw(request: HttpRequest, visit: Visit, document: str) -> HttpResponse:
    """Take a file back."""
    row = get_object_or_404(Document.objects.select_related("item"), document=document, application=visit.application)
    key = request.POST.get("slot", "")
    try:
        withdraw_document(by=visit.by, document=row)
    except Refused as refused:
        return _shown(request, visit, key, refused)
    return _shown(request, visit, key)


def ensure_few(visit: Visit) -> None:
    """Looking at a file is work; so many within an hour are enough for anybody. Raises `Refused`, 429."""
    if count_try(f"apply upload {visit.link.pk}") > current().numbers.onboarding.uploads_per_hour:
        raise Refused(
            _("These were many files within an hour. Wait a while, then go on; everything so far is kept."),
            code="too_many_uploads",
            status=429,
        )


def _file(request: HttpRequest) -> "UploadedFile[bytes]":
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Choose a file first."), code="no_file", status=422)
    return file


def _slot(visit: Visit, key: str) -> Slot:
    opened = Opened.of(visit.application)
    found = slot_of(slots(opened.application, opened.claims, current().numbers.onboarding), key)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, visit: Visit, key: str, refused: Refused | None = None) -> HttpResponse:
    """The slot where htmx asked, the page elsewhere."""
    visit.application.refresh_from_db()
    status = refused.status if refused else 200
    if visit.application.state != ApplicationState.DRAFT:
        return redirect(visit.address("apply"))
    opened = Opened.of(visit.application)
    told: dict[str, Any] = {"slot_error": refused.detail if refused else "", "wrong_slot": key}
    if asks_for_part(request):
        # htmx leaves what a 429 brings; the sentence belongs into the slot.
        context = {**page_of(request, visit, opened), "slot": _slot(visit, key), **told}
        return render(request, "apply/slot.html", context, status=422 if status == 429 else status)
    if refused is None:
        return redirect(f"{visit.address('apply-step', step='documents')}#slot-{key}")
    return step_page(request, visit, opened, "documents", status=status, **told)
