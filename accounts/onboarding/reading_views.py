"""Where does a reviewer type what they read? Beside a document's pages, and after a look into a register."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.onboarding.actions_reading import read_document, read_register, register_of
from accounts.onboarding.document_page import remembered
from accounts.onboarding.document_views import document_named
from accounts.onboarding.document_words import words_of
from accounts.onboarding.reading_forms import OF_A_REGISTER, OTHERWISE, SAYS, ReadingForm, typed_again
from accounts.onboarding.review_views import application_named
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part, go_to, page_or_dialog


@requires(Verb.DECIDE_CASES)
@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, application: str, document: str) -> HttpResponse:
    """What was read in a document, for whoever said why they look at it."""
    found = document_named(application, document)
    if not remembered(request.session, found):
        return redirect("application-document", application, document)
    says = SAYS.get(found.kind, OTHERWISE)
    form = ReadingForm(says, request.POST or None, initial=typed_again(words_of(found).reading))
    context = {"document": found, "form": form, "title": "What you read in it", "address": request.path}
    if request.method == "POST" and form.is_valid():
        try:
            read_document(by=actor(request), document=found, read=form.reading())
            context["kept"] = True
        except Refused as refusal:
            context["refused"] = refusal.detail
    context["read"] = words_of(found).reading
    return render(
        request, "onboarding/reading.html#form" if asks_for_part(request) else "onboarding/reading.html", context
    )


@requires(Verb.DECIDE_CASES)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, application: str) -> HttpResponse:
    """What a reviewer found in a register themselves."""
    found = application_named(application)
    form = ReadingForm(OF_A_REGISTER, request.POST or None, initial=typed_again(register_of(found)))
    context = {"application": found, "form": form, "title": "What does the register say?", "address": request.path}
    if request.method == "POST" and form.is_valid():
        try:
            read_register(by=actor(request), application=found, read=form.reading())
        except Refused as refusal:
            context["refused"] = refusal.detail
        else:
            messages.success(request, "Kept what the register says; everything was compared again.")
            return go_to(request, reverse("application-review", args=[application]))
    return page_or_dialog(request, "onboarding/register.html", context)
