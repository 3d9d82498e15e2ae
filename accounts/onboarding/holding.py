"""How does a verb get hold of an application, and how does it leave it? Locked, in a state that allows the step.

Every verb begins with `take` and, where the state changes, ends with `go`. Whoever needs the application and its case
locks the application first, so that two people at once are always one after the other and never wait in a ring.
"""

from datetime import datetime
from typing import Any

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.onboarding.announcing import application_changed
from accounts.onboarding.models import Application
from accounts.onboarding.states import APPLICANT, WORK, Step, needs, way
from accounts.staff.roles import Verb, require, role_may
from kycrisk.lib.errors import Refused

# What steps change; checks meanwhile write columns of their own.
STEPPED = ["state", "state_since", "submitted_at", "decided_at", "access_at"]


def locked(application: Application) -> Application:
    """The application as it stands, locked until the transaction ends."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    found: Application = rows.select_related("account").get(pk=application.pk)
    return found


def take(application: Application, step: Step, by: Actor) -> Application:
    """The locked application, if this actor may take this step now.

    Raises `Refused`: 403 if they may not, 409 if the state does not allow it, 410 if it was erased.
    """
    ensure_may(step, by)
    application = locked(application)
    if application.erased_at is not None:
        raise Refused("This application was erased; start a new one.", code="erased", status=410)
    way(application.state, step)
    return application


def ensure_may(step: Step, by: Actor) -> None:
    """Refuse (403) who may not take the step, before anything is said about the application.

    A key's scope and a server's command line were checked on the way here.
    """
    needed = needs(step)
    if APPLICANT in needed and by.kind != ActorKind.CUSTOMER:
        raise Refused(f"Only the applicant can {step} an application.", code="not_permitted", status=403)
    machine = WORK in needed and by.kind in {ActorKind.KEY, ActorKind.COMMAND}
    if not needed or APPLICANT in needed or machine or any(role_may(by.role, Verb(verb)) for verb in needed):
        return
    require(by, Verb(needed[0]))


def go(by: Actor, application: Application, step: Step, now: datetime, **detail: Any) -> None:
    """Take the step: the state, since when, the line in the journal, and the message to whoever listens.

    A step that stays where it is changes nothing and says nothing.
    """
    if way(application.state, step).to == application.state:
        return
    application.state, application.state_since = way(application.state, step).to, now
    application.save(update_fields=STEPPED)
    tell(by, application, f"application.{application.state}", **detail)
    application_changed(application)


def tell(by: Actor, application: Application, verb: str, **detail: Any) -> None:
    """A line about the application."""
    record(by=by, verb=verb, subject=("application", application.application), detail=detail)


def applicant(application: Application) -> Actor:
    """Whoever came through the application's link."""
    return Actor.customer(application.application)
