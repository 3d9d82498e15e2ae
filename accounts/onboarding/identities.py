"""What becomes of an answer about a person? It is compared with what was typed, kept as a result, and counted once.

A proven person is one fact: it lets the check of that person pass and says that they stand for this organisation. It
speaks for nobody else in the application and weakens no evidence about the account.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.checking import comment_on, person_of, run_checks
from accounts.onboarding.holding import locked, tell
from accounts.onboarding.models import Application, ClaimedParty, IdentityUse, VerifierSession
from accounts.onboarding.opening import said_of
from accounts.onboarding.prints import document_print, person_print
from accounts.onboarding.querysets import DECIDED
from accounts.onboarding.spelling import words
from accounts.onboarding.verifiers import Outcome, Whom
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock

IDENTITY = ("identity", "identity_reuse")


@transaction.atomic
def note_answer(by: Actor, session: VerifierSession, outcome: Outcome, *, due_at: datetime | None = None) -> None:
    """Write down what a session came to. A finished one stays as it is, whatever comes late."""
    application = locked(session.application)
    row = (
        VerifierSession.objects.select_for_update(no_key=True, of=("self",)).select_related("party").get(pk=session.pk)
    )
    if row.finished_at is not None:
        return
    before = (row.result, row.last_error, row.finished_at)
    result, reason = judged(outcome, row.party)
    row.result, row.last_error = result, reason
    row.finished_at = timezone.now() if outcome.final else None
    row.attempts, row.due_at = row.attempts + 1, due_at or row.due_at
    row.save()
    if (row.result, row.last_error, row.finished_at) == before:
        return
    if row.result == "passed" and row.party is not None:
        count_use(application, row.party)
    told = {"session": row.session, "provider": row.provider, "result": row.result}
    tell(by, application, "verification.answered", **told)
    if application.state not in DECIDED:
        run_checks(application, IDENTITY)


@transaction.atomic
def note_silence(session: VerifierSession, why: str, *, due_at: datetime | None) -> None:
    """The service gave no answer: it is asked again, and what is known of the person stays as it is."""
    application = locked(session.application)
    rows = VerifierSession.objects.filter(pk=session.pk, finished_at=None)
    rows.update(attempts=F("attempts") + 1, due_at=due_at)
    silent_for_the_first_time = rows.filter(result="pending").exclude(last_error=why).update(last_error=why)
    if silent_for_the_first_time and application.state not in DECIDED:
        run_checks(application, IDENTITY)


@transaction.atomic
def say_identity(*, by: Actor, application: Application, party_key: str, result: str, note: str) -> VerifierSession:
    """A reviewer compared the papers of a person and says whether they are who they say, and why.

    Raises `Refused`: 403, 404 for a person nobody named, 409 after the answer, 422 without a reason.
    """
    require(by, Verb.DECIDE_CASES)
    application, party = locked_person(application, party_key)
    if result not in {"passed", "failed"}:
        raise Refused("Say passed or failed.", code="bad_result", status=422)
    now = timezone.now()
    waiting = VerifierSession.objects.filter(party=party, provider="manual", finished_at=None).first()
    session = waiting or VerifierSession(application=application, party=party, provider="manual", created_at=now)
    session.result, session.finished_at, session.due_at = result, now, None
    session.save()
    if result == "passed":
        count_use(application, party)
    comment = comment_on(application, by, note)
    told = {"session": session.session, "party": party_key, "result": result, "comment": comment}
    tell(by, application, "identity.judged", **told)
    run_checks(application, IDENTITY, by=by)
    return session


@transaction.atomic
def allow_identity(*, by: Actor, application: Application, party_key: str, note: str) -> None:
    """A reviewer lets a person who proved another organisation lately stand for this one as well, and says why.

    Raises `Refused` like `say_identity`, and 409 for somebody who has not proven themselves here.
    """
    require(by, Verb.DECIDE_CASES)
    application, party = locked_person(application, party_key)
    uses = IdentityUse.objects.filter(application=application, print__in=_prints(party))
    if not uses.update(allowed_by_id=person_of(by)):
        raise Refused("This person has not proven who they are here yet.", code="identity_not_proven")
    comment = comment_on(application, by, note)
    tell(by, application, "identity.allowed", party=party_key, comment=comment)
    run_checks(application, ["identity_reuse"], by=by)


def locked_person(application: Application, party_key: str) -> tuple[Application, ClaimedParty]:
    """The locked application and a person of it, while nobody has answered it. Raises `Refused` (409, 404)."""
    application = locked(application)
    if application.state in DECIDED or application.erased_at:
        raise Refused("This application was answered already.", code="application_decided")
    party = application.parties.filter(key=party_key, kind="person").first()
    if party is None:
        raise Refused("The application names no such person; reload the page.", code="party_unknown", status=404)
    return application, party


def judged(outcome: Outcome, party: ClaimedParty | None) -> tuple[str, str]:
    """The result of an answer about this person, and why: whoever was proven must be the one who was typed."""
    if outcome.result != "passed":
        return outcome.result, outcome.reason[:200]
    if party is None:
        return "unclear", "person_removed"
    if outcome.whom is None:
        return "unclear", "not_told_whom"
    said = said_of(party)
    if not _is_named(said.name, outcome.whom.name):
        return "unclear", "name_differs"
    return _judged_birth(said.born_on, outcome.whom)


def count_use(application: Application, party: ClaimedParty) -> None:
    """This person stands for this organisation from now on. Two at once are one after the other, so each is seen."""
    prints = _prints(party)
    for one in sorted(prints):
        wait_for_lock(f"identity {one}")
    now = timezone.now()
    IdentityUse.objects.bulk_create(
        [IdentityUse(print=one, application=application, at=now) for one in prints], ignore_conflicts=True
    )


def _is_named(said: str, shown: str) -> bool:
    """Papers show middle names that people leave out; a name that is merely similar may be a twin's."""
    ours, theirs = set(words(said)), set(words(shown))
    fewer, more = sorted((ours, theirs), key=len)
    return ours == theirs or (len(fewer) > 1 and fewer < more)


def _judged_birth(born_on: str, whom: Whom) -> tuple[str, str]:
    if not whom.born_on:
        return "unclear", "not_told_when_born"
    return ("passed", "") if whom.born_on == born_on else ("unclear", "birth_date_differs")


def _prints(party: ClaimedParty) -> list[UUID]:
    said = said_of(party)
    return [one for one in (person_print(said), document_print(said.identity)) if one]
