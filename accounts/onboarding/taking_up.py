"""What follows when something of a submitted application is new? It is checked, let in, and put before a person."""

from datetime import datetime

from accounts.access.models import Access
from accounts.journal.actors import Actor
from accounts.onboarding.checking import run_checks
from accounts.onboarding.confirming import ask_to_confirm
from accounts.onboarding.holding import tell
from accounts.onboarding.models import Application
from accounts.onboarding.referring import put_before_somebody
from accounts.review.admission import admit


def look_again(by: Actor, application: Application) -> None:
    """Check what is there now, and tell the case what changed. Inside the caller's transaction."""
    ask_to_confirm(by=by, application=application)
    run_checks(application)
    put_before_somebody(by=by, application=application)


def let_in(by: Actor, application: Application, now: datetime) -> None:
    """An account without a door gets the narrow one of newcomers, whose end stands in it."""
    account = application.account
    if account is None or Access.objects.filter(account=account).exists():
        return
    change = admit(by=by, account=account)
    application.access_at = application.access_at or now
    application.save(update_fields=["access_at"])
    tell(by, application, "application.admitted", account=account.account, sequence=change.sequence)
