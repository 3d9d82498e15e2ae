"""How long are documents kept? So many days after the answer; then key and files are destroyed, a trace stays.

The row says that there was a document of this kind, from when to when, and nothing of what it showed.
"""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_document import forget, tell
from accounts.onboarding.models import Application, Document, DocumentState
from accounts.policy.querysets import current

HAS_FILES: Final = Q(state__in=[DocumentState.HELD, DocumentState.READY])
AT_ONCE: Final = 200


def keep_after_answer(application: Application) -> int:
    """Set how long the documents of a decided application are kept; a later decision keeps them longer. How many."""
    answered = application.decided_at or timezone.now()
    until = answered.date() + timedelta(days=current().numbers.onboarding.files.keep_days)
    return application.documents.filter(HAS_FILES).update(keep_until=until)


def expire_documents(by: Actor, today: date) -> int:
    """Destroy what is not to be kept any longer; how many documents. Repeating it finds nothing left."""
    destroyed = 0
    while due := list(_past(today).order_by("keep_until", "id")[:AT_ONCE]):
        destroyed += sum(erase_document(by, document) for document in due)
    return destroyed


def erase_documents(by: Actor, application: Application) -> int:
    """Destroy all the documents of an application whose subject is to be forgotten; how many."""
    return sum(erase_document(by, document) for document in application.documents.filter(HAS_FILES))


@transaction.atomic
def erase_document(by: Actor, document: Document) -> bool:
    """Destroy the key, the files and the hashes of one document; False when somebody was quicker."""
    document = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if document.wrapped_key is None:
        return False
    forget(document, DocumentState.ERASED)
    tell(by, document, "document.erased")
    return True


def _past(today: date) -> "QuerySet[Document]":
    return Document.objects.filter(HAS_FILES, keep_until__lt=today)
