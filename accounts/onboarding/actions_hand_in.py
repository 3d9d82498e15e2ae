"""What does the applicant do to the application as a whole? It is kept up to date with every save, then handed in."""

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import write
from accounts.onboarding.holding import go, take
from accounts.onboarding.models import Application, LetterKind
from accounts.onboarding.states import Step
from kycrisk.lib.errors import Refused


@transaction.atomic
def refresh(application: Application) -> Application:
    """Write what lists show without opening anything: what is missing, steps done, when it was saved.

    Everybody who saves something of an application calls it, in the same transaction.
    """
    now = timezone.now()
    application.saved_at = now
    application.started_at = application.started_at or now
    application.revision += 1
    application.save(update_fields=["missing", "steps_done", "saved_at", "started_at", "revision"])
    return application


@transaction.atomic
def submit(*, by: Actor, application: Application) -> Application:
    """Hand it in: it is checked, the account is let in provisionally, and a case asks a person.

    Raises `Refused`: 409 if it was handed in already, 422 with what is missing.
    """
    application = take(application, Step.SUBMIT, by)
    if application.missing:
        raise Refused(
            f"Not complete yet: {', '.join(application.missing)} is missing.", code="application_incomplete", status=422
        )
    now = timezone.now()
    application.submitted_at = now
    go(by, application, Step.SUBMIT, now, revision=application.revision)
    write(application, LetterKind.RECEIVED, now)
    return application
