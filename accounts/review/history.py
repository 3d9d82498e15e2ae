"""What happened to a case, in sentences? Each journal verb has its own; whoever did it is named before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.journal.models import Entry
from accounts.review.measures import MEASURES
from accounts.review.models import Case

Detail = dict[str, Any]
# Merges of merges of merges are followed so far.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline: `actor` and `text` make the sentence, `detail` says more in small."""

    at: datetime
    actor: str
    text: str
    detail: str
    icon: str


def history(case: Case, *, limit: int = 50, before: int | None = None) -> list[Event]:
    """The case's lines and those of cases merged into it, newest first; `before`: only lines older than this number."""
    lines = Entry.objects.filter(subject_type="case", subject_id__in=with_merged(case)).order_by("-id")
    if before is not None:
        lines = lines.filter(pk__lt=before)
    return [event(line) for line in lines[:limit]]


def with_merged(case: Case) -> list[str]:
    """The public ids of the case and of every case that was merged into it."""
    ids, layer = [case.case], [case.pk]
    for _ in range(DEPTH):
        merged = list(Case.objects.filter(merged_into__in=layer).exclude(case__in=ids).values_list("pk", "case"))
        if not merged:
            break
        layer = [pk for pk, _ in merged]
        ids += [name for _, name in merged]
    return ids


def event(line: Entry) -> Event:
    """A journal line as a sentence; a verb without one is shown as it is written."""
    icon, sentence = SENTENCES.get(line.verb, ("clock", lambda _: line.verb.replace(".", " ").replace("_", " ")))
    return Event(line.at, line.actor_name, sentence(line.detail), _small(line), icon)


def _small(line: Entry) -> str:
    changes = line.detail.get("changes", [])
    return " ".join(changes[1:]) if line.verb == "case.evidence_added" else ""


def _accounts(count: int) -> str:
    return f"{count:,} {'account' if count == 1 else 'accounts'}"


def _opened(detail: Detail) -> str:
    said = f"opened the case with {_accounts(detail.get('members', 0))}"
    if "split_from" in detail:
        said += f", split from {detail['split_from']}"
    if "earlier" in detail:
        said += f"; the earlier one is {detail['earlier']}"
    return said


def _evidence(detail: Detail) -> str:
    changes = detail.get("changes") or ["New evidence."]
    return f"added evidence: {changes[0]}"


def _proposed(detail: Detail) -> str:
    return f"proposed: {_accounts(detail['members'])} {MEASURES[detail['measure']].past}{_left_out(detail)}"


def _decided(detail: Detail) -> str:
    reason = detail.get("reason", "none")
    why = f", “{reason.replace('_', ' ')}”" if reason != "none" else ""
    said = f"decided: {_accounts(detail['members'])} {MEASURES[detail['measure']].past}{why}{_left_out(detail)}"
    if "proposed_by" in detail:
        said += f"; proposed by {detail['proposed_by']}"
    return f"{said}; takes back {detail['reverses']}" if "reverses" in detail else said


def _numbers(detail: Detail) -> str:
    """`ties.ip.cap from 5 to 4 and 2 more`."""
    changes = detail.get("changes", [])
    if not changes:
        return "nothing differs from what held"
    place, was, now = changes[0]
    return f"{place} from {was} to {now}" + (f" and {len(changes) - 1:,} more" if len(changes) > 1 else "")


def _left_out(detail: Detail) -> str:
    return f", {detail['left_out']:,} left out" if detail.get("left_out") else ""


def _returned(detail: Detail) -> str:
    fewer = detail.get("leave_out", 0)
    return f"returned the proposal, {_accounts(fewer)} to be left out" if fewer else "returned the proposal"


RESUMED = {
    "answered": "heard from the customer",
    "withdrawn": "waits no longer: nothing is asked any more",
    "overdue": "waits no longer: no answer came in time",
}
SENTENCES: dict[str, tuple[str, Callable[[Detail], str]]] = {
    "case.opened": ("flag", _opened),
    "case.evidence_added": ("plus", _evidence),
    "case.answered": ("check", lambda detail: f"found the question answered in {detail['by']}"),
    "case.merged": ("networks", lambda detail: f"merged it into {detail['into']}"),
    "case.absorbed": ("networks", lambda detail: f"took in {detail['from']}, whose network goes on in this one"),
    "case.claimed": ("person", lambda _: "began to review"),
    "case.released": ("person", lambda _: "gave it back to the queue"),
    "case.lock_expired": ("clock", lambda _: "gave it back to the queue: its lock ran out"),
    "case.reassigned": ("person", lambda detail: f"gave it to {detail['to']}"),
    "case.snoozed": ("pause", lambda detail: f"put it to sleep until {detail['until'][:16].replace('T', ' ')} UTC"),
    "case.woken": ("clock", lambda _: "woke it"),
    "case.asked": ("pause", lambda detail: f"asked the customer, until {detail['until'][:10]}"),
    "case.resumed": ("clock", lambda detail: RESUMED[detail["why"]]),
    "case.noted": ("message", lambda _: "wrote a note"),
    "case.decided": ("check", _decided),
    "case.next_stage": ("flag", lambda detail: f"goes one stage further than {detail['follows']}"),
    "decision.cancelled": ("pause", lambda detail: f"stopped {detail['stops']}; {_accounts(detail['spared'])} spared"),
    "measure.proposed": ("lock", _proposed),
    "measure.declined": ("undo", lambda _: "declined the proposal"),
    "measure.returned": ("undo", _returned),
    "measure.withdrawn": ("undo", lambda _: "withdrew the proposal"),
    "policy.drafted": ("policy", lambda detail: f"drafted a policy: {_numbers(detail)}"),
    "policy.revised": ("policy", lambda detail: f"revised the draft: {_numbers(detail)}"),
    "policy.proposed": ("policy", lambda detail: f"proposed a policy: {_numbers(detail)}"),
    "policy.returned": ("undo", lambda _: "sent the proposed policy back to its draft"),
    "policy.shadowed": ("eye", lambda _: "put the policy in shadow beside the one that holds"),
    "policy.unshadowed": ("eye", lambda _: "took the policy out of shadow"),
    "policy.tried": ("eye", lambda _: "asked what the policy would have changed"),
    "policy.activated": ("check", lambda detail: f"activated the policy over {detail['over']}: {_numbers(detail)}"),
    "appeal.read": ("eye", lambda _: "read what the customer wrote"),
    "appeal.submitted": ("scales", lambda detail: f"appealed against {detail['decision']}"),
}
