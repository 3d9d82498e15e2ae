"""What does a person do who reads a document or looks into a register? They type what stands there, under their name.

The journal names which fields were read, never what they say. Then everything is checked again.
"""

from datetime import date, datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.document_words import put_words, words_of
from accounts.onboarding.holding import locked, tell
from accounts.onboarding.models import Application, Document, RegisterReading
from accounts.onboarding.opening import opened_text, sealed_text
from accounts.onboarding.querysets import DECIDED
from accounts.onboarding.reading import Reading
from accounts.onboarding.taking_up import look_again
from accounts.review.holding import person_id
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused

REGISTER_CONTEXT = "application.register"


@transaction.atomic
def read_document(*, by: Actor, document: Document, read: Reading) -> Document:
    """Keep what this person read in a document; it replaces what was read before.

    Raises `Refused`: 403, 409 for a document that is not there to be read or an application that was answered.
    """
    application = _undecided(by, document.application)
    document = Document.objects.select_for_update(no_key=True, of=("self",)).get(pk=document.pk)
    if document.state != "ready":
        raise Refused("This document is not there to be read any more; load the page again.", code="not_ready")
    put_words(document, msgspec.structs.replace(words_of(document), reading=_signed(by, read)))
    document.expires_on = date.fromisoformat(read.expires_on) if read.expires_on else None
    document.save(update_fields=["sealed", "expires_on"])
    tell(by, application, "document.read", document=document.document, fields=_said(read))
    look_again(by, application)
    return document


@transaction.atomic
def read_register(*, by: Actor, application: Application, read: Reading) -> RegisterReading:
    """Keep what this person found in a register. Raises `Refused` as `read_document` does."""
    application = _undecided(by, application)
    text = msgspec.json.encode(_signed(by, read)).decode()
    kept = RegisterReading(application=application, by_id=person_id(by), at=timezone.now())
    kept.sealed = sealed_text(application, text, REGISTER_CONTEXT)
    kept.save(force_insert=True)
    tell(by, application, "application.register_read", fields=_said(read))
    look_again(by, application)
    return kept


def register_of(application: Application) -> Reading:
    """What was read in a register last; an empty reading if nobody looked or it was erased."""
    newest = application.register_readings.order_by("-id").first()
    text = opened_text(application, newest.sealed, REGISTER_CONTEXT) if newest else ""
    return msgspec.json.decode(text, type=Reading) if text else Reading()


def _undecided(by: Actor, application: Application) -> Application:
    require(by, Verb.DECIDE_CASES)
    application = locked(application)
    if application.erased_at is not None:
        raise Refused("This application was erased.", code="erased", status=410)
    if application.state in DECIDED:
        raise Refused("The application was answered; what was read stands as it is.", code="application_decided")
    return application


def _signed(by: Actor, read: Reading) -> Reading:
    now: datetime = timezone.now()
    return msgspec.structs.replace(read, read_by=person_id(by), read_at=now)


def _said(read: Reading) -> list[str]:
    return [name for name in read.__struct_fields__ if name not in {"read_by", "read_at"} and getattr(read, name)]
