"""How does a body come in, and do we take one at all just now? The same for every way in."""

from collections.abc import Iterator

from django.http import HttpRequest, UnreadablePostError
from rest_framework.response import Response

from accounts.policy.defaults import Intake
from graph.signals import bodies
from graph.signals.folding import READER
from graph.signals.reading import Backlog
from kycrisk.lib.api import problem

backlog = Backlog(READER)


def received(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes in. Django reads none without a length; a server that marks the end lets us read it."""
    is_chunked = not request.headers.get("Content-Length") and request.META.get("wsgi.input_terminated")
    stream = request.META["wsgi.input"] if is_chunked else request
    try:
        while chunk := stream.read(bodies.CHUNK_BYTES):
            yield chunk
    except (OSError, UnreadablePostError):
        raise bodies.Unreadable("the connection broke off") from None


def busy(numbers: Intake) -> Response:
    """What senders hear while more waits than we let pile up."""
    answer = problem(429, "Too many signals wait to be read; send these again later.", code="backlog")
    answer["Retry-After"] = str(numbers.backlog_retry_seconds)
    return answer
