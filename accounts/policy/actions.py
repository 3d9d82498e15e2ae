"""How does a policy come into force? Drafted, proposed, activated by somebody else, never edited after that.

Version 0 is what ships: it has no row and holds until the first activation.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.bodies import BadBody, Difference, differences, numbers_of, numbers_once_valid
from accounts.policy.models import PolicyVersion, VersionState
from accounts.policy.numbers import trimmed
from accounts.policy.querysets import active, current, in_shadow, numbered
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock

LOCK = "policy.versions"


@transaction.atomic
def draft(*, by: Actor, body: dict[str, Any], note: str) -> PolicyVersion:
    """Write down a new version: what shall differ from the shipped numbers, and why."""
    require(by, Verb.DRAFT_POLICY)
    checked(body, note)
    wait_for_lock(LOCK)
    newest = PolicyVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
    version = PolicyVersion.objects.create(number=newest + 1, body=body, note=note.strip(), drafted_by_id=by.user_id)
    _tell(by, "policy.drafted", version)
    return version


@transaction.atomic
def revise(*, by: Actor, version: PolicyVersion, body: dict[str, Any], note: str) -> PolicyVersion:
    """Change one's own draft, as long as it is one."""
    require(by, Verb.DRAFT_POLICY)
    checked(body, note)
    version = _locked(version, VersionState.DRAFT)
    if version.drafted_by_id != by.user_id:
        raise Refused("Only whoever drafted it revises it; draft a version of your own.", code="not_yours", status=403)
    version.body, version.note = body, note.strip()
    version.save(update_fields=["body", "note"])
    _tell(by, "policy.revised", version)
    return version


@transaction.atomic
def propose(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Ask a second person to activate it; from now on it does not change."""
    require(by, Verb.DRAFT_POLICY)
    version = _locked(version, VersionState.DRAFT)
    version.state, version.proposed_by_id = VersionState.PROPOSED, by.user_id
    version.save(update_fields=["state", "proposed_by"])
    _tell(by, "policy.proposed", version)
    return version


@transaction.atomic
def return_to_draft(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Take a proposal back, or send it back: it can then be revised."""
    if by.user_id != version.proposed_by_id:
        require(by, Verb.ACTIVATE_POLICY)
    version = _locked(version, VersionState.PROPOSED)
    version.state, version.proposed_by_id = VersionState.DRAFT, None
    version.save(update_fields=["state", "proposed_by"])
    _tell(by, "policy.returned", version)
    return version


@transaction.atomic
def bring_back(*, by: Actor, number: int, note: str) -> PolicyVersion:
    """Propose what an earlier version said (0: what ships) as a new one; a second person activates it as any other."""
    earlier = numbered(number)
    if earlier is None:
        raise Refused(f"There is no policy {number}.", code="unknown_policy", status=404)
    if not differences(current().numbers, earlier.numbers):
        raise Refused(f"Policy {number} says what holds now; there is nothing to bring back.", code="same_policy")
    return propose(by=by, version=draft(by=by, body=trimmed(earlier.numbers), note=note))


@transaction.atomic
def put_in_shadow(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Derive it beside what holds from now on, without any effect. Refused beyond the policy's number of them."""
    require(by, Verb.DRAFT_POLICY)
    wait_for_lock(LOCK)
    version = _locked(version, VersionState.DRAFT, VersionState.PROPOSED)
    most = current().numbers.trials.shadows_most
    if not version.in_shadow and in_shadow().count() >= most:
        others = ", ".join(str(one.number) for one in in_shadow())
        raise Refused(f"At most {most} versions run in shadow; take one out first: {others}.", code="shadows_taken")
    return _shadow(by, version, on=True)


@transaction.atomic
def take_out_of_shadow(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Derive it no longer; what was found so far stays."""
    require(by, Verb.DRAFT_POLICY)
    return _shadow(by, _locked(version, VersionState.DRAFT, VersionState.PROPOSED), on=False)


@transaction.atomic
def activate(*, by: Actor, version: PolicyVersion, over: int) -> PolicyVersion:
    """Let it hold from now on. `over` is the number that held when `by` looked at the differences."""
    require(by, Verb.ACTIVATE_POLICY)
    wait_for_lock(LOCK)
    version = _locked(version, VersionState.PROPOSED)
    if by.user_id in {version.drafted_by_id, version.proposed_by_id}:
        raise Refused("Two people activate a policy; you drafted or proposed this one.", code="four_eyes", status=403)
    before = active()
    if over != (before.number if before else 0):
        raise Refused("Meanwhile another policy was activated. Look at the differences again.", code="policy_moved")
    _tell(by, "policy.activated", version)
    _retire(before)
    version.state, version.activated_by_id, version.activated_at = VersionState.ACTIVE, by.user_id, timezone.now()
    version.in_shadow = False
    version.save(update_fields=["state", "activated_by", "activated_at", "in_shadow"])
    return version


def changes_by(version: PolicyVersion) -> list[Difference]:
    """In what a version differs from the policy that holds now."""
    return differences(current().numbers, numbers_once_valid(version.body))


def checked(body: dict[str, Any], note: str) -> None:
    """Refuse a body that is no policy, or one without a reason."""
    if not note.strip():
        raise Refused("Say why: whoever activates it reads this note.", code="note_missing", status=422)
    try:
        numbers_of(body)
    except BadBody as error:
        raise Refused(str(error), code="bad_policy", status=422) from None


def _locked(version: PolicyVersion, *states: VersionState) -> PolicyVersion:
    """The version as it is now, held until the transaction ends; refused unless it is in one of these states."""
    held = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if held.state not in states:
        raise Refused(f"Policy {held.number} is {held.state}, not {' or '.join(states)}.", code="wrong_state")
    return held


def _shadow(by: Actor, version: PolicyVersion, *, on: bool) -> PolicyVersion:
    if version.in_shadow != on:
        version.in_shadow = on
        version.save(update_fields=["in_shadow"])
        _tell(by, "policy.shadowed" if on else "policy.unshadowed", version)
    return version


def _retire(version: PolicyVersion | None) -> None:
    if version:
        version.state = VersionState.RETIRED
        version.save(update_fields=["state"])


def _tell(by: Actor, verb: str, version: PolicyVersion) -> None:
    """A journal line with every number that differs from what holds at that moment, as text: JSON rounds."""
    changes = [[change.place, change.was, change.now] for change in changes_by(version)]
    record(
        by=by, verb=verb, subject=("policy", str(version.number)), detail={"over": current().number, "changes": changes}
    )
