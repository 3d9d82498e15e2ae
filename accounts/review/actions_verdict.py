"""What do people say about the evidence itself? Verdicts: frozen, withdrawn only by another row.

The journal line names the accounts and values that are touched, so that graph can pull verdicts by journal position and
recompute only there.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.parties.models import Account
from accounts.review.models import Verdict, VerdictKind
from accounts.review.subjects import Subjects, subjects
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused


@transaction.atomic
def record_verdict(*, by: Actor, kind: str, about: Any, note: str = "", at: datetime | None = None) -> Verdict:
    """Freeze what a person says. `about`: two lists of accounts, values `{family, value}`, or accounts, by kind.

    `at` is for commands that bring in what was said at another time. Raises `Refused`: 403 without the role, 422 for an
    unknown kind, a wrong shape or an unknown account.
    """
    _ensure_may(by)
    if at is not None and by.kind != ActorKind.COMMAND:
        raise Refused("A person speaks now, not at another time.", code="backdated", status=422)
    if kind not in VerdictKind.values:
        raise Refused(
            f"{kind} is no verdict; give one of {', '.join(VerdictKind.values)}.", code="bad_kind", status=422
        )
    checked = subjects(kind, about)
    _ensure_known(checked.accounts)
    return _write(by, kind, checked, note, at=at)


@transaction.atomic
def withdraw_verdict(*, by: Actor, verdict: Verdict, note: str) -> Verdict:
    """Take a verdict back by a row of its own; refused (409) if it was withdrawn already or is a withdrawal itself."""
    _ensure_may(by)
    standing = Verdict.objects.standing().filter(pk=verdict.pk).select_for_update(of=("self",)).first()
    if standing is None:
        raise Refused("This verdict does not stand any more.", code="verdict_withdrawn")
    if not note.strip():
        raise Refused("Write why it is withdrawn.", code="withdrawn_without_note", status=422)
    return _write(by, standing.kind, subjects(standing.kind, standing.subjects), note, withdraws=standing)


def restored(*, by: Actor, accounts: Collection[str], note: str) -> None:
    """A restoration says that these accounts were wrongly confirmed: verdicts that name them shrink by them."""
    gone = set(accounts)
    for verdict in Verdict.objects.standing().filter(kind=VerdictKind.CONFIRMED).about_accounts(sorted(gone)):
        withdraw_verdict(by=by, verdict=verdict, note=note)
        if left := [name for name in verdict.subjects if name not in gone]:
            _write(by, verdict.kind, Subjects(left, left, []), verdict.note)


def _write(
    by: Actor, kind: str, checked: Subjects, note: str, *, withdraws: Verdict | None = None, at: datetime | None = None
) -> Verdict:
    verdict = Verdict.objects.create(
        kind=kind, subjects=checked.frozen, note=note, by_id=by.user_id, at=at or timezone.now(), withdraws=withdraws
    )
    detail: dict[str, Any] = {"kind": kind, "accounts": checked.accounts, "values": checked.values}
    if withdraws is not None:
        detail["withdraws"] = withdraws.verdict
    verb = "verdict.withdrawn" if withdraws else "verdict.recorded"
    record(by=by, verb=verb, subject=("verdict", verdict.verdict), detail=detail)
    return verdict


def _ensure_may(by: Actor) -> None:
    """People by their role; a command on the server brings in verdicts that a dataset carries."""
    if by.kind != ActorKind.COMMAND:
        require(by, Verb.GIVE_VERDICTS)


def _ensure_known(accounts: list[str]) -> None:
    known = set(Account.objects.filter(account__in=accounts).values_list("account", flat=True))
    if unknown := sorted(set(accounts) - known):
        raise Refused(f"There is no account {unknown[0]}.", code="unknown_account", status=422)
