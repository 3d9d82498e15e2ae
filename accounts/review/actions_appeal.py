"""What if the customer, or a colleague, thinks that a decision was wrong? An appeal, or a reconsideration."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.access.models import Access
from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.review.actions_refer import ask
from accounts.review.appeals import Contested, appeal, reconsideration
from accounts.review.choices import NOTE_LENGTH
from accounts.review.holding import person_id
from accounts.review.listing import established_before, is_established
from accounts.review.measures import MEASURES
from accounts.review.models import Appeal, Case, CaseKind, Decision, Measure, MemberState, Note, Notice, NoticeKind
from accounts.review.weighing import appealed
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import seal

REACHED = (MemberState.PENDING, MemberState.APPLIED)
# What the customer wrote is authenticated as this.
TEXT_CONTEXT = "appeal.text"


@transaction.atomic
def submit_appeal(*, by: Actor, notice: Notice, text: str) -> Appeal:
    """Keep the customer's words under the account's key and open (or join) the case about the decision.

    Raises `Refused`: 409 if this notice was appealed already or its measure does not stand any more, 422 for an empty
    or overlong text.
    """
    notice = (
        Notice.objects.select_for_update(no_key=True, of=("self",))
        .select_related("account", "decision", "change")
        .get(pk=notice.pk)
    )
    _ensure_open_to_appeal(notice)
    text = text.strip()
    if not 0 < len(text) <= NOTE_LENGTH:
        raise Refused(f"Write between 1 and {NOTE_LENGTH:,} characters.", code="bad_text", status=422)
    case = _case(by, notice)
    made = Appeal.objects.create(
        notice=notice, case=case, sealed_text=_sealed(notice.account, text), submitted_at=timezone.now()
    )
    detail = {"account": notice.account.account, "decision": notice.decision.decision}
    record(by=by, verb="appeal.submitted", subject=("case", case.case), detail=detail)
    return made


@transaction.atomic
def contest(*, by: Actor, decision: Decision, who: str) -> Case:
    """Open (or join) the case about a rejection, whose applicant contests it; `who` is their application.

    Their words are kept by who asks. Raises `Refused` (422) for another decision.
    """
    if decision.measure != Measure.REJECT:
        raise Refused(
            "Only a rejection is contested here; other decisions have a link.", code="no_rejection", status=422
        )
    accounts = [member.account for member in decision.members.select_related("account")]
    contested = replace(_contested(decision, accounts), who=who)
    return _as_appeal(ask(by=by, referral=appeal(contested, timezone.now())))


@transaction.atomic
def reconsider(*, by: Actor, decision: Decision, note: str, accounts: Collection[str] | None = None) -> Case:
    """Open a case about a decision of ours without being asked: to cancel it while it runs, or to undo it.

    `accounts`: only these of its members. Raises `Refused`: 403 without the role, 422 if the decision narrowed nobody's
    access or none of these accounts.
    """
    require(by, Verb.DECIDE_CASES)
    if not MEASURES[decision.measure].narrows:
        raise Refused(
            "This decision took no access away; there is nothing to give back.", code="not_narrow", status=422
        )
    if not 0 < len(note.strip()) <= NOTE_LENGTH:
        raise Refused("Write why the decision should be looked at again.", code="bad_note", status=422)
    members = decision.members.filter(state__in=REACHED).select_related("account").order_by("account__account")
    touched = [member.account for member in members if accounts is None or member.account.account in accounts]
    if not touched:
        raise Refused("The decision changed none of these accounts.", code="not_on_list", status=422)
    now = timezone.now()
    case = ask(by=by, referral=reconsideration(_contested(decision, touched), decision.case.kind, by.name, now))
    Note.objects.create(case=case, by_id=person_id(by), at=now, text=note.strip())
    return case


def still_stands(notice: Notice) -> bool:
    """Is the account's access still what this notice told of?"""
    change = notice.change
    return change is not None and Access.objects.filter(account=notice.account, sequence=change.sequence).exists()


def move_late_appeals(case: Case, known: Collection[str]) -> None:
    """Appeals that came after the proposal go to a case of their own, so that nobody is answered unheard.

    Called when `case` has just been closed and before its decision answers what is left in it.
    """
    decision = appealed(case)
    if decision is None:
        return
    undecided = Appeal.objects.filter(case=case, outcome="").select_related("notice__account")
    late = [one for one in undecided.order_by("id") if one.notice.account.account not in known]
    if late:
        accounts = [one.notice.account for one in late]
        system = Actor.command("review")
        opened = ask(by=system, referral=appeal(_contested(decision, accounts), timezone.now()))
        Appeal.objects.filter(pk__in=[one.pk for one in late]).update(case=opened)


def _ensure_open_to_appeal(notice: Notice) -> None:
    if notice.kind != NoticeKind.MEASURE:
        raise Refused("There is nothing to appeal here.", code="not_appealable", status=422)
    if Appeal.objects.filter(notice=notice).exists():
        raise Refused("Your appeal is with us already; somebody is looking at it.", code="appealed_already")
    if not still_stands(notice):
        raise Refused("This measure does not apply to your account any more.", code="measure_over")


def _case(by: Actor, notice: Notice) -> Case:
    """The case about the decision, with this account among those who appeal."""
    waiting = Account.objects.filter(
        notices__decision=notice.decision, notices__appeal__outcome="", notices__kind=NoticeKind.MEASURE
    )
    accounts = [*waiting.order_by("account"), notice.account]
    return _as_appeal(ask(by=by, referral=appeal(_contested(notice.decision, accounts), timezone.now())))


def _as_appeal(case: Case) -> Case:
    """Whoever took part in the decision does not decide it, also where a colleague had asked before."""
    if case.kind != CaseKind.APPEAL:
        Case.objects.filter(pk=case.pk).update(kind=CaseKind.APPEAL)
        case.kind = CaseKind.APPEAL
    return case


def _contested(decision: Decision, accounts: Sequence[Account]) -> Contested:
    long_ago = established_before(timezone.now())
    return Contested(
        decision=decision.decision,
        measure=decision.measure,
        decided_at=decision.decided_at,
        accounts=[account.account for account in accounts],
        established=[account.account for account in accounts if is_established(account, long_ago)],
        policy_version=decision.policy_version,
    )


def _sealed(account: Account, text: str) -> bytes:
    if account.wrapped_key is None:
        raise Refused("This account was erased; nothing can be kept for it.", code="erased")
    return seal(bytes(account.wrapped_key), text, context=TEXT_CONTEXT)
