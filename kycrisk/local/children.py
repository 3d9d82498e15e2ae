"""How are child processes started, watched and stopped so that none outlives its parent?"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kycrisk.local.state import ROOT

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Have the kernel end this process when its parent is gone, killed included (Linux; elsewhere it stays behind)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A process in a session of its own: Ctrl-C reaches only the parent, who then stops its children in order."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    patience: int = 20
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> "Child":
        """Start it; what it says goes to its log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509  # no threads here
            )
        return self

    def stop(self) -> None:
        """Ask it to finish what it is doing; after `patience` seconds end it, its own children included."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.kill()
        self._end_group()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end_group()
        self.process.wait()

    def last_words(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def _end_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the stack like Ctrl-C does, so that every `finally` runs."""

    def unwind(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, unwind) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_to_end(command: list[str], environment: Mapping[str, str], *, unheard: bool = False) -> int:
    """Run a command on this terminal and return its exit code; Ctrl-C reaches it too, and we wait for its answer.

    `unheard`: what it says on stdout is dropped.
    """
    process = subprocess.Popen(
        command,
        env=dict(environment),
        stdout=subprocess.DEVNULL if unheard else None,
        preexec_fn=die_with_parent,  # noqa: PLW1509  # no threads here
    )
    try:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            return code if code >= 0 else 128 - code
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
