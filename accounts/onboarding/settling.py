"""How does an application learn what was decided? It reads review's newest decision about it, and follows.

Review knows nothing of applications, so every way to a decision ends here: onboarding's own verbs in the same
transaction, everything else within a minute by the sweep. Following twice changes nothing.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import way_in, write
from accounts.onboarding.holding import go, locked, tell
from accounts.onboarding.models import Application, Contest, ContestOutcome, ItemState, LetterKind
from accounts.onboarding.promoting import promote
from accounts.onboarding.referring import put_before_somebody
from accounts.onboarding.retaining import keep_after_answer
from accounts.onboarding.states import ASKED, IN_REVIEW, REJECTED, Step
from accounts.policy.querysets import current
from accounts.review.measures import ABOUT_AN_APPLICATION
from accounts.review.models import Decision, Measure
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import Unreadable

log = logging.getLogger(__name__)
BATCH = 200


@transaction.atomic
def settle(application: Application) -> Application:
    """Bring the application to where the decisions about it lead."""
    application = locked(application)
    decision = _newest(application)
    if decision is None or application.erased_at is not None:
        return application
    if decision.measure != Measure.REJECT:
        _approve(application, decision)
    elif (undone := _taken_back(decision)) is not None:
        _look_again(application, undone)
    else:
        _reject(application, decision)
        _answer_contest(application, decision)
    return application


def settle_all() -> int:
    """Every application that a decision has gone past, some at a time; how many followed."""
    followed = 0
    for application in behind()[:BATCH]:
        try:
            followed += settle(application).state != application.state
        except (Refused, Unreadable) as error:  # whatever holds up one must not hold up the others
            log.warning("%s did not follow its decision: %s", application.application, type(error).__name__)
    return followed


def behind() -> QuerySet[Application]:
    """Applications with a decision that they may not have followed: undecided ones, and rejections contested."""
    decided = Decision.objects.filter(measure__in=ABOUT_AN_APPLICATION).values("case__subject_id")
    answered = Decision.objects.filter(case__subject_type="decision", measure__in=["lift", "dismiss_appeal"])
    undecided = Application.objects.filter(state__in=[IN_REVIEW, ASKED], application__in=decided)
    contested = Application.objects.filter(
        contests__outcome=ContestOutcome.OPEN, contests__decision__in=answered.values("case__subject_id")
    )
    lifted = Decision.objects.filter(measure=Measure.REJECT, reversed_by__measure=Measure.LIFT)
    reopened = Application.objects.filter(state=REJECTED, application__in=lifted.values("case__subject_id"))
    found: QuerySet[Application] = (undecided | contested | reopened).distinct().order_by("pk")
    return found


def rejection_of(application: Application) -> Decision | None:
    """The rejection that stands; None if the newest decision is none, or was taken back."""
    newest = _newest(application)
    if newest is None or newest.measure != Measure.REJECT or _taken_back(newest) is not None:
        return None
    return newest


def _newest(application: Application) -> Decision | None:
    about = Decision.objects.filter(
        case__subject_type="application", case__subject_id=application.application, measure__in=ABOUT_AN_APPLICATION
    )
    return about.select_related("decided_by", "approved_by").order_by("-id").first()


def _taken_back(rejection: Decision) -> Decision | None:
    lifts = rejection.reversed_by.filter(measure=Measure.LIFT).select_related("decided_by", "approved_by")
    return lifts.order_by("-id").first()


def _approve(application: Application, decision: Decision) -> None:
    if application.state not in {IN_REVIEW, ASKED}:
        return
    by, now = _who(decision), decision.decided_at
    promote(by=by, application=application)
    application.decided_at, application.access_at = now, application.access_at or now
    _ask_no_more(by, application)
    go(by, application, Step.APPROVE, now, decision=decision.decision, measure=decision.measure)
    keep_after_answer(application)
    write(application, LetterKind.APPROVED, now, link=way_in(application, now, until=now))


def _reject(application: Application, decision: Decision) -> None:
    if application.state not in {IN_REVIEW, ASKED}:
        return
    by, now = _who(decision), decision.decided_at
    application.decided_at = now
    _ask_no_more(by, application)
    go(by, application, Step.REJECT, now, decision=decision.decision, reason=decision.reason)
    keep_after_answer(application)
    # They have as long to contest it as anybody has to fill in an application.
    link = way_in(application, now, until=now + timedelta(days=current().numbers.onboarding.link_days))
    write(application, LetterKind.REJECTED, now, link=link, reason=decision.reason)


def _look_again(application: Application, undone: Decision) -> None:
    """The rejection was taken back: a person looks afresh, in a case of its own."""
    if application.state != REJECTED:
        return
    by, now = _who(undone), undone.decided_at
    assert undone.reverses is not None
    application.contests.filter(decision=undone.reverses.decision).update(outcome=ContestOutcome.UPHELD)
    application.decided_at = None
    go(by, application, Step.REOPEN, now, decision=undone.decision)
    put_before_somebody(by=by, application=application, again=True)
    write(application, LetterKind.UPHELD, now, link=way_in(application, now, until=now))


def _answer_contest(application: Application, rejection: Decision) -> None:
    """Who contested in vain is told so."""
    contest = Contest.objects.filter(decision=rejection.decision, outcome=ContestOutcome.OPEN).first()
    dismissals = Decision.objects.filter(
        case__subject_type="decision", case__subject_id=rejection.decision, measure=Measure.DISMISS_APPEAL
    )
    dismissed = dismissals.select_related("decided_by", "approved_by").order_by("-id").first()
    if contest is None or dismissed is None or dismissed.decided_at < contest.at:
        return
    contest.outcome = ContestOutcome.DISMISSED
    contest.save(update_fields=["outcome"])
    tell(_who(dismissed), application, "application.contest_dismissed", decision=dismissed.decision)
    write(application, LetterKind.STANDS, dismissed.decided_at, link=None)


def _ask_no_more(by: Actor, application: Application) -> None:
    withdrawn = application.items.filter(state=ItemState.OPEN).update(state=ItemState.WITHDRAWN)
    if withdrawn:
        tell(by, application, "application.items_withdrawn", count=withdrawn)


def _who(decision: Decision) -> Actor:
    person = decision.approved_by or decision.decided_by
    return Actor.person(person) if person else Actor.policy(decision.policy_version)
