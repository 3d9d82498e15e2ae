"""Who is to be forgotten, and everywhere? Both gears at once: what is sworn keeps its ids, what was observed goes."""

from django.db import transaction

from accounts.journal.actors import Actor
from accounts.onboarding.erasing import erase_application, erase_claims_of
from accounts.onboarding.models import Application
from accounts.parties.actions_erase import erase_account, erase_person
from accounts.parties.models import Account, Person
from graph.behavior.models import WeeklyPattern
from graph.canaries.forgetting import forget_account
from graph.signals.actions import forget
from graph.signals.touching import touch
from kycrisk.lib.errors import Refused

LEAST_REASON = 5


@transaction.atomic
def erase_subject(*, by: Actor, name: str, reason: str) -> str:
    """Forget an account with its applications, an application, or a person, by its id; answers which, in words.

    Raises `Refused`: 404 when there is nobody with this id, 422 without a reason. Doing it twice changes nothing.
    """
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON:
        raise Refused("Say why they are to be forgotten; it stands in the journal.", code="reason_needed", status=422)
    if application := Application.objects.filter(application=name).first():
        return _said("application", name, done=erase_application(by=by, application=application, reason=reason))
    if person := Person.objects.filter(person=name).first():
        claims = erase_claims_of(by=by, person=person.pk, reason=reason)
        done = erase_person(by=by, person=person, reason=reason)
        return _said("person", name, done=done or bool(claims))
    if account := Account.objects.filter(account=name).first():
        return _said("account", name, done=_erase_account(by, account, reason))
    raise Refused(f"There is no account, application or person {name}.", code="unknown_subject", status=404)


def _erase_account(by: Actor, account: Account, reason: str) -> bool:
    for application in account.applications.filter(erased_at=None):
        erase_application(by=by, application=application, reason=reason)
    if account.erased_at is not None:
        return False
    forget(by=by, account=account)
    forget_account(account)
    WeeklyPattern.objects.filter(account=account).delete()
    touch([account.pk])
    return erase_account(by=by, account=account, reason=reason)


def _said(kind: str, name: str, *, done: bool) -> str:
    return f"The {kind} {name} is forgotten." if done else f"The {kind} {name} was forgotten before."
