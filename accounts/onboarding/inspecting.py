"""Is this file what we take, and what do its pages show? Asked of a program that may come to harm (`inspector`).

The file is opened in a process of its own that has nothing to lose and little to spend; here nothing but its answer is
read, and that with suspicion. One file at a time is opened by a web server's process, so that many applicants at once
cost it the memory of one.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec
from django.conf import settings

from accounts.onboarding.drawn import Broken, Drawing, NotTaken, Report, answer_in, framed
from accounts.policy.defaults import Files

PROGRAM: Final = "import sys; sys.path.insert(0, sys.argv[1]); from accounts.onboarding.inspector import main; main()"
# An interpreter may need to be told where its own library lies.
ENVIRONMENT: Final = {
    "LANG": "C.UTF-8",
    **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
}
# How many inspections may come before one's own is turned away.
PATIENCE: Final = 3
_one_at_a_time = threading.BoundedSemaphore(1)


@dataclass(frozen=True)
class Inspected:
    """A file that is taken: what it is, its pages, and what looking at it cost."""

    report: Report
    drawings: tuple[Drawing, ...]


def inspect(raw: bytes, limits: Files) -> Inspected:
    """The pages of a JPEG, PNG or PDF. Raises `NotTaken` with the reason; `busy` when too many wait already."""
    if not raw:
        raise NotTaken("empty")
    if len(raw) > limits.most_bytes:
        raise NotTaken("too_large")
    if not _one_at_a_time.acquire(timeout=PATIENCE * limits.seconds):
        raise NotTaken("busy")
    try:
        report, drawings = asked(raw, limits)
    finally:
        _one_at_a_time.release()
    if report.refused:
        raise NotTaken(report.refused)
    if not drawings or len(drawings) != report.pages or report.pages > limits.most_pages:
        raise NotTaken("too_costly")
    return Inspected(report, drawings)


def asked(raw: bytes, limits: Files) -> tuple[Report, tuple[Drawing, ...]]:
    """What the program answers, also about a file that is not taken; one that was ended for its hunger says so."""
    with _memory_file() as given, _memory_file() as answer:
        given.write(framed(msgspec.json.encode(limits)))
        given.write(raw)
        given.seek(0)
        if not _run(given, answer, limits.seconds):
            return Report(refused="too_costly"), ()
        answer.seek(0)
        try:
            return answer_in(answer, limits.memory_bytes)
        except Broken:
            return Report(refused="too_costly"), ()


def _run(given: BinaryIO, answer: BinaryIO, seconds: int) -> bool:
    """Start it, and end it and all that it started when its time is over. Did it end by itself, and well?"""
    with subprocess.Popen(  # noqa: S603  # our own program; the file comes in by standard input
        [sys.executable, "-I", "-c", PROGRAM, str(settings.BASE_DIR)],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    ) as child:
        try:
            return child.wait(timeout=seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            if child.returncode is None:
                os.killpg(child.pid, signal.SIGKILL)


def _memory_file() -> BinaryIO:
    """A file without a name, in memory where the system knows such: what is in it lies on no disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("document"), "w+b")
    return tempfile.TemporaryFile()
