"""A stranger starts the product with one command, in a checkout of their own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kycrisk.lib.postgres import Cluster
from kycrisk.local import state
from kycrisk.local.environment import neutral
from kycrisk.local.state import ROOT

LEFT_OUT = {".git", ".kycrisk", ".venv", "__pycache__", "tests", "docs"}


@dataclass
class Checkout:
    """A copy of the project that shares the packages; commands in it, and what they print."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command that goes on running; its output is read as it comes."""
        process = subprocess.Popen(
            [sys.executable, "dev.py", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        command = [sys.executable, "dev.py", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False
        )

    def environment(self) -> dict[str, str]:
        """What a stranger's terminal has: nothing of ours."""
        return {name: value for name, value in neutral().items() if not name.startswith(("DATABASE_", "DJANGO_"))}

    def processes(self) -> list[str]:
        """The command lines of everything that runs out of this checkout."""
        return [line for line in command_lines() if str(self.folder) in line]


def command_lines() -> list[str]:
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    folder = tmp_path / "kycrisk"
    shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT.intersection(names))
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    ours = Checkout(folder)
    yield ours
    for process in ours.started:
        with process:  # closes its output and waits
            process.kill()
    if (folder / ".kycrisk").exists():
        Cluster(state.database_home(folder / ".kycrisk")).remove()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What a process prints, up to the line that contains `words`."""
    assert process.stdout
    read = ""
    for line in process.stdout:
        read += line
        if words in line:
            return read
    raise AssertionError(f"ended without saying {words!r}:\n{read}")


def eventually(question: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not question() and time.monotonic() < deadline:
        time.sleep(0.05)
    return question()


def test_run_says_where_it_is_and_leaves_nothing_running(checkout: Checkout):
    running = checkout.start("run", "--port", "0", "--empty")
    said = read_until(running, "Ctrl-C")
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address, said
    with urllib.request.urlopen(f"{address.group()}/readyz", timeout=10) as answer:
        assert answer.status == 200

    second = checkout.run("run", "--port", "0")
    assert (second.returncode, second.stderr.count("\n")) == (1, 1)
    assert "is running already on this data" in second.stderr
    assert "in use" in checkout.run("reset", "--yes").stderr

    beside = checkout.run("manage", "shell", "--no-imports", "-c", "print(6 * 7)")
    assert (beside.returncode, beside.stdout) == (0, "42\n")  # on the same server, which goes on running

    running.send_signal(signal.SIGTERM)
    running.communicate()
    assert eventually(lambda: checkout.processes() == [])


def test_a_worker_that_dies_takes_everything_down_with_one_clear_line(checkout: Checkout):
    running = checkout.start("run", "--port", "0", "--empty")
    read_until(running, "Ctrl-C")
    worker = next(
        int(entry.parent.name)
        for entry in Path("/proc").glob("[0-9]*/cmdline")
        if f"{checkout.folder}/.kycrisk/beat-schedule" in entry.read_text()
    )
    os.kill(worker, signal.SIGKILL)
    said, _ = running.communicate()
    assert "dev.py: the worker ended with code -9; everything is stopped" in said
    assert running.returncode == 1
    assert eventually(lambda: checkout.processes() == [])


def test_data_survive_a_restart_and_reset_forgets_them(checkout: Checkout):
    write = "from accounts.policy.models import PolicyVersion; PolicyVersion.objects.create(number=77)"
    read = "from accounts.policy.models import PolicyVersion; print(PolicyVersion.objects.filter(number=77).count())"
    assert checkout.run("manage", "shell", "--no-imports", "-c", write).returncode == 0
    assert checkout.processes() == []  # manage stops the server that it started

    assert checkout.run("manage", "shell", "--no-imports", "-c", read).stdout == "1\n"

    assert "without a terminal say --yes" in checkout.run("reset").stderr
    assert checkout.run("reset", "--yes").returncode == 0
    assert not (checkout.folder / ".kycrisk").exists()


@pytest.mark.parametrize(("port", "reason"), [("70000", "between 0 and 65535"), ("taken", "choose another")])
def test_a_port_that_cannot_be_used_is_one_clear_line(checkout: Checkout, live_port: int, port: str, reason: str):
    answer = checkout.run("run", "--port", str(live_port) if port == "taken" else port)
    assert answer.returncode == 1
    assert reason in answer.stderr
    assert checkout.processes() == []


@pytest.fixture
def live_port() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])
