"""What would starting a whole file do, and then: start it. Each row by itself, so that one in error stops no other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.core import signing

from accounts.journal.actors import Actor
from accounts.onboarding.actions import start
from accounts.onboarding.alike import met, open_accounts, open_names
from accounts.onboarding.csv_start import COLUMNS, File, Line
from accounts.onboarding.models import Application
from kycrisk.lib.errors import Refused

SALT = "applications.import"
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a row: `start`, `alike` (only if it is ticked), `there` (nothing, it was started), `error`."""

    line: Line
    will: str
    why: str = ""
    application: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a file: rows that were started, and those that were not with the reason."""

    started: list[tuple[Line, Application]]
    skipped: list[Plan]


def plans(file: File) -> list[Plan]:
    """What would happen to each row now; three queries whatever its length."""
    starts = [line.start for line in file.lines]
    there = met(start.external_id for start in starts)
    accounts = open_accounts(start.account for start in starts)
    names = open_names(start.company_name for start in starts)
    return [_plan(line, there, accounts, names) for line in file.lines]


def started(by: Actor, rows: Iterable[Plan], *, owner: int | None, too: frozenset[int]) -> Done:
    """Start what can be started; `too`: the numbers of rows that look like another and are wanted all the same."""
    begun, skipped = [], []
    for plan in rows:
        if plan.will not in {"start", "alike"} or (plan.will == "alike" and plan.line.number not in too):
            skipped.append(plan)
            continue
        try:
            begun.append((plan.line, start(by=by, request=replace(plan.line.start, owner=owner))))
        except Refused as refused:
            skipped.append(Plan(plan.line, "error", refused.detail))
    return Done(begun, skipped)


def left_over(rows: Iterable[Plan]) -> Iterator[list[object]]:
    """Rows that were not started as they would be sent again, with the reason behind."""
    for plan in rows:
        yield [getattr(plan.line.start, name) for name in COLUMNS] + [plan.why or "Refused just now; send it again."]


def kept(raw: bytes, user: int) -> str:
    """The file as it travels through the preview and back: signed, so that what is started is what was shown."""
    return _signer(user).sign_object(raw.decode("latin-1"), compress=True)


def returned(text: str, user: int) -> bytes:
    """The file that was shown within the hour. Raises `Refused` (422) for another, or a later one."""
    try:
        return str(_signer(user).unsign_object(text, max_age=HOUR)).encode("latin-1")
    except (signing.BadSignature, UnicodeEncodeError):
        raise Refused(
            "This preview is older than an hour or not yours. Choose the file again; nothing was started.",
            code="stale_preview",
            status=422,
        ) from None


def _signer(user: int) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SALT}.{user}")


def _plan(
    line: Line,
    there: dict[str, Application],
    accounts: dict[str, Application],
    names: dict[tuple[str, str], Application],
) -> Plan:
    start, planned = line.start, partial(Plan, line)
    if line.reasons:
        return planned("error", " ".join(line.reasons))
    if start.external_id in there:
        return planned("there", "Started already under this number.", there[start.external_id].application)
    if start.account in accounts:
        said = f"{start.account} has an open application already."
        return planned("error", said, accounts[start.account].application)
    twin = names.get((start.company_name.casefold(), start.country))
    if twin:
        return planned("alike", "A company of this name is on its way.", twin.application)
    return planned("start")
