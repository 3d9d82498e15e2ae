"""Who is let in? A reviewer approves at the verified tier, a second person the enterprise tier, or it is rejected.

Each verb is review's own, and the application follows in the same transaction (`settling`). Who comes second learns
from review who was first.
"""

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.checking import standing
from accounts.onboarding.holding import ensure_may, locked, take, tell
from accounts.onboarding.models import Application, Contest
from accounts.onboarding.referring import case_of
from accounts.onboarding.settling import rejection_of, settle
from accounts.onboarding.states import Step, way
from accounts.onboarding.words import put_words
from accounts.policy.querysets import current
from accounts.review import actions as review
from accounts.review.choices import Choice
from accounts.review.models import Case, Proposal, SubjectType
from kycrisk.lib.errors import Refused


@transaction.atomic
def approve(*, by: Actor, application: Application, tier: str = "verified", note: str, seen: int) -> Application:
    """Let them in at the verified tier. `seen`: how many snapshots of evidence the case had when they looked.

    Raises `Refused`: 403, 409 if somebody decided before or the evidence has changed, 422 without an account or a note,
    while something that the tier needs is not proven, and for the enterprise tier, which is proposed.
    """
    if tier != "verified":
        raise Refused(
            "The enterprise tier takes two people: propose it, and a lead approves.",
            code="needs_second_person",
            status=422,
        )
    return _decide(by, application, Choice(measure="approve", note=note, seen=seen))


@transaction.atomic
def reject(*, by: Actor, application: Application, reason: str, note: str, seen: int) -> Application:
    """Do not let them in. The applicant is told the reason's class and may contest it; a provisional door shuts.

    Raises `Refused` as `approve` does, and 422 for an account that is in use: that is suspended by two people.
    """
    return _decide(by, application, Choice(measure="reject", note=note, seen=seen, reason=reason))


@transaction.atomic
def propose_enterprise(*, by: Actor, application: Application, note: str, seen: int) -> Proposal:
    """Propose the enterprise tier; nothing changes until another person approves.

    Raises `Refused` as `approve` does.
    """
    application, case = _locked(by, application)
    proposal = review.propose(by=by, case=case, verdict=Choice(measure="approve_enterprise", note=note, seen=seen))
    _ensure_proven(application, "enterprise")
    return proposal


@transaction.atomic
def approve_proposal(*, by: Actor, proposal: Proposal, typed_count: int | None, note: str = "") -> Application:
    """The second person agrees, and the account is open at the enterprise tier. Raises `Refused` as review does."""
    case = proposal.case
    if case.subject_type != SubjectType.APPLICATION:
        raise Refused("This proposal is not about an application.", code="no_application", status=422)
    application = locked(Application.objects.get(application=case.subject_id))
    review.approve(by=by, proposal=proposal, typed_count=typed_count, note=note)
    _ensure_proven(application, "enterprise")
    return settle(application)


@transaction.atomic
def contest(*, by: Actor, application: Application, text: str) -> Contest:
    """The applicant writes against the rejection; somebody who took no part in it looks at it again.

    Raises `Refused`: 409 for a second time or where nothing was rejected, 422 for an empty or overlong text.
    """
    application = take(application, Step.CONTEST, by)
    rejection = rejection_of(application)
    if rejection is None:
        raise Refused("There is no rejection to contest.", code="no_rejection")
    if Contest.objects.filter(decision=rejection.decision).exists():
        raise Refused("You contested this already; somebody looks at it again.", code="contested_already")
    made = Contest.objects.create(
        application=application,
        decision=rejection.decision,
        sealed_text=put_words(application, text, "contest"),
        at=timezone.now(),
    )
    case = review.contest(by=by, decision=rejection, who=application.application)
    tell(by, application, "application.contested", decision=rejection.decision, case=case.case)
    return made


def _decide(by: Actor, application: Application, choice: Choice) -> Application:
    application, case = _locked(by, application)
    if application.account is None and choice.measure == "approve":
        raise Refused("Name the account first.", code="no_account", status=422)
    review.decide(by=by, case=case, verdict=choice)
    if choice.measure == "approve":
        _ensure_proven(application, "verified")
    return settle(application)


def _ensure_proven(application: Application, tier: str) -> None:
    """Refuse what policy does not allow: what cannot be proven is judged by a person first, check by check."""
    stands = standing(application, current().numbers.onboarding, tier)
    if not stands.complete:
        raise Refused(stands.sentence, code="not_proven", status=422)


def _locked(by: Actor, application: Application) -> tuple[Application, Case]:
    """The application and its newest case, whose state review judges; refused where there was never one."""
    ensure_may(Step.DECIDE, by)
    application = locked(application)
    case = case_of(application)
    if case is None:
        way(application.state, Step.DECIDE)
        raise Refused("There is no case about this application yet; wait a minute and try again.", code="no_case")
    return application, case
