"""What does time do to applications? Reminded once, waited for no longer, ended. Each sweep finds its own work."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import write
from accounts.onboarding.holding import go, tell
from accounts.onboarding.links import live, live_links
from accounts.onboarding.models import Application, ApplicationLink, ItemRequest, ItemState, Letter, LetterKind
from accounts.onboarding.referring import case_of
from accounts.onboarding.retaining import erase_documents
from accounts.onboarding.states import ASKED, DRAFT, Step
from accounts.onboarding.taking_up import look_again
from accounts.policy.querysets import current
from accounts.review.actions import resume
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import Unreadable

log = logging.getLogger(__name__)
SWEEP = Actor.command("onboarding sweep")
BATCH = 200


def remind(now: datetime | None = None) -> int:
    """Write once to whoever was invited, or stopped filling in, so many days ago; how many."""
    now = now or timezone.now()
    quiet = now - timedelta(days=current().numbers.onboarding.remind_days)
    links = ApplicationLink.objects.filter(application=OuterRef("pk"), purpose="portal")
    told = Letter.objects.filter(application=OuterRef("pk"), kind=LetterKind.REMINDED)
    waiting = Application.objects.filter(Q(saved_at=None) | Q(saved_at__lte=quiet), state=DRAFT, erased_at=None)
    asked = ~Exists(told) & ~Exists(links.filter(created_at__gt=quiet)) & Exists(links.filter(live(now)))
    return _each(waiting.filter(asked), _remind, now)


def go_on_without_answer(now: datetime | None = None) -> int:
    """Put cases back before their reviewers when the date of something asked has passed; how many."""
    now = now or timezone.now()
    late = ItemRequest.objects.filter(application=OuterRef("pk"), state=ItemState.OPEN, due_at__lte=now)
    return _each(Application.objects.filter(Exists(late), state=ASKED), _go_on, now)


def end_drafts(now: datetime | None = None) -> int:
    """Forget drafts that nobody handed in by their end, everything in them included; how many."""
    now = now or timezone.now()
    return _each(Application.objects.filter(state=DRAFT, expires_at__lte=now, erased_at=None), _end, now)


def _each(due: QuerySet[Application], change: Callable[[Application, datetime], None], now: datetime) -> int:
    """One transaction for each; several sweeps at once share the work, and whatever holds up one holds up no other."""
    done = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        try:
            done += _change_one(due.filter(pk=pk), change, now)
        except (Refused, Unreadable) as error:
            log.warning("application %s was passed over: %s", pk, type(error).__name__)
    return done


@transaction.atomic
def _change_one(due: QuerySet[Application], change: Callable[[Application, datetime], None], now: datetime) -> bool:
    application = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if application is not None:
        change(application, now)
    return application is not None


def _remind(application: Application, now: datetime) -> None:
    write(application, LetterKind.REMINDED, now, link=live_links(application.pk, now).first())
    tell(SWEEP, application, "application.reminded")


def _go_on(application: Application, now: datetime) -> None:
    """What was asked stays open: an answer that comes late is welcome."""
    late = application.items.filter(state=ItemState.OPEN, due_at__lte=now)
    tell(SWEEP, application, "application.items_overdue", items=list(late.values_list("item", flat=True)))
    if (case := case_of(application)) is not None:
        resume(by=SWEEP, case=case, why="overdue")
    go(SWEEP, application, Step.GO_ON, now)
    look_again(SWEEP, application)


def _end(application: Application, now: datetime) -> None:
    tell(SWEEP, application, "application.ended", account=application.account.account if application.account else "")
    erase_documents(SWEEP, application)
    for subject in (*application.parties.all(), application):
        subject.sealed, subject.wrapped_key, subject.erased_at = None, None, now
        subject.save(update_fields=["sealed", "wrapped_key", "erased_at"])
    Application.objects.filter(pk=application.pk).update(
        company_name="", register_print=None, address_print=None, website_domain=""
    )
    application.parties.update(person_print=None, document_print=None, email_print=None)
    ApplicationLink.objects.filter(application=application, revoked_at=None).update(revoked_at=now)
