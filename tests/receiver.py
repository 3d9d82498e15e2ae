"""A receiver of webhooks in a process of its own: it keeps what it got and answers as it was told.

    with Receiver() as receiver:
        receiver.answers(503, 503, 200)      # then 200 for ever
        … post to receiver.url …
        receiver.requests()                  # [{"path", "headers", "body"}, …]

Paths with a will of their own: `/slow` waits, `/trickle` sends a byte now and then, `/huge` does not stop sending,
`/redirect` points to this machine, `/gone` answers 410, `/hangup` closes without a word.
"""

import json
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

PATIENCE = 20.0


class Receiver:
    """The process, as the test sees it; with a certificate (one file, key included) it speaks TLS."""

    def __init__(self, certificate: Path | None = None) -> None:
        self._command = [sys.executable, __file__, *([str(certificate)] if certificate else [])]
        self._scheme = "https" if certificate else "http"

    def __enter__(self) -> Self:
        """Start it and learn its port."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())
        self.url = f"{self._scheme}://127.0.0.1:{self.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def answers(self, *statuses: int) -> None:
        """Answer the next deliveries so, then with 200."""
        self._ask("/_answers", json.dumps(statuses).encode())

    def requests(self) -> list[dict[str, Any]]:
        """Everything received so far."""
        return list(json.loads(self._ask("/_requests")))

    def bodies(self) -> list[dict[str, Any]]:
        """The messages received so far."""
        return [json.loads(request["body"]) for request in self.requests()]

    def _ask(self, path: str, body: bytes | None = None) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}", data=body, timeout=PATIENCE) as answer:
            return bytes(answer.read())


class Hook(BaseHTTPRequestHandler):
    """One request."""

    lock: ClassVar = threading.Lock()
    kept: ClassVar[list[dict[str, Any]]] = []
    statuses: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        """What was received."""
        with self.lock:
            self._answer(200, json.dumps(self.kept).encode())

    def do_POST(self) -> None:
        """A delivery, or an instruction of the test."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_answers":
            self.statuses[:] = json.loads(body)
            self._answer(200)
            return
        with self.lock:
            self.kept.append({"path": self.path, "headers": dict(self.headers), "body": body.decode()})
            status = self.statuses.pop(0) if self.statuses else 200
        odd = getattr(self, f"_be_{self.path.strip('/').partition('?')[0]}", None)
        odd() if odd else self._answer(status, b"status " + str(status).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _be_gone(self) -> None:
        self._answer(410)

    def _be_redirect(self) -> None:
        self._answer(302, Location=f"http://127.0.0.1:{self.server.server_port}/secret")  # type: ignore[attr-defined]

    def _be_slow(self) -> None:
        time.sleep(PATIENCE)

    def _be_hangup(self) -> None:
        self.close_connection = True

    def _be_trickle(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 400:
            self.wfile.write(bytes([letter]))
            time.sleep(0.05)

    def _be_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"<script>\x1b[2J" * 1000)


if __name__ == "__main__":
    ThreadingHTTPServer.daemon_threads = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # callers hang up, that is the point
    if sys.argv[1:]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
