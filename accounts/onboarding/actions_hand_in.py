"""What does the applicant do to the application as a whole? It is kept up to date with every save, then handed in."""

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import way_in, write
from accounts.onboarding.filling import measure
from accounts.onboarding.holding import go, take
from accounts.onboarding.models import Application, LetterKind
from accounts.onboarding.needs import Missing
from accounts.onboarding.states import Step
from accounts.onboarding.taking_up import let_in, look_again
from kycrisk.lib.errors import Refused

# So many of what is missing are said by name; the portal shows all.
NAMED = 5


@transaction.atomic
def refresh(application: Application) -> Application:
    """Write what lists show without opening anything: what is missing, steps done, when it was saved.

    Everybody who saves something of an application calls it, in the same transaction.
    """
    now = timezone.now()
    application.saved_at = now
    application.started_at = application.started_at or now
    application.revision += 1
    application.save(update_fields=["saved_at", "started_at", "revision"])
    measure(application)
    return application


@transaction.atomic
def submit(*, by: Actor, application: Application) -> Application:
    """Hand it in: it is checked, the account is let in provisionally, and a case asks a person.

    All at once: whoever crashes in between leaves the draft as it was. Raises `Refused`: 409 if it was handed in
    already, 422 with what is missing.
    """
    application = take(application, Step.SUBMIT, by)
    if gaps := measure(application):
        raise Refused(_incomplete(gaps), code="application_incomplete", status=422)
    now = timezone.now()
    application.submitted_at = now
    go(by, application, Step.SUBMIT, now, revision=application.revision)
    let_in(by, application, now)
    look_again(by, application)
    go(by, application, Step.TAKE_UP, now)
    write(application, LetterKind.RECEIVED, now, link=way_in(application, now, until=now))
    return application


def _incomplete(gaps: tuple[Missing, ...]) -> str:
    named = [gap.words for gap in gaps[:NAMED]]
    more = f" and {len(gaps) - NAMED:,} more" if len(gaps) > NAMED else ""
    return f"Not complete yet; still missing: {', '.join(named)}{more}."
