"""Which request is this the answer to? `X-Request-ID` comes back as it was sent, on refusals and faults too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-ID"
ECHOED = ("/access/", "/api/")


class RequestIdMiddleware:
    """Echoes the caller's own id; stands outermost, so that no answer is without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with the id, if there was one."""
        answer = self.get_response(request)
        given = request.headers.get(HEADER)
        if given and request.path.startswith(ECHOED):
            answer[HEADER] = given
        return answer
