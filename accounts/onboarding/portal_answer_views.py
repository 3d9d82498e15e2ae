"""How does an applicant answer what we asked, and say that a rejection is wrong?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.onboarding import actions
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.models import ApplicationState, ItemRequest
from accounts.onboarding.portal_document_views import ensure_few
from accounts.onboarding.portal_entry import Visit, portal
from accounts.onboarding.portal_forms import ContestForm
from accounts.onboarding.portal_status import status_page
from kycrisk.lib.errors import Refused


@portal(keeps_typed=True)
@require_POST
def answer(request: HttpRequest, visit: Visit, item: str) -> HttpResponse:
    """A file, words, or both, for one thing that was asked; a refusal keeps the words."""
    rows = ItemRequest.objects.select_related("application", "party")
    row = get_object_or_404(rows, item=item, application=visit.application)
    text = request.POST.get("text", "")[:20_000]
    if visit.too_often:
        return status_page(request, visit, status=429, too_often=True, wrong_item=item, typed=text)
    try:
        _take_file(request, visit, row)
        actions.answer_item(by=visit.by, item=row, text=text)
    except Refused as refused:
        visit.application.refresh_from_db()
        kept = {"wrong_item": item, "typed": text, "answer_error": refused.detail}
        return status_page(request, visit, status=refused.status, **kept)
    return redirect(visit.address("apply"))


@portal(keeps_typed=True)
@require_POST
def contest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The applicant's words against a rejection, once."""
    form = ContestForm(request.POST)
    if visit.too_often:
        return status_page(request, visit, status=429, too_often=True, form=form)
    if visit.application.state != ApplicationState.REJECTED:
        return redirect(visit.address("apply"))
    try:
        if form.is_valid():
            actions.contest(by=visit.by, application=visit.application, text=form.cleaned_data["text"])
            return redirect(visit.address("apply"))
    except Refused as refused:
        visit.application.refresh_from_db()
        form.add_error("text", refused.detail)
    return status_page(request, visit, status=422, form=form, errors=[form])


def _take_file(request: HttpRequest, visit: Visit, row: ItemRequest) -> None:
    file = request.FILES.get("file")
    if file is None or not row.document_kind:
        return
    ensure_few(visit)
    take_document(
        by=visit.by,
        application=visit.application,
        upload=file,
        kind=row.document_kind,
        party_key=row.party.key if row.party else "",
        item=row,
    )
