"""What happened, by whom, to what? The journal as people read it: newest first, filtered, a page at a time."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from accounts.journal.models import ActorKind, Entry
from accounts.review.history import SENTENCES, event

PAGE = 50
SUBJECT_LENGTH, VERB_LENGTH, ACTOR_LENGTH = 255, 60, 150


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: of one subject, one verb (or all of a stage: `case.`), one actor; older than a line."""

    subject: str = ""
    verb: str = ""
    actor: str = ""
    before: int = 0

    @classmethod
    def read(cls, asked: Any) -> "Asked":
        """From the address; what cannot be read is left aside."""
        before = asked.get("before", "")
        number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
        words = {"subject": SUBJECT_LENGTH, "verb": VERB_LENGTH, "actor": ACTOR_LENGTH}
        said = {name: asked.get(name, "").replace("\0", "").strip()[:length] for name, length in words.items()}
        return cls(before=number, **said)

    def url(self, before: int = 0) -> str:
        """The address of the same filter, from the newest line or below one."""
        asked = {"subject": self.subject, "verb": self.verb, "actor": self.actor, "before": before}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def journal(asked: Asked) -> dict[str, Any]:
    """One page; two queries, however long the journal is."""
    lines = list(_lines(asked)[: PAGE + 1])
    shown = lines[:PAGE]
    return {
        "asked": asked,
        "lines": [_line(line) for line in shown],
        "older_url": asked.url(shown[-1].pk) if len(lines) > PAGE else "",
        "newest_url": asked.url() if asked.before else "",
        "verbs": sorted(SENTENCES),
    }


def _lines(asked: Asked) -> "QuerySet[Entry]":
    lines = Entry.objects.select_related("link").order_by("-id")
    if asked.subject:
        lines = lines.filter(subject_id=asked.subject)
    if asked.verb:
        lines = lines.filter(verb__startswith=asked.verb) if asked.verb.endswith(".") else lines.filter(verb=asked.verb)
    if asked.actor:
        lines = lines.filter(actor_name__iexact=asked.actor)
    return lines.filter(pk__lt=asked.before) if asked.before else lines


def _line(line: Entry) -> dict[str, Any]:
    said = event(line)
    link = getattr(line, "link", None)
    return {
        "entry": line,
        "said": said,
        "kind": ActorKind(line.actor_kind).label,
        "position": link.position if link else None,
        "page": PAGES.get(line.subject_type, ""),
    }


# Which page shows the subject of a line.
PAGES = {"case": "page-case", "account": "page-account", "network": "page-network", "policy": "page-policy-version"}
