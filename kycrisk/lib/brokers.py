"""How is each kind of broker talked to, and what is said when its address is wrong?

Messages only wake workers up, so nothing here has to be durable: what matters is that a sender never waits long, that
a worker comes back by itself, and that the clock's messages are not queued behind everybody's wake-ups.
"""

import ssl
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

from kycrisk.lib.environment import refuse_to_start

SHOWN_AGAIN_AFTER = 300  # seconds until another worker gets what a dead one held; a job running twice finds nothing
CONNECT_WITHIN = 2  # seconds that a request may wait for a broker that does not answer
# A sender tries once: the sweep finds what it wanted to say.
_ONCE = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
# The certificate has to be of the server we meant; a server name of None means the one of the address.
_TLS: dict[str, dict[str, Any]] = {
    "rediss": {"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True},
    "amqps": {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None},
}


@dataclass(frozen=True, slots=True)
class Broker:
    """What Celery is told: the address, the transport's options, TLS, and which priority the clock and others have."""

    url: str
    options: dict[str, Any]
    tls: dict[str, Any] | None = None
    clock: int | None = None
    others: int | None = None
    levels: int | None = None


def broker(variable: str, url: str) -> Broker:
    """The broker at this address; one that cannot be right stops the start, unrepeated: it may hold a password."""
    parts = _parts(variable, url)
    if parts.scheme == "pgmq":
        return Broker(url, _postgres(url))
    if parts.scheme in {"redis", "rediss"}:
        return Broker(url, _redis(), _TLS.get(parts.scheme), clock=0, others=9)  # Redis serves low numbers first
    return Broker(url, dict(_ONCE), _TLS.get(parts.scheme), clock=1, others=0, levels=1)  # RabbitMQ high ones


def _parts(variable: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port  # reading it checks it
    except ValueError:
        _refuse(variable, "has no readable host and port; signs like / # @ : in a password are written as %2F %23 …")
    if parts.scheme not in {"pgmq", "redis", "rediss", "amqp", "amqps"}:
        _refuse(variable, "does not name a broker we know")
    if not parts.hostname or port == 0:
        _refuse(variable, "names no host, or port 0")
    place = parts.path.strip("/")
    if parts.scheme in {"redis", "rediss"} and place and not (place.isascii() and place.isdigit()):
        _refuse(variable, "names no database of Redis after the slash: it is a number, usually 0")
    if parts.query or parts.fragment:
        _refuse(variable, "has something after ? or #, which is not read; TLS is asked for by rediss:// or amqps://")
    return parts


def _refuse(variable: str, why: str) -> NoReturn:
    known = "redis://:password@host:6379/0, rediss://…, amqp://user:password@host:5672/vhost or amqps://…"
    refuse_to_start(variable, f"{why}; write {known}, or leave it out to use PostgreSQL")


def _postgres(url: str) -> dict[str, Any]:
    return {
        # Without it the package pgmq lets DATABASE_URL win over the broker's address.
        "conn_string": "postgresql" + url.removeprefix("pgmq"),
        "init_extension": False,
        "use_notify": True,
        "wait_time_seconds": 0,
        "polling_interval": 0.2,
        "visibility_timeout": SHOWN_AGAIN_AFTER,
    }


def _redis() -> dict[str, Any]:
    return {
        **_ONCE,
        "visibility_timeout": SHOWN_AGAIN_AFTER,
        "socket_connect_timeout": CONNECT_WITHIN,
        "socket_timeout": 10,  # longer than a worker's wait for the next message
        "socket_keepalive": True,
        "health_check_interval": 25,
        "priority_steps": [0, 9],
        "queue_order_strategy": "priority",
        "sep": ":",
    }
