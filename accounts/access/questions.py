"""What does somebody ask in the words of AuthZEN (OpenID Authorization API 1.0), and what is the decision?

Pure: parsed JSON in, decisions out. What is asked about is an account (subject) that invokes (action) a model
(resource); other subjects, actions and resources are denied with a sentence, for a decision defaults to closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

MOST: Final = 1_000  # evaluations in one call, as the interface promises
TOLD_FLAWS: Final = 20
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "subject": ("type", "id"),
    "action": ("name",),
    "resource": ("type", "id"),
}
SUPPORTED: Final = {"subject": "account", "action": "invoke", "resource": "model"}
SEMANTICS: Final = ("execute_all", "deny_on_first_deny", "permit_on_first_permit")
OBJECTS: Final = ("context", "options")


class Malformed(Exception):
    """The request is none of the standard's: `errors` are pointers and how to mend what they point at."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__("This is no request of the Authorization API.")
        self.errors = errors


class TooMany(Exception):
    """More evaluations than one call may hold."""


@dataclass(frozen=True, slots=True)
class Question:
    """May this subject do this to this resource? Types and names as they were asked."""

    subject_type: str
    subject: str
    action: str
    resource_type: str
    resource: str

    def objection(self) -> str:
        """Why nobody here can be asked this, in a sentence; empty if it can be asked."""
        asked = {"subject": self.subject_type, "action": self.action, "resource": self.resource_type}
        for part, supported in SUPPORTED.items():
            if asked[part] != supported:
                return f"Only the {part} {supported!r} is known here."
        return ""


@dataclass(frozen=True, slots=True)
class Boxcar:
    """Several questions in one call, and when to stop answering."""

    questions: tuple[Question, ...]
    semantic: str


def question_of(body: object) -> Question:
    """The one question of a request body. Raises `Malformed`."""
    if flaws := list(_flaws(body, "")):
        raise Malformed(flaws)
    assert isinstance(body, dict)
    return _question(body)


def boxcar_of(body: object) -> Boxcar | None:
    """The questions of an evaluations request, its top level giving defaults; None where it asks a single question.

    Raises `Malformed`, or `TooMany` beyond a thousand.
    """
    if not isinstance(body, dict) or body.get("evaluations", []) == []:
        return None
    asked = body["evaluations"]
    if not isinstance(asked, list):
        raise Malformed([_flaw("/evaluations", "Write a list of objects.")])
    if len(asked) > MOST:
        raise TooMany
    defaults = {part: body[part] for part in KEYS if part in body}
    merged = [{**defaults, **one} if isinstance(one, dict) else one for one in asked]
    each = (flaw for number, one in enumerate(merged) for flaw in _flaws(one, f"/evaluations/{number}"))
    if flaws := list(islice(chain(_objects_flaws(body, ""), _semantic_flaws(body), each), TOLD_FLAWS)):
        raise Malformed(flaws)
    return Boxcar(tuple(map(_question, merged)), (body.get("options") or {}).get("evaluations_semantic", SEMANTICS[0]))


def decision_on(question: Question, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """The decision, from the access answer of its account (None: no such access).

    `reason` is one of the classes that outsiders may learn; a question that cannot be answered says so in `error`.
    """
    if objection := question.objection():
        return _denied(400, objection)
    if answer is None:
        return _denied(404, "No account of this id has access.")
    models = answer["limits"]["models"]
    permitted = answer["allowed"] and (models is None or question.resource in models)
    return {"decision": permitted, "context": {name: answer[name] for name in ("state", "reason", "limits")}}


def cut(decisions: Sequence[dict[str, Any]], semantic: str) -> list[dict[str, Any]]:
    """The decisions up to the one that settles the whole, as `&&` and `||` do; all of them for `execute_all`."""
    settling = {"deny_on_first_deny": False, "permit_on_first_permit": True}.get(semantic)
    ends = (place for place, one in enumerate(decisions, 1) if one["decision"] is settling)
    return list(decisions[: next(ends, len(decisions))])


def _denied(status: int, message: str) -> dict[str, Any]:
    error = {"status": status, "message": message}
    return {"decision": False, "context": {"state": None, "reason": "none", "limits": None, "error": error}}


def _question(asked: Mapping[str, Any]) -> Question:
    return Question(*(asked[part][key] for part, keys in KEYS.items() for key in keys))


def _flaw(pointer: str, error: str) -> dict[str, Any]:
    return {"pointer": pointer or "/", "error": error}


def _flaws(asked: object, place: str) -> Iterator[dict[str, Any]]:
    if not isinstance(asked, dict):
        yield _flaw(place, "Write an object with subject, action and resource.")
        return
    for part, keys in KEYS.items():
        value = asked.get(part)
        if not isinstance(value, dict):
            yield _flaw(f"{place}/{part}", f"Write an object with {' and '.join(keys)}.")
            continue
        wrong = [key for key in keys if not isinstance(value.get(key), str)]
        yield from (_flaw(f"{place}/{part}/{key}", "Write a text.") for key in wrong)
        if not isinstance(value.get("properties", {}), dict | None):
            yield _flaw(f"{place}/{part}/properties", "Write an object, or leave it out.")
    yield from _objects_flaws(asked, place)


def _objects_flaws(asked: Mapping[str, Any], place: str) -> Iterator[dict[str, Any]]:
    for name in OBJECTS:
        if not isinstance(asked.get(name), dict | None):
            yield _flaw(f"{place}/{name}", "Write an object, or leave it out.")


def _semantic_flaws(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    options = body.get("options")
    if isinstance(options, dict) and options.get("evaluations_semantic", SEMANTICS[0]) not in SEMANTICS:
        yield _flaw("/options/evaluations_semantic", f"Write one of {', '.join(SEMANTICS)}.")
