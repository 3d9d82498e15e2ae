"""How is a PostgreSQL server of our own started, shared and stopped?

A `Cluster` lives in one folder. Any number of processes may `lease()` it: the first starts the server, the last one
stops it, and a process that is killed merely lets go. Loopback only, SCRAM passwords, no trust, no sockets in the file
system. Standard library only: this must work before Django can be configured.
"""

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kycrisk.lib.postgres_binaries import Account, PostgresError, programs_for

INITDB = (
    "--no-sync",
    "--no-instructions",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--auth=scram-sha-256",
    "--username=postgres",
)
# Statements and key values would carry personal data into the log, so an error is logged without them.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = '256MB'
max_wal_size = '4GB'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""
# A throw-away cluster has nothing to lose in a power cut; killed processes must still lose nothing that was committed.
THROW_AWAY = """
fsync = off
full_page_writes = off
shared_buffers = '128MB'
"""


@dataclass
class Cluster:
    """One PostgreSQL data folder below `home`, and the server on it."""

    home: Path
    durable: bool = True
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        """Make the folder and hand it to the user that the server runs as, and ran as before."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data = self.home / "pgdata"
        self.account = Account.owning(self.data) if self.data.exists() else Account.suitable()
        self.account.give(self.home)
        self.log = self.home / "postgres.log"

    @contextmanager
    def lease(self) -> Iterator[int]:
        """The server's port for as long as the block lasts; the last leaseholder to leave stops the server."""
        with (self.home / "leases.lock").open("w") as leases:
            with self._turn():
                port = self.start()
                fcntl.flock(leases, fcntl.LOCK_SH)
            try:
                yield port
            finally:
                with self._turn():
                    fcntl.flock(leases, fcntl.LOCK_UN)
                    with suppress(BlockingIOError):
                        fcntl.flock(leases, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self.stop()

    def in_use(self) -> bool:
        """Does anybody hold a lease?"""
        with (self.home / "leases.lock").open("w") as leases:
            try:
                fcntl.flock(leases, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Starting and stopping take turns."""
        with (self.home / "turn.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def start(self) -> int:
        """Start the server unless it runs already; the port either way."""
        if (running := self.port()) is not None:
            return running
        if not self.data.exists():
            self._initialise()
        self._bury()
        for attempt in range(5):
            port = (attempt == 0 and self._former_port()) or free_port()
            log_end = self.log.stat().st_size if self.log.exists() else 0
            if self._pg_ctl("start", "-l", self.log, "-o", f"-p {port}").returncode == 0:
                (self.home / "port").write_text(str(port))
                return port
            last_words = self.log.read_text(errors="replace")[log_end:] if self.log.exists() else ""
            if "in use" not in last_words:
                break
        lines = [line for line in last_words.splitlines() if "FATAL" in line] or last_words.splitlines()[-1:]
        raise PostgresError(f"PostgreSQL does not start: {' '.join(lines) or 'no reason given'} (log: {self.log})")

    def stop(self) -> None:
        """Stop the server if it runs: open transactions are rolled back, what is committed stays."""
        if self.port() is None:
            return
        if self._pg_ctl("stop", "-m", "fast", "-t", "20").returncode:
            self._pg_ctl("stop", "-m", "immediate", "-t", "20")

    def kill(self) -> None:
        """End the server as a power cut would."""
        if (pid := self.pid()) is not None:
            os.kill(pid, signal.SIGKILL)
            while self._runs(pid):
                time.sleep(0.01)

    def remove(self) -> None:
        """Stop the server and forget everything it held."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def port(self) -> int | None:
        """The port of the running server, or None. A leftover pid file of a server that was killed does not count."""
        lines = self._pid_file()
        return int(lines[3]) if len(lines) > 3 and self._runs(int(lines[0])) else None

    def pid(self) -> int | None:
        """The running server's process id, or None."""
        return int(self._pid_file()[0]) if self.port() is not None else None

    def password(self) -> str:
        """The superuser's password, generated when the cluster was made."""
        return (self.home / "superuser.password").read_text()

    def sql(self, statements: str, *, database: str = "postgres") -> str:
        """Run statements as the superuser; rows come back as plain lines. PostgresError if one of them fails."""
        connection = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port()), "PGUSER": "postgres", "PGDATABASE": database}
        answer = subprocess.run(  # noqa: S603
            [self._program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
            input=statements,
            env={**connection, "PGPASSWORD": self.password(), "PATH": os.defpath},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if answer.returncode:
            raise PostgresError(answer.stderr.strip())
        return answer.stdout

    def _initialise(self) -> None:
        """Create the data folder under another name first: an interruption leaves nothing half made in its place."""
        scratch, password = self.home / "pgdata.new", self.home / "superuser.password"
        shutil.rmtree(scratch, ignore_errors=True)
        password.unlink(missing_ok=True)
        with os.fdopen(os.open(password, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
        self.account.give(password)
        answer = self.account.run([self._program("initdb"), *INITDB, f"--pwfile={password}", "-D", scratch])
        if answer.returncode:
            raise PostgresError(f"initdb failed: {answer.stderr.strip()}")
        with (scratch / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION + ("" if self.durable else THROW_AWAY))
        scratch.rename(self.data)

    def _former_port(self) -> int | None:
        """The port of last time: whoever was connected finds the server again after a crash."""
        with suppress(OSError, ValueError):
            return int((self.home / "port").read_text())
        return None

    def _program(self, name: str) -> Path:
        return programs_for(self.account, self.home) / name

    def _pg_ctl(self, verb: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
        return self.account.run([self._program("pg_ctl"), verb, "-D", self.data, "-w", *options])

    def _pid_file(self) -> list[str]:
        with suppress(OSError):
            return (self.data / "postmaster.pid").read_text().split("\n")
        return []

    def _runs(self, pid: int) -> bool:
        """Is this process our server? Its number alone may belong to a zombie, or to somebody else after a reboot."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            if Path("/proc/self").exists():
                return False
            question = ["/bin/ps", "-o", "command=", "-p", str(pid)]
            words = subprocess.run(question, capture_output=True, text=True, check=False).stdout  # noqa: S603
        return str(self.data) in words

    def _bury(self) -> None:
        """Remove the pid file of a killed server, once none of its children holds the shared memory any more.

        PostgreSQL does so itself, except when the number still exists: as a zombie, or as somebody else's process.
        """
        lines = self._pid_file()
        if len(lines) < 7:
            return
        deadline = time.monotonic() + 10
        while attached_to(lines[6].split()[-1:]) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not attached_to(lines[6].split()[-1:]):
            (self.data / "postmaster.pid").unlink(missing_ok=True)


def attached_to(segment: list[str]) -> int:
    """How many processes hold a System V shared memory segment; 0 where the system does not tell."""
    try:
        rows = Path("/proc/sysvipc/shm").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[6]) for row in rows[1:] if row.split()[1:2] == segment)


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
