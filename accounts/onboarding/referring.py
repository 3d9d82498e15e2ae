"""How does an application come before a person? Everything that was handed in and checked becomes a referral.

Asking again is harmless: review adds only what changed. A decided application is left alone.
"""

from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.models import Application, ApplicationKind, Check, ClaimedParty, ItemState
from accounts.onboarding.referral import Checked, Submitted, referral
from accounts.onboarding.states import IN_REVIEW, SUBMITTED
from accounts.policy.querysets import current
from accounts.review.actions import ask, refer
from accounts.review.models import Case


def put_before_somebody(*, by: Actor, application: Application, again: bool = False) -> Case | None:
    """The application's case, with what is known now; None for one that is not being looked at.

    What comes while we wait for the applicant joins the case with their answer. Belongs inside the transaction of what
    changed. `again`: although the question was answered before.
    """
    if application.state not in {SUBMITTED, IN_REVIEW}:
        return None
    told = referral(_told(application), timezone.now(), current().number)
    return (ask if again else refer)(by=by, referral=told)


def case_of(application: Application) -> Case | None:
    """The newest case about the application."""
    return Case.objects.about("application", application.application).first()


def _told(application: Application) -> Submitted:
    assert application.submitted_at is not None
    parties = {party.pk: party for party in application.parties.defer("sealed", "wrapped_key")}
    checks = application.checks.filter(is_current=True).order_by("what", "subject", "id")
    answered = application.items.filter(state=ItemState.ANSWERED).order_by("id")
    return Submitted(
        application=application.application,
        company=application.company_name if application.kind == ApplicationKind.ORGANISATION else "",
        country=application.country,
        plan=application.plan,
        program=application.program,
        revision=application.revision,
        submitted_at=application.submitted_at,
        account=application.account.account if application.account else "",
        renews=application.renews_id is not None,
        parties=len(parties),
        checks=[_checked(check, parties) for check in checks],
        answered=list(answered.values_list("item", flat=True)),
    )


def _checked(check: Check, parties: dict[int, ClaimedParty]) -> Checked:
    party = parties.get(check.party_id or 0)
    whom = f"{(party.roles or ['party'])[0]} {party.key}" if party else ""
    return Checked(check.what, check.result, check.sentence, check.subject, whom)
