"""A virus scanner: the other side of ClamAV's INSTREAM, over TCP, that knows one virus by a word of its bytes."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings

KNOWN = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Scanner(socketserver.ThreadingTCPServer):
    """It keeps what it was asked about; `says` replaces its verdict."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.asked: list[bytes] = []
        self.says = b""

    @property
    def where(self) -> str:
        """As in KYCRISK_CLAMD."""
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"


class Conversation(socketserver.StreamRequestHandler):
    """One file: `zINSTREAM`, chunks with their length, an empty one, the verdict."""

    server: Scanner

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        raw = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            raw += self.rfile.read(length)
        self.server.asked.append(raw)
        verdict = b"stream: Eicar-Test-Signature FOUND" if KNOWN in raw else b"stream: OK"
        self.wfile.write((self.server.says or verdict) + b"\0")


@contextmanager
def scanner_at_work() -> Iterator[Scanner]:
    """A scanner that listens, and is configured."""
    with Scanner() as scanner:
        threading.Thread(target=scanner.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with configured(scanner.where):
            yield scanner
        scanner.shutdown()


@contextmanager
def configured(where: str) -> Iterator[None]:
    """Whom the product asks; nobody has to listen there."""
    before, settings.CLAMD = settings.CLAMD, where
    yield
    settings.CLAMD = before


@pytest.fixture
def scanner() -> Iterator[Any]:
    """A scanner for one test."""
    with scanner_at_work() as scanner:
        yield scanner
