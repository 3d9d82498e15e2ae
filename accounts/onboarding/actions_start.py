"""How does an application begin, and how does the applicant get in? Started, invited, opened; links taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.announcing import application_changed
from accounts.onboarding.claims import Answers
from accounts.onboarding.filling import measure
from accounts.onboarding.holding import applicant, ensure_may, take, tell
from accounts.onboarding.links import found_by, live, new_link
from accounts.onboarding.models import Application, ApplicationLink, Letter, LetterKind
from accounts.onboarding.opening import put_answers
from accounts.onboarding.start import Start, read
from accounts.onboarding.states import Step
from accounts.parties.actions import record_account
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock
from kycrisk.lib.waking import wake_after_commit

SEND_LETTERS = "onboarding.send_letters"


@transaction.atomic
def start(*, by: Actor, request: Start) -> Application:
    """Begin an application and invite the applicant. An account nobody has heard of is recorded, without access.

    Raises `Refused`: 403, 409 for an external id that was met before and for an account with an open application, 422
    for what cannot be read.
    """
    ensure_may(Step.INVITE, by)
    request, complaints = read(request)
    if complaints:
        raise Refused(" ".join(complaints.values()), code="bad_start", status=422)
    _ensure_new(request.external_id)
    account = known_account(by, request.account, request) if request.account else None
    made = _application(request, account, timezone.now())
    detail = {"account": request.account, "plan": made.plan, "program": made.program, "kind": made.kind}
    tell(by, made, "application.started", **detail)
    application_changed(made)
    made.invited_at = invite(by=by, application=made).created_at
    return made


@transaction.atomic
def invite(*, by: Actor, application: Application) -> ApplicationLink:
    """A new link and a letter with it; older links let nobody in any more. Also to invite once more."""
    application = take(application, Step.INVITE, by)
    now = timezone.now()
    revoked = _revoke(application, now)
    link = ApplicationLink(application=application, created_at=now, expires_at=now + _days("link_days"))
    new_link(link)
    application.invited_at = application.invited_at or now
    application.save(update_fields=["invited_at"])
    write(application, LetterKind.INVITED, now, link=link)
    tell(by, application, "application.invited", revoked=revoked, until=link.expires_at.isoformat())
    return link


@transaction.atomic
def revoke_links(*, by: Actor, application: Application) -> int:
    """Nobody gets in any more, until somebody invites the applicant again; how many links worked until now."""
    application = take(application, Step.INVITE, by)
    revoked = _revoke(application, timezone.now())
    if revoked:
        tell(by, application, "application.links_revoked", revoked=revoked)
    return revoked


@transaction.atomic
def open_link(token: str) -> Application | None:
    """The application this token lets into; None for one that is unknown, revoked or over.

    The first time leaves a line. A decided application is opened too: its answer is read, and contested, there.
    """
    link = found_by(token, "portal")
    now = timezone.now()
    if link is None or link.revoked_at or link.expires_at <= now or link.application.erased_at:
        return None
    if link.used_at is None and ApplicationLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        application = link.application
        tell(applicant(application), application, "application.opened")
        Application.objects.filter(pk=application.pk, opened_at=None).update(opened_at=now)
        application.opened_at = application.opened_at or now
    return link.application


def write(application: Application, kind: LetterKind, now: datetime, **about: Any) -> Letter:
    """Have a letter sent once this transaction has committed. `about`: its `link`, `item`, `reason`."""
    wake_after_commit(SEND_LETTERS)
    return Letter.objects.create(application=application, kind=kind, created_at=now, due_at=now, **about)


def way_in(application: Application, now: datetime, *, until: datetime) -> ApplicationLink | None:
    """A link for a letter that works until then: the one they have, or a new one beside it.

    None where somebody took the last link back: they get in again when somebody invites them.
    """
    last = application.links.filter(purpose="portal").order_by("-id").first()
    if last is not None and last.revoked_at is not None:
        return None
    if last is not None and last.expires_at >= until:
        return last
    link = ApplicationLink(application=application, created_at=now, expires_at=until)
    new_link(link)
    return link


def known_account(by: Actor, name: str, said: Start | Application) -> Account:
    """The account of this name, recorded if nobody has. Refused (409) while it has an open application, or is erased.

    Of an account that is known nothing is overwritten by what a seller says. Whoever begins another application for it
    at this moment waits.
    """
    wait_for_lock(f"application for {name}")
    account = Account.objects.filter(account=name).first()
    if account is None:
        facts = AccountFacts(name, country=said.country, plan=said.plan, program=said.program or None)
        account, _ = record_account(by=by, facts=facts)
    if account.erased_at is not None:
        raise Refused("This account was erased; use a new id.", code="erased")
    if (other := Application.objects.undecided().filter(account=account).first()) is not None:
        raise Refused(f"{name} has an open application already: {other.application}.", code="application_open")
    return account


def _ensure_new(external_id: str) -> None:
    if not external_id:
        return
    wait_for_lock(f"application called {external_id}")
    met = Application.objects.filter(external_id=external_id, erased_at=None).first()
    if met is not None:
        raise Refused(f"{external_id} was started already: it is {met.application}.", code="external_id_met")


def _application(request: Start, account: Account | None, now: datetime) -> Application:
    made = Application(
        kind=request.kind,
        account=account,
        external_id=request.external_id,
        company_name=request.company_name,
        country=request.country,
        plan=request.plan,
        program=request.program,
        language=request.language,
        owner_id=request.owner,
        renews_id=request.renews,
        created_at=now,
        state_since=now,
        expires_at=now + _days("draft_days"),
    )
    put_answers(made, Answers(contact_name=request.contact_name, contact_email=request.contact_email))
    made.save(force_insert=True)
    measure(made)
    return made


def _revoke(application: Application, now: datetime) -> int:
    return ApplicationLink.objects.filter(live(now), application=application, purpose="portal").update(revoked_at=now)


def _days(name: str) -> timedelta:
    return timedelta(days=getattr(current().numbers.onboarding, name))
