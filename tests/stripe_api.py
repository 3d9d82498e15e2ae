"""Stripe's interface for identities, played by a real server on this machine, with the answers its reference documents.

with StripeApi() as stripe:
    stripe.says(session(status="verified"))          # the next answer; the last one is repeated
    stripe.says((500, {"error": {…}}), HANG, GARBAGE)
    … settings.STRIPE_API_BASE = stripe.url …
    stripe.asked                                     # [("POST", "/v1/identity/…", {"metadata[session]": …}), …]
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import parse_qsl

SESSION: Final = "vs_1Pgc76B7WZ01zgkWBdQi8PTU"
GARBAGE: Final = (200, "<html>maintenance")
HANG: Final = (0, "")
RATE_LIMITED: Final = (429, {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Slow down."}})
BROKEN: Final = (500, {"error": {"type": "api_error", "message": "Something went wrong for Jörg Brandt."}})
WITHHELD: Final = (403, {"error": {"type": "invalid_request_error", "message": "The provided key lacks permission."}})
UNKNOWN_KEY: Final = (401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided."}})
type Answer = tuple[int, Any]


def session(**more: Any) -> Answer:
    """A VerificationSession as Stripe returns it."""
    usual = {
        "id": SESSION,
        "object": "identity.verification_session",
        "client_reference_id": None,
        "client_secret": "vs_secret",
        "created": 1_234_567_890,
        "last_error": None,
        "last_verification_report": None,
        "livemode": False,
        "metadata": {},
        "options": {"document": {"require_matching_selfie": True}},
        "redaction": None,
        "status": "requires_input",
        "type": "document",
        "url": "https://verify.stripe.example/start/vs",
    }
    return 200, {**usual, **more}


def proved(first: str = "Jörg", last: str = "Brandt", born: tuple[int, int, int] = (1979, 8, 2)) -> Answer:
    """A verified one that tells whom."""
    year, month, day = born
    outputs = {"first_name": first, "last_name": last, "dob": {"year": year, "month": month, "day": day}}
    return session(status="verified", verified_outputs=outputs, url=None)


class StripeApi:
    """The server, while the test runs."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.keys: list[str | None] = []
        self._answers: list[Answer] = [session()]
        self._over = threading.Event()

    def says(self, *answers: Answer) -> None:
        """What it answers next; the last one again and again."""
        self._answers[:] = answers

    def __enter__(self) -> Self:
        """Listen on a port of this machine."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of whoever hangs, and stop."""
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                path, _, query = self.path.partition("?")
                api.asked.append((self.command, path, dict(parse_qsl(body or query))))
                api.keys.append(self.headers.get("Idempotency-Key"))
                status, said = api._answers.pop(0) if len(api._answers) > 1 else api._answers[0]
                if not status:
                    api._over.wait(30)
                    return
                told = (said if isinstance(said, str) else json.dumps(said)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = _answer  # noqa: N815  # the library's names

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
