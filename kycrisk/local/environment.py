"""A database and the settings that go with it, for as long as a command needs them."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kycrisk.lib.postgres import Cluster
from kycrisk.lib.postgres_binaries import Account
from kycrisk.local import database, state

TEST_DATA = "KYCRISK_TEST_DATA"
PREFIX = "kycrisk-"
# What is drawn under these keys is thrown away with its database, so they hide nothing. That they stay the same makes a
# measurement come out the same twice: which shingles a sketch keeps depends on the key.
REPEATABLE = {
    "KYCRISK_SKETCH_KEYS": "s1:cmVwZWF0YWJsZS1kcmF3cy1uZXZlci1hLXNlY3JldC4=",
    "KYCRISK_FINGERPRINT_KEY": "cmVwZWF0YWJsZS1kcmF3cy1uZXZlci1hLXNlY3JldC4=",
}


@contextmanager
def installation(*, folder: Path = state.STATE) -> Iterator[dict[str, str]]:
    """The lasting one, below `.kycrisk/`; shared with whoever uses it at the same time. Yields its environment."""
    kept = state.prepare(folder)
    if os.environ.get("DATABASE_URL"):
        yield state.settings_for(state.known_secrets(kept), state=kept, urls={}, inherited=os.environ)
        return
    home = state.database_home(kept)
    if (home / "pgdata").exists() and not (kept / "secrets.json").exists():
        raise state.LocalError(
            f"{kept / 'secrets.json'} is gone, without it the data cannot be read; restore it or reset"
        )
    known, cluster = state.known_secrets(kept), Cluster(home)
    with cluster.lease() as port:
        database.bootstrap(cluster, known)
        yield state.settings_for(known, state=kept, urls=database.urls(port, known), inherited=os.environ)


@contextmanager
def throw_away(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """One of its own for tests and benchmarks, in a temporary folder that is removed whatever happens."""
    with throw_away_cluster(durable=durable) as cluster:
        kept = state.prepare(cluster.home.parent / "state")
        known = state.known_secrets(kept) | REPEATABLE
        database.bootstrap(cluster, known)
        cluster.sql(f"GRANT pg_signal_backend TO {database.OWNER}")  # tests drop databases that somebody still uses
        urls = database.urls(cluster.start(), known)
        yield state.settings_for(known, state=kept, urls=urls, inherited=neutral())


@contextmanager
def throw_away_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running server in a temporary folder that its user can reach."""
    usual = Path(tempfile.gettempdir())
    place = usual if Account.suitable().can_reach(usual) else Path("/tmp")  # noqa: S108  # mkdtemp is safe
    clear_away_the_abandoned(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        folder.chmod(0o711)
        with held(folder):
            cluster = Cluster(folder / "postgres", durable=durable)
            try:
                cluster.start()
                yield cluster
            finally:
                cluster.remove()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Mark a temporary folder as in use for as long as this process lives. The mark appears with its lock on it."""
    with (folder / "held.new").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        (folder / "held.new").rename(folder / "held")
        yield


def clear_away_the_abandoned(place: Path) -> None:
    """Stop and remove what earlier runs left because they were killed: nobody holds their mark any more."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / "held").open("r+") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            Cluster(folder / "postgres").remove()
            shutil.rmtree(folder, ignore_errors=True)


def neutral() -> dict[str, str]:
    """The caller's environment without settings of the product: tests must not depend on where they run."""
    return {name: value for name, value in os.environ.items() if name == TEST_DATA or not name.startswith("KYCRISK_")}


def forget() -> None:
    """Remove the local installation. LocalError while somebody uses it."""
    home = state.database_home() if state.STATE.exists() else None
    if home and home.exists():
        cluster = Cluster(home)
        if cluster.in_use():
            raise state.LocalError("is in use; stop `dev.py run` and `dev.py manage` first")
        cluster.remove()
    shutil.rmtree(state.STATE, ignore_errors=True)
