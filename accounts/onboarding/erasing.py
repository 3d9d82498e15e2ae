"""How is an application forgotten? Its keys and those of everybody it names are destroyed, and the files with them.

What stays is that there was an application of this kind, its times and decisions, and the company as the record knows
it. Of an individual not even the name stays.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding.models import Application, ApplicationKind, ApplicationState, ClaimedParty, Document
from accounts.onboarding.retaining import erase_document, erase_documents
from accounts.parties.actions_erase import forget
from accounts.policy.querysets import current

FORGOTTEN_NAME: Final = "forgotten"
AT_ONCE: Final = 200
FIELDS: Final = ("wrapped_key", "sealed", "erased_at")
PRINTS: Final = ("person_print", "document_print", "email_print")


@transaction.atomic
def erase_application(*, by: Actor, application: Application, reason: str) -> bool:
    """Forget everything that was said in it, its documents and its links; False if that was done before."""
    application = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    if application.erased_at is not None:
        return False
    erase_documents(by, application)
    for party in application.parties.filter(erased_at=None):
        _forget_party(party)
    now = timezone.now()
    application.links.filter(revoked_at=None).update(revoked_at=now)
    application.letters.filter(sent_at=None).update(due_at=None, last_error="the application was erased")
    application.identity_uses.all().delete()
    forget(application)
    application.register_print, application.website_domain, application.external_id = None, "", ""
    if application.kind == ApplicationKind.INDIVIDUAL:
        application.company_name = FORGOTTEN_NAME
    application.save()
    record(
        by=by, verb="application.erased", subject=("application", application.application), detail={"reason": reason}
    )
    return True


@transaction.atomic
def erase_claims_of(*, by: Actor, person: int, reason: str) -> int:
    """Forget what applications say of one person of the record, and the documents about them; how many claims."""
    claims = list(ClaimedParty.objects.select_for_update(no_key=True).filter(person=person, erased_at=None))
    for claim in claims:
        for document in Document.objects.filter(party=claim).exclude(wrapped_key=None):
            erase_document(by, document)
        _forget_party(claim)
        detail = {"party": claim.key, "reason": reason}
        record(by=by, verb="claim.erased", subject=("application", claim.application.application), detail=detail)
    return len(claims)


def _forget_party(party: ClaimedParty) -> None:
    forget(party)
    for name in PRINTS:
        setattr(party, name, None)
    party.save(update_fields=[*FIELDS, *PRINTS])


def expire_applications(by: Actor, now: datetime) -> int:
    """Forget what is not to be kept any longer; how many applications.

    A draft that ended unsent; and an answered one, so many days after the answer, unless its account is still served.
    """
    erased = 0
    while due := list(_past(now).order_by("id")[:AT_ONCE]):
        erased += sum(erase_application(by=by, application=one, reason="retention") for one in due)
    return erased


def _past(now: datetime) -> "QuerySet[Application]":
    numbers = current().numbers.onboarding
    long_ago = now - timedelta(days=numbers.files.keep_days)
    unsent = Q(state=ApplicationState.DRAFT, expires_at__lt=now)
    served = Q(account__access__state__in=["provisional", "open", "limited", "suspended"])
    left = Q(account__access__isnull=False, account__access__since__gt=long_ago)  # closed, but not long ago
    answered = Q(state__in=[ApplicationState.APPROVED, ApplicationState.REJECTED], decided_at__lt=long_ago)
    found: QuerySet[Application] = Application.objects.filter(erased_at=None)
    return found.filter(unsent | answered & ~served & ~left)
