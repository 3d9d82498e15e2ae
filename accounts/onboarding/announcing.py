"""Who outside hears of an application? A webhook with ids and the state, in the transaction of the change."""

from accounts.onboarding.models import Application
from accounts.webhooks.actions import announce


def application_changed(application: Application) -> None:
    """`application.changed`."""
    payload = {
        "application": application.application,
        "account": application.account.account if application.account else None,
        "external_id": application.external_id,
        "state": application.state,
    }
    announce(type="application.changed", payload=payload, lane=application.application)
