"""How is a verifier asked, and asked again? Sessions are rows: whoever dies in between leaves work that is found again.

The service is never called inside a transaction. A session that has no answer is asked again after the policy's
minutes, in the end once a day, for as long as the application waits for it: it stays pending, and passes by an answer
alone. What the service says is taken once, whether it comes by a message or is fetched.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.checking import run_checks
from accounts.onboarding.holding import tell
from accounts.onboarding.identities import IDENTITY, locked_person, note_answer, note_silence
from accounts.onboarding.models import Application, ClaimedParty, VerifierSession
from accounts.onboarding.querysets import DECIDED
from accounts.onboarding.verifiers import Down, Outcome, Question, Verifier
from accounts.onboarding.verifiers.manual import Manual
from accounts.onboarding.verifiers.stripe_identity import StripeIdentity
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused
from kycrisk.lib.waking import wake_after_commit

VERIFIERS: Final[dict[str, Verifier]] = {one.name: one for one in (Manual(), StripeIdentity())}
ASK_VERIFIERS: Final = "onboarding.ask_verifiers"
VERIFIER: Final = Actor.command("verifiers")
# Longer than one question can take with every time-out and retry.
TAKEN_FOR: Final = timedelta(minutes=5)
BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that was put: its session, and where the person goes now; empty: nowhere yet."""

    session: VerifierSession
    url: str


def begin(*, by: Actor, application: Application, party_key: str, provider: str, return_url: str = "") -> Begun:
    """Have a person proven. One question at a time: an unfinished one is gone on with.

    A service that is down does not fail this: the session is there, and is asked again. Raises `Refused`.
    """
    if provider not in VERIFIERS:
        raise Refused(f"There is no verifier {provider!r}.", code="verifier_unknown", status=404)
    session = _session(by, application, party_key, provider)
    return Begun(session, _ask(session, return_url or settings.PUBLIC_URL))


def take_outcome(provider: str, external_id: str, outcome: Outcome) -> bool:
    """Take in what a service says of a session; False if we know no such session. Saying it twice is saying it once.

    A message that is not the whole answer only has it fetched, now: messages overtake each other.
    """
    session = VerifierSession.objects.filter(provider=provider, external_id=external_id).first()
    if session is None or not external_id:
        return False
    if not outcome.whole:
        with transaction.atomic():
            VerifierSession.objects.filter(pk=session.pk, finished_at=None).update(due_at=timezone.now())
            wake_after_commit(ASK_VERIFIERS)
    else:
        note_answer(VERIFIER, session, outcome)
    return True


def ask_due(now: datetime | None = None, *, batches: int = 20) -> int:
    """Ask again whatever is due; how many sessions were asked about. Several at once share the work."""
    asked = 0
    for _ in range(batches):
        sessions = _take_due(now or timezone.now())
        for session in sessions:
            _ask(session, settings.PUBLIC_URL)
        asked += len(sessions)
        if len(sessions) < BATCH:
            break
    return asked


@transaction.atomic
def _session(by: Actor, application: Application, party_key: str, provider: str) -> VerifierSession:
    application, party = locked_person(application, party_key)
    going_on = VerifierSession.objects.filter(party=party, provider=provider, finished_at=None).first()
    return going_on or _new(by, application, party, provider)


def _new(by: Actor, application: Application, party: ClaimedParty, provider: str) -> VerifierSession:
    now = timezone.now()
    session = VerifierSession.objects.create(
        application=application, party=party, provider=provider, created_at=now, due_at=now + TAKEN_FOR
    )
    tell(by, application, "verification.started", session=session.session, provider=provider, party=party.key)
    run_checks(application, IDENTITY)
    return session


@transaction.atomic
def _take_due(now: datetime) -> list[VerifierSession]:
    waiting = VerifierSession.objects.filter(finished_at=None, due_at__lte=now).exclude(application__state__in=DECIDED)
    due = waiting.select_related("application").order_by("due_at", "id")
    sessions = list(due.select_for_update(skip_locked=True, of=("self",), no_key=True)[:BATCH])
    VerifierSession.objects.filter(pk__in=[one.pk for one in sessions]).update(due_at=now + TAKEN_FOR)
    return sessions


def _ask(session: VerifierSession, return_url: str) -> str:
    """Put the question if that was not done, else ask what came of it; answers where the person goes."""
    verifier = VERIFIERS[session.provider]
    try:
        if not session.external_id:
            started = verifier.start(Question(session.session, return_url))
            _note_start(session, started.external_id)
            return started.url
        outcome = verifier.fetch(session.external_id)
    except Down as down:
        note_silence(session, str(down)[:200], due_at=_again(session))
        return ""
    note_answer(VERIFIER, session, outcome, due_at=_again(session))
    return outcome.url


def _note_start(session: VerifierSession, external_id: str) -> None:
    session.external_id = external_id
    rows = VerifierSession.objects.filter(pk=session.pk, finished_at=None)
    rows.update(external_id=external_id, attempts=F("attempts") + 1, due_at=_again(session), last_error="")


def _again(session: VerifierSession) -> datetime | None:
    """When to ask again; None where nobody outside is waited for."""
    if VERIFIERS[session.provider].works_offline:
        return None
    waits = current().numbers.onboarding.provider_retry_minutes
    return timezone.now() + timedelta(minutes=waits[min(session.attempts, len(waits) - 1)])
