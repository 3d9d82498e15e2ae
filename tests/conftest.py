"""Who may a test talk to, and which database does it see?

* Tests run as the product does: the connection is the role that owns no table, the tables are made by their owner.
* A plain database test lives in a transaction that is rolled back. A test with real commits, threads or processes takes
  `real_db`, a clone of the migrated database: tables that refuse TRUNCATE cannot be flushed.
* The network ends at this machine.
"""

import ipaddress
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from kycrisk.local.environment import TEST_DATA
from tests import databases
from tests.live import Live, PrivateLive

# A property is true or false; how fast this machine is today belongs to the benchmarks.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def unavailable(reason: str) -> NoReturn:
    """Skip loudly; in CI nothing may be missing, so there it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; in CI this must not be missing")
    pytest.skip(f"NOT TESTED: {reason}")


# -- the network


class NetworkReached(BaseException):
    """A test went for an address that is not on this machine. No `except Exception` may hide it."""


def is_local(host: object) -> bool:
    """Is this name or address on this machine?"""
    if host in {None, "", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def stay_at_home(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse connections and name look-ups that leave this machine. Python reports both before it makes them."""
    if event == "socket.getaddrinfo" and not is_local(arguments[0]):
        raise NetworkReached(f"a test looked up {arguments[0]!r}")
    if event == "socket.connect" and isinstance(arguments[1], tuple) and not is_local(arguments[1][0]):
        raise NetworkReached(f"a test connected to {arguments[1]!r}")


def pytest_configure() -> None:
    """Close the door before the first test module is imported."""
    sys.addaudithook(stay_at_home)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Point to `real_db` whoever asks for a database that is flushed after the test."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid}: append-only tables cannot be flushed; use the fixture real_db")


# -- the database


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,  # a fixture used for its effect
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Create the test database as its owner; what follows works in it as the product's own role."""
    with django_db_blocker.unblock():
        with databases.as_owner():
            before = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        yield
        with databases.as_owner():
            teardown_databases(before, verbosity=0)


@pytest.fixture
def real_db(
    django_db_setup: None,  # the database that is cloned
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """A database of this test's own, with real commits, for threads and processes as well; its name."""
    with django_db_blocker.unblock(), databases.clone_of(connection.settings_dict["NAME"]) as name:
        yield name


@pytest.fixture
def live(real_db: str, tmp_path: Path) -> Iterator[Live]:
    """The product as it runs: a web server and a worker in their own processes, on a database of this test's own."""
    with Live(databases.environment_for(real_db), tmp_path) as stand:
        yield stand


@pytest.fixture
def private_live(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateLive]:
    """Like `live`, with a PostgreSQL server of its own that the test may kill. Takes some seconds to set up."""
    with django_db_blocker.unblock(), PrivateLive.on_a_server_of_its_own(tmp_path_factory.mktemp("live")) as stand:
        yield stand


# -- what a machine may lack


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real prompts, ranges, lists and statements that tests read."""
    folder = os.environ.get(TEST_DATA)
    if not folder:
        unavailable(f"{TEST_DATA} does not name the folder with real test data")
    if not Path(folder).is_dir():
        unavailable(f"{TEST_DATA}={folder} is no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium browser."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    unavailable(f"no browser: none of {', '.join(CHROMIUM)} is on the PATH")


@pytest.fixture(scope="session", autouse=True)
def _static_files_on_demand() -> None:
    """Each test client loads the middleware anew; to look at every static file then takes longer than most tests."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def own_media(tmp_path: Path) -> Iterator[None]:
    """Files that a test stores go where they are cleared away."""
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "media"
    yield
    settings.MEDIA_ROOT = before
