"""Brokers of other makes, as Debian ships them: private processes on loopback, to be started and killed by a test.

A killed one comes back empty on the same port: every message that it held is lost.
"""

import os
import shutil
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from kombu import Connection
from kombu.exceptions import OperationalError

from kycrisk.lib.postgres import free_port
from kycrisk.local.children import Child

PASSWORD = "not-for-any-log"
UP_WITHIN = 60.0


@dataclass
class Server(ABC):
    """A broker of one make. Nothing runs before `start()`."""

    folder: Path
    port: int = field(default_factory=free_port)

    program: ClassVar[str]
    package: ClassVar[str]

    @classmethod
    def installed(cls) -> bool:
        """Is the program on this machine?"""
        return shutil.which(cls.program) is not None

    @property
    @abstractmethod
    def url(self) -> str:
        """What `KYCRISK_BROKER_URL` has to say."""

    def __post_init__(self) -> None:
        self.children: list[Child] = []

    def start(self) -> Self:
        """Start it with nothing in it, and wait until it takes connections with the password."""
        self.folder.mkdir()
        self.children = [child.start() for child in self._processes()]
        deadline = time.monotonic() + UP_WITHIN
        while not self._answers():
            assert time.monotonic() < deadline, self._said()
            assert all(child.process.poll() is None for child in self.children), self._said()
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """End it as a power cut would, with everything that it held."""
        for child in self.children:
            child.kill()
        self.children = []
        shutil.rmtree(self.folder)

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.kill()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.children:
            self.kill()

    @abstractmethod
    def _processes(self) -> list[Child]: ...

    def _answers(self) -> bool:
        with Connection(self.url, connect_timeout=2, transport_options={"socket_connect_timeout": 2}) as connection:
            try:
                connection.ensure_connection(max_retries=0)
            except OperationalError:
                return False
            return True

    def _said(self) -> str:
        return "\n".join(child.last_words() for child in self.children)


class Redis(Server):
    """Without persistence, as an operator would run it for wake-ups."""

    program = "redis-server"
    package = "redis-server"

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    def _processes(self) -> list[Child]:
        config = self.folder / "redis.conf"
        config.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {PASSWORD}\nsave ''\nappendonly no\n"
            f"maxmemory-policy noeviction\ndir {self.folder}\n"
        )
        return [Child("redis", [self.program, str(config)], os.environ, self.folder / "redis.log")]


class RabbitMQ(Server):
    """With an Erlang port mapper of its own: the usual one would outlive the test.

    Debian's wrapper only works for root and the user rabbitmq, and writes below /var; the script behind it works for
    everybody in any folder.
    """

    program = "/usr/lib/rabbitmq/bin/rabbitmq-server"
    package = "rabbitmq-server"

    @property
    def url(self) -> str:
        return f"amqp://kycrisk:{PASSWORD}@127.0.0.1:{self.port}//"

    def _processes(self) -> list[Child]:
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\ndefault_user = kycrisk\ndefault_pass = {PASSWORD}\n"
            "log.console = true\nlog.console.level = error\n"
        )
        environment, mapper = self._environment(), free_port()
        environment |= {"ERL_EPMD_PORT": str(mapper), "ERL_EPMD_ADDRESS": "127.0.0.1"}
        names = Child("epmd", ["epmd", "-port", str(mapper)], environment, self.folder / "epmd.log")
        return [names, Child("rabbitmq", [self.program], environment, self.folder / "rabbitmq.log")]

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),  # where Erlang keeps its cookie
            "RABBITMQ_NODENAME": f"kycrisk{self.port}@localhost",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }
