"""The product as it runs: web server and worker in processes of their own, to be talked to, stopped and killed.

`live` and `private_live` in conftest.py hand one out:

    def test_an_event_reaches_the_queue(live):
        live.start()                      # both, and waits until /readyz answers
        httpx.post(f"{live.url}/api/v1/signals", …)
        live.until(lambda: Case.objects.exists())
        live.worker.kill()                # like a power cut; start_worker() brings it back
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from kycrisk.lib.postgres import Cluster, free_port
from kycrisk.local import database, running, state
from kycrisk.local.children import Child
from kycrisk.local.environment import neutral, throw_away_cluster
from tests.databases import looking_at


@dataclass
class Live:
    """A web server and a worker on one database. Nothing runs before `start()`."""

    environment: dict[str, str]
    folder: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        """Prepare the processes without starting them."""
        self.url = f"http://127.0.0.1:{self.port}"
        state.prepare(self.folder)
        ours = {"KYCRISK_PUBLIC_URL": self.url, "KYCRISK_MEDIA_ROOT": str(self.folder / "media")}
        loopback = {"KYCRISK_ALLOW_PRIVATE_WEBHOOKS": "1"}
        self.environment = {**self.environment, **ours, **loopback}
        self.web: Child = running.web(self.environment, self.folder, self.port)
        self.worker: Child = running.worker(self.environment, self.folder)
        self._started: set[str] = set()

    def start(self) -> Self:
        """Start both and wait until the web server is ready."""
        self.start_worker()
        return self.start_web()

    def start_web(self) -> Self:
        """Start the web server, again after a kill too, and wait until it is ready."""
        self._start(self.web)
        running.wait_until_ready(self.url, [self.web])
        return self

    def start_worker(self) -> Self:
        """Start the worker, again after a kill too."""
        self._start(self.worker)
        return self

    def until[Answer](self, question: Callable[[], Answer], *, within: float = 30) -> Answer:
        """Ask until the answer is true and return it; after `within` seconds fail with what web and worker said."""
        deadline = time.monotonic() + within
        while not (answer := question()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within} s\n{self.logs()}")
            time.sleep(0.05)
        return answer

    def logs(self) -> str:
        """Everything that web and worker wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / "log").glob("*.log")))

    def __enter__(self) -> Self:
        """Give it to the test, which starts what it needs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what runs, at once: a worker's orderly stop takes seconds, and its database is dropped next."""
        for child in (self.web, self.worker):
            if child.name in self._started:
                child.kill()

    def _start(self, child: Child) -> None:
        self._started.add(child.name)
        child.start()


@dataclass
class PrivateLive(Live):
    """A `Live` on a PostgreSQL server of its own: `cluster.kill()` ends it, `cluster.start()` brings it back."""

    cluster: Cluster = field(kw_only=True)

    @classmethod
    @contextmanager
    def on_a_server_of_its_own(cls, folder: Path) -> Iterator[Self]:
        """Make a server and a migrated database; Django's own connection looks at it too."""
        known = state.new_secrets()
        with throw_away_cluster() as cluster:
            database.bootstrap(cluster, known)
            urls = database.urls(cluster.start(), known)
            environment = state.settings_for(known, state=folder, urls=urls, inherited=neutral())
            running.migrate(environment)
            with looking_at(urls["DATABASE_URL"]), cls(environment, folder, cluster=cluster) as stand:
                yield stand
