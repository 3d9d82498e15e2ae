"""Does a virus scanner know this file? Asked of a ClamAV daemon by its INSTREAM command, where one is configured.

The bytes travel in chunks with their length in front and an empty one at the end; the answer is one line. A scanner
that is down, slow or confused has not said that the file is clean: `ScannerDown`.
"""

import socket
from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.conf import settings

CHUNK: Final = 65_536
LONGEST_ANSWER: Final = 1_000


class ScannerDown(Exception):
    """The scanner did not answer in time, or not what was asked."""


@dataclass(frozen=True)
class Found:
    """What the scanner said; `virus` is empty when it knows nothing against the file."""

    virus: str = ""


def is_configured() -> bool:
    """Is there a scanner to ask?"""
    return bool(settings.CLAMD)


def scan(raw: bytes, seconds: int) -> Found:
    """Ask the configured scanner about a file; raises `ScannerDown` after so many seconds without its word."""
    try:
        return _verdict(_asked(raw, monotonic() + seconds))
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error


def _asked(raw: bytes, until: float) -> bytes:
    with _connected(until) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(raw), CHUNK):
            chunk = raw[start : start + CHUNK]
            line.settimeout(_left(until))
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
        return _answer(line, until)


def _connected(until: float) -> socket.socket:
    if not settings.CLAMD.startswith("/"):
        host, _, port = settings.CLAMD.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_left(until))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_left(until))
    try:
        line.connect(settings.CLAMD)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket, until: float) -> bytes:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.partition(b"\0")[0]


def _verdict(answer: bytes) -> Found:
    words = answer.decode(errors="replace").strip().removeprefix("stream:").strip()
    if words == "OK":
        return Found()
    if words.endswith(" FOUND"):
        return Found(words.removesuffix(" FOUND"))
    raise ScannerDown("the scanner did not say OK or FOUND")


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
