"""The program that opens a stranger's file: it lays its own limits on first, looks once, answers and ends.

`inspecting` starts it in a process of its own, without Django, settings or environment. Standard input: a frame with
the policy's numbers (`Files` as JSON), then the file. Standard output: frames of `drawn`. Whatever goes wrong in here,
there is nothing in this process to take: no key, no connection, no name of the applicant.
"""

import os
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from PIL import Image

from accounts.onboarding.drawing_pictures import drawing_of, picture_print, upright_picture
from accounts.onboarding.drawn import NotTaken, Report, framed, frames, media_type_of
from accounts.policy.defaults import Files

MOST_OPEN_FILES = 32


def main() -> None:
    """Read, confine oneself, look, answer."""
    limits = msgspec.json.decode(next(frames(sys.stdin.buffer, 10_000)), type=Files)
    _confine(limits)
    report = _inspect(sys.stdin.buffer.read(limits.most_bytes + 1), limits)
    _write(msgspec.json.encode(report))


def _confine(limits: Files) -> None:
    """The kernel ends whoever wants more: memory, processor, files, processes; and there is no network any more."""
    seconds, answer = limits.seconds, limits.memory_bytes
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))
    if hasattr(os, "unshare"):
        with suppress(OSError):  # where the kernel does not let us, the limits above still stand
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def _inspect(raw: bytes, limits: Files) -> Report:
    media_type, pages, picture, refused = media_type_of(raw), 0, "", ""
    try:
        for pages, drawn in enumerate(_pictures(raw, media_type, limits), start=1):
            picture = picture_print(drawn) if pages == 1 else picture
            drawing = drawing_of(drawn, pages, "image/png" if media_type == "image/png" else "image/jpeg")
            _write(msgspec.json.encode(drawing.page))
            _write(drawing.image)
    except NotTaken as reason:
        refused = reason.code
    except MemoryError:
        refused = "too_costly"
    except Exception:  # noqa: BLE001  # whatever a parser stumbles over: the file is not what it should be
        refused = "damaged_pdf" if media_type == "application/pdf" else "damaged_picture"
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return Report(media_type, pages, picture, refused, _memory(), round(spent.ru_utime + spent.ru_stime, 3))


def _pictures(raw: bytes, media_type: str, limits: Files) -> Iterable[Image.Image]:
    """What the pages show, one after the other."""
    if not media_type:
        raise NotTaken("not_accepted")
    if media_type != "application/pdf":
        return [upright_picture(raw, media_type, limits)]
    # Only now: to load these costs more than to look at a picture.
    from accounts.onboarding.drawing_pdfs import page_pictures  # noqa: PLC0415
    from accounts.onboarding.pdf_contents import refuse_what_acts  # noqa: PLC0415

    refuse_what_acts(raw, limits)
    return page_pictures(raw, limits)


def _write(content: bytes) -> None:
    sys.stdout.buffer.write(framed(content))


def _memory() -> int:
    """The most this process ever held. `ru_maxrss` would count the process it was started from as well."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
