"""How does the whole product run on one machine? Migrations, demo world, worker with beat, web server; and the end."""

import fcntl
import hashlib
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kycrisk.lib.postgres import free_port
from kycrisk.local.children import Child, run_to_end
from kycrisk.local.state import ROOT, STATE, LocalError

LOGINS = (
    "sam (sales) · ines, noor (reviewers) · omar, lena (leads) · ana (analyst) · audrey (auditor) · ada (administrator)"
)
READY_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Options:
    """What `dev.py run` was asked for."""

    port: int
    empty: bool


def run(settings: Mapping[str, str], options: Options) -> int:
    """Run until Ctrl-C, SIGTERM or the death of a child; the exit code says which."""
    address = f"http://127.0.0.1:{options.port}"
    with ExitStack() as children:
        environment = {"KYCRISK_PUBLIC_URL": address, **settings}
        migrate(environment)
        load_demo(environment, empty=options.empty)
        started = [worker(environment, STATE).start(), web(environment, STATE, options.port).start()]
        for child in started:  # stopped in reverse: first the web server, then the worker
            children.callback(child.stop)
        wait_until_ready(address, started)
        announce(address, environment)
        return watch(started)


def worker(environment: Mapping[str, str], folder: Path) -> Child:
    """The background worker with the clock of periodic jobs in it."""
    command = [sys.executable, "-m", "celery", "-A", "kycrisk.celery", "worker", "--beat", "--concurrency=2"]
    quiet = ["--loglevel=INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    schedule = f"--schedule={folder / 'beat-schedule'}"
    return Child("worker", [*command, *quiet, schedule], environment, folder / "log" / "worker.log")


def web(environment: Mapping[str, str], folder: Path, port: int) -> Child:
    """The web server, on loopback only."""
    granian = [sys.executable, "-m", "granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={port}"]
    options = ["--workers=1", "--blocking-threads=4", "--no-ws", "--workers-kill-timeout=10"]
    return Child(
        "web server", [*granian, *options, "kycrisk.wsgi:application"], environment, folder / "log" / "web.log"
    )


@contextmanager
def only_once() -> Iterator[None]:
    """Two of them on the same data would serve twice and ring every bell twice."""
    with (STATE / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalError(f"is running already on this data ({STATE}); stop that one first") from None
        yield


def usable_port(wanted: int) -> int:
    """The wanted port if it is free, any free one for 0."""
    if not 0 <= wanted <= 65535:
        raise LocalError(f"--port {wanted}: a port is a number between 0 and 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise LocalError(f"--port {wanted}: {error.strerror}; choose another, or 0 for any free one") from None
    return wanted or free_port()


def migrate(environment: Mapping[str, str], *, folder: Path = STATE) -> None:
    """Bring the tables up to date, as their owner: once for each set of migrations, whoever comes first."""
    stamp, known = folder / "migrated", migrations()
    with (folder / "migrate.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == known and not os.environ.get("DATABASE_URL"):
            return
        sys.stderr.write("Bringing the tables up to date ...\n")
        if run_to_end([sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity=0"], environment):
            raise LocalError("the migrations failed; their last words are above")
        stamp.write_text(known)


def migrations() -> str:
    """Which migrations are there? The same answer as long as no file of them changes."""
    files = sorted(ROOT.glob("*/migrations/*.py"))
    return hashlib.sha256(b"\0".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def load_demo(environment: Mapping[str, str], *, empty: bool) -> None:
    """Load the demo users and, unless `empty`, the small world: once, and never into a database that is not ours."""
    done = STATE / "demo-loaded"
    if done.exists() or os.environ.get("DATABASE_URL"):
        return
    if not list(ROOT.glob("*/management/commands/load_demo.py")):
        return
    tell("Loading the demo users ..." if empty else "Loading the demo users and a small world ...")
    if run_to_end([sys.executable, "manage.py", "load_demo", *(["--empty"] if empty else [])], environment):
        raise LocalError("the demo could not be loaded; its last words are above")
    done.touch()


def wait_until_ready(address: str, children: list[Child]) -> None:
    """Wait for `/readyz`, at most a minute; a child that dies meanwhile ends the wait."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        complain_about_the_dead(children)
        if answers(f"{address}/readyz"):
            return
        time.sleep(0.1)
    raise LocalError(f"{address}/readyz did not turn ready within {READY_WITHIN} s; see {STATE / 'log'}")


def answers(address: str) -> bool:
    """Does this address answer with success?"""
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own address
            return True
    except (urllib.error.URLError, OSError):
        return False


def watch(children: list[Child]) -> int:
    """Look after the children until Ctrl-C, or until one of them is gone."""
    try:
        while True:
            complain_about_the_dead(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        tell("\nStopping ...")
        return 0


def complain_about_the_dead(children: list[Child]) -> None:
    """LocalError with a child's last words if it is gone."""
    for child in children:
        if (code := child.process.poll()) is not None:
            tell(child.last_words())
            raise LocalError(f"the {child.name} ended with code {code}; everything is stopped (log: {child.log})")


def announce(address: str, environment: Mapping[str, str]) -> None:
    """Say where it is and how to get in."""
    tell(f"\n  kycrisk is at {address}\n  log in as {LOGINS}")
    tell(f"  with the password {environment.get('KYCRISK_DEMO_PASSWORD', '(yours)')}")
    tell("  Ctrl-C stops it; the data stay.\n")


def tell(text: str) -> None:
    """Say something on the terminal."""
    print(text, flush=True)
