"""How do checks come to be? The facts are read, judged, and what is new becomes a row; what was said before is kept.

Checking twice writes nothing new. A word that a person gave on a check stands as long as the facts it was about do.
A service that is down leaves its check pending: only an answer, never time, makes a check pass.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding.check_facts import Finding
from accounts.onboarding.check_rules import findings
from accounts.onboarding.checks import BY_KEY, ORDER
from accounts.onboarding.gathering import facts_of, put_prints
from accounts.onboarding.holding import locked
from accounts.onboarding.models import Application, Check
from accounts.onboarding.opening import claims_of, sealed_text
from accounts.onboarding.querysets import DECIDED
from accounts.onboarding.referring import put_before_somebody
from accounts.onboarding.states import IN_REVIEW
from accounts.onboarding.tiers import Row, Standing, standing_of
from accounts.policy.defaults import Onboarding
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.fingerprint import fingerprint

CHECKER = Actor.command("checks")
PERSON = "person"
# What a person says through a verb of its own.
OWN_VERB = {"identity": "say that you compared the papers", "identity_reuse": "allow it for this organisation"}
SHORTEST_REASON = 10


def run_checks(application: Application, only: Collection[str] = (), *, by: Actor = CHECKER) -> list[Check]:
    """Look at everything, or at the checks named; answers the rows that are new. The caller's copy is not changed."""
    with transaction.atomic():
        row = locked(application)
        if row.erased_at is not None:
            return []
        put_prints(row)
        now = timezone.now()
        fresh = _write(row, list(findings(facts_of(row, now), only)), only, now)
        if fresh:
            counts = Counter(row.checks.filter(is_current=True).values_list("result", flat=True))
            detail = {**counts, "changed": sorted({check.what for check in fresh})}
            record(by=by, verb="application.checked", subject=("application", row.application), detail=detail)
            tell_the_case(by, row)
            put_before_somebody(by=by, application=row)
        return fresh


def recheck(*, by: Actor, application: Application, what: str) -> list[Check]:
    """A reviewer has one check looked at again."""
    require(by, Verb.DECIDE_CASES)
    if what not in BY_KEY:
        raise Refused(f"There is no check {what!r}; reload the page.", code="check_unknown", status=404)
    return run_checks(application, [what], by=by)


@transaction.atomic
def judge(*, by: Actor, check: Check, result: str, note: str) -> Check:
    """A person's word on a check, with the reason, which is kept beside the application where colleagues read it.

    Raises `Refused`: 409 when the check was looked at again meanwhile, 422 without a reason.
    """
    require(by, Verb.DECIDE_CASES)
    application = locked(check.application)
    check = Check.objects.select_related("party").get(pk=check.pk)
    _refuse_bad_word(application, check, result)
    comment = comment_on(application, by, note)
    word = Check(
        application=application,
        party=check.party,
        what=check.what,
        subject=check.subject,
        result=result,
        sentence=f"A reviewer says: {result}. Before: {check.sentence}"[:400],
        evidence={"judged": check.check_id, "comment": comment},
        provider=PERSON,
        at=timezone.now(),
        valid_until=check.valid_until,
    )
    _replace(check, word)
    detail = {"check": word.check_id, "what": check.what, "from": check.result, "to": result, "comment": comment}
    record(by=by, verb="check.judged", subject=("application", application.application), detail=detail)
    tell_the_case(by, application)
    put_before_somebody(by=by, application=application)
    return word


def standing(application: Application, numbers: Onboarding, tier: str) -> Standing:
    """Which of the tier's needs are proven, and what is missing to approve at it."""
    rows = application.checks.filter(is_current=True).order_by("id")
    told = tuple(Row(one.check_id, one.what, one.subject, one.result, one.sentence) for one in rows)
    return standing_of(claims_of(application), numbers, tier, told)


def look_again(now: datetime | None = None) -> int:
    """Check again, in applications nobody has answered, what is pending or has run out; how many were looked at.

    What ran out after the answer is `reverifying`'s.
    """
    now = now or timezone.now()
    due = Q(is_current=True) & (Q(result="pending") | Q(valid_until__lte=now))
    waiting = Check.objects.filter(due, application__erased_at__isnull=True).exclude(
        Q(application__state__in=DECIDED) | Q(application__state="draft")
    )
    keys: dict[int, set[str]] = {}
    for application, what in waiting.values_list("application", "what"):
        keys.setdefault(application, set()).add(what)
    for pk, only in keys.items():
        run_checks(Application.objects.get(pk=pk), only)
    return len(keys)


def tell_the_case(by: Actor, application: Application) -> None:
    """Whoever reviews it sees what is new. A case that waits for the applicant is not woken by this."""
    if application.state == IN_REVIEW:
        put_before_somebody(by=by, application=application)


def comment_on(application: Application, by: Actor, note: str) -> int:
    """Keep a reviewer's reason beside the application, sealed since it may name people; answers the comment's id.

    Raises `Refused` (422) for what is no reason.
    """
    if len(note.strip()) < SHORTEST_REASON:
        raise Refused("Write down why, in a sentence.", code="reason_missing", status=422)
    sealed = sealed_text(application, note.strip(), "application.comment")
    comment = application.comments.create(by_id=person_of(by), at=timezone.now(), sealed_text=sealed)
    return int(comment.pk)


def person_of(by: Actor) -> int:
    """The number of the person who acts. Raises `Refused` (403) for a machine: it gives no word of its own."""
    if by.user_id is None:
        raise Refused("Only a person can say this.", code="not_permitted", status=403)
    return by.user_id


def _write(row: Application, found: list[tuple[str, Finding]], only: Collection[str], now: datetime) -> list[Check]:
    standing = {(one.what, one.subject): one for one in row.checks.filter(is_current=True)}
    parties = {party.key: party for party in row.parties.all()}
    fresh: list[Check] = []
    for what, finding in sorted(found, key=lambda one: ORDER[one[0]]):
        old = standing.pop((what, finding.subject), None)
        if old and _says_the_same(old, finding):
            continue
        check = Check(
            application=row,
            party=parties.get(finding.party),
            what=what,
            subject=finding.subject,
            result=finding.result,
            sentence=finding.sentence,
            evidence=_evidence(finding),
            provider=finding.provider,
            at=now,
            valid_until=finding.valid_until,
        )
        _replace(old, check)
        fresh.append(check)
    gone = [one.pk for one in standing.values() if not only or one.what in only]
    Check.objects.filter(pk__in=gone).update(is_current=False)
    return fresh


def _replace(old: Check | None, new: Check) -> None:
    if old:
        Check.objects.filter(pk=old.pk).update(is_current=False)
    new.save(force_insert=True)


def _says_the_same(old: Check, finding: Finding) -> bool:
    """Is the row, or what a person's word was about, what is found now?"""
    if old.provider == PERSON:
        old = Check.objects.get(check_id=old.evidence["judged"])
        if old.provider == PERSON:
            return _says_the_same(old, finding)
    said = (old.result, old.sentence, old.evidence, old.valid_until)
    return said == (finding.result, finding.sentence, _evidence(finding), finding.valid_until)


def _evidence(finding: Finding) -> dict[str, Any]:
    about = {"about": fingerprint("onboarding.check", finding.about).hex} if finding.about else {}
    return {**finding.evidence, **about}


def _refuse_bad_word(application: Application, check: Check, result: str) -> None:
    if not check.is_current:
        raise Refused("This check was looked at again meanwhile; reload the page.", code="check_outdated")
    if application.state in DECIDED:
        raise Refused("The application was answered; its checks stand as they were.", code="application_decided")
    if check.what in OWN_VERB:
        raise Refused(f"This check is not judged here; {OWN_VERB[check.what]}.", code="own_verb", status=422)
    if result not in {"passed", "failed"}:
        raise Refused("Say passed or failed.", code="bad_result", status=422)
