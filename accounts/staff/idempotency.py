"""Is a POST that is sent twice done once? `Idempotency-Key`, as draft-ietf-httpapi-idempotency-key-header describes it.

The first answer is stored in the transaction of what it tells of: a crash loses both or neither, so the caller may
always send again. The same key and body get the first answer; another body is refused (422); while the first one is
still at work the second is told so (409). A request that was refused leaves nothing behind and is judged anew.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.staff.models import ApiKey, IdempotentAnswer
from kycrisk.lib import vault
from kycrisk.lib.api import problem
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import try_lock

HEADER: Final = "Idempotency-Key"
KEPT: Final = timedelta(days=1)  # what the interface promises, not a number that a policy would move
CONTEXT: Final = "staff.idempotent_answer"
BATCH: Final = 1_000

type Method = Callable[..., Response]


def idempotent(method: Method) -> Method:
    """For a view's `post` that creates something. The actions it calls must not insist on being outermost."""

    @wraps(method)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        def perform() -> Response:
            return method(view, request, *args, **kwargs)

        given = request.headers.get(HEADER)
        return perform() if given is None else _once(request, _usable(given), perform)

    once.idempotent = True  # type: ignore[attr-defined]  # the schema tells of the header, a test looks for it
    return once


def forget_answers(now: datetime) -> int:
    """Delete answers after their day, some at a time; how many."""
    forgotten = 0
    while True:
        old = IdempotentAnswer.objects.filter(answered_at__lte=now - KEPT).values("pk")[:BATCH]
        count, _ = IdempotentAnswer.objects.filter(pk__in=old).delete()
        forgotten += count
        if count < BATCH:
            return forgotten


@transaction.atomic(durable=True)
def _once(request: Request, key: str, perform: Callable[[], Response]) -> Response:
    assert isinstance(request.auth, ApiKey)
    if not try_lock(f"idempotent {request.auth.pk} {key}"):
        return _still_running()
    asked = _hash_of(request)
    if earlier := _kept(request.auth, key):
        return _again(earlier, asked)
    answer = perform()
    if answer.status_code >= 400:
        transaction.set_rollback(True)
        return answer
    wrapped = vault.new_wrapped_key()
    body = vault.seal(wrapped, JSONRenderer().render(answer.data).decode(), context=CONTEXT)
    IdempotentAnswer.objects.create(
        api_key=request.auth,
        idempotency_key=key,
        request_hash=asked,
        status=answer.status_code,
        wrapped_key=wrapped,
        sealed_body=body,
    )
    return answer


def _usable(given: str) -> str:
    if not (1 <= len(given) <= 255 and given.isascii() and given.isprintable()):
        raise Refused(f"{HEADER} is 1 to 255 printable ASCII letters, such as a UUID.", code="bad_key", status=400)
    return given


def _still_running() -> Response:
    answer = problem(409, "The first request with this key is still at work; ask again soon.", code="still_running")
    answer["Retry-After"] = "1"
    return answer


def _hash_of(request: Request) -> bytes:
    asked = f"{request.method} {request.get_full_path()} {request.content_type}\n".encode()
    return hashlib.sha256(asked + request.body).digest()


def _kept(api_key: ApiKey, key: str) -> IdempotentAnswer | None:
    """The first answer, unless its day is over: then the key is free again."""
    earlier = IdempotentAnswer.objects.filter(api_key=api_key, idempotency_key=key).first()
    if earlier and earlier.answered_at <= timezone.now() - KEPT:
        earlier.delete()
        return None
    return earlier


def _again(earlier: IdempotentAnswer, asked: bytes) -> Response:
    if bytes(earlier.request_hash) != asked:
        raise Refused("This key was used for another request; take a new one.", code="key_reused", status=422)
    body = vault.unseal(bytes(earlier.wrapped_key), bytes(earlier.sealed_body), context=CONTEXT)
    answer = Response(json.loads(body), status=earlier.status)
    answer["Idempotency-Replayed"] = "true"
    return answer
