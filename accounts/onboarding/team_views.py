"""How do sellers and reviewers work on an application together? Comments, who follows it, which account it opens."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.journal.actors import Actor
from accounts.onboarding import actions
from accounts.onboarding.application_views import done
from accounts.onboarding.models import Application
from accounts.onboarding.sales_forms import AccountForm, CommentForm, GiveForm
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def give(request: HttpRequest, application: str) -> HttpResponse:
    """To a colleague, who follows it from now on."""

    def given(by: Actor, found: Application) -> str:
        to = GiveForm(request.POST).asked()
        actions.give_to(by=by, application=found, user=to)
        return f"{found.company_name} is with {to} now."

    return done(request, application, given)


@requires(Verb.READ_APPLICATIONS)
@require_POST
def name_account(request: HttpRequest, application: str) -> HttpResponse:
    """Which account the approval opens."""

    def named(by: Actor, found: Application) -> str:
        account = AccountForm(request.POST).asked()
        actions.name_account(by=by, application=found, account=account)
        return f"Approval will open {account}."

    return done(request, application, named)


@requires(Verb.READ_APPLICATIONS)
@require_POST
def comment(request: HttpRequest, application: str) -> HttpResponse:
    """A line that sellers and reviewers see."""

    def said(by: Actor, found: Application) -> str:
        actions.comment(by=by, application=found, text=CommentForm(request.POST).asked())
        return ""

    return done(request, application, said)
