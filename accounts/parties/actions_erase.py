"""How is somebody forgotten? Their key is destroyed: whatever was sealed under it opens nowhere any more.

The rows stay, with the ids that the journal, decisions and evidence speak of; nothing append-only has to change.
"""

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account, DataSubject, Person


@transaction.atomic
def erase_account(*, by: Actor, account: Account, reason: str) -> bool:
    """Forget an account's contact and everything sealed under its key; False if that was done before."""
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if account.erased_at is not None:
        return False
    forget(account)
    account.save(update_fields=["wrapped_key", "sealed", "erased_at"])
    record(by=by, verb="account.erased", subject=("account", account.account), detail={"reason": reason})
    return True


@transaction.atomic
def erase_person(*, by: Actor, person: Person, reason: str) -> bool:
    """Forget a person's name and birth date; who they direct and own stays under their id. False if done before."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at is not None:
        return False
    forget(person)
    person.nationality = ""
    person.save(update_fields=["wrapped_key", "sealed", "erased_at", "nationality"])
    record(by=by, verb="person.erased", subject=("person", person.person), detail={"reason": reason})
    return True


def forget(subject: DataSubject) -> None:
    """Destroy the key of a row, which is not saved here."""
    subject.wrapped_key = subject.sealed = None
    subject.erased_at = timezone.now()
