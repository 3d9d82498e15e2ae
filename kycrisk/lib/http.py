"""How do we call an address that a stranger gave us, without being turned against our own house?

The name is resolved once, every address it has must be public, and the connection goes to the address that was checked:
nothing is resolved a second time. TLS and the Host header still speak of the name. No redirects, no proxies from the
environment, one deadline over everything (a peer that trickles bytes included), and a cap on what is read.
"""

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from kycrisk.lib.addresses import Address, is_loopback, is_public

LONGEST_URL: Final = 1000
NAME: Final = re.compile(r"(?=.{1,253}\Z)(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)\Z")
NUMERIC_END: Final = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\Z")
INNER_NAMES: Final = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "onion",
    "arpa",
)
Resolver = Callable[[str, int], Sequence[str]]


class Forbidden(Exception):  # a refusal, like errors.Refused
    """We do not call this address. The sentence says why, and is safe to show to whoever gave it to us."""


class Unreachable(Exception):  # an outcome, not a fault of ours
    """Nobody answered properly in time."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it was understood: we call exactly this, never the text we were given."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and the beginning of the body, cut and cleaned for a log."""

    status: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Manners:
    """How we call: seconds to connect and in total, bytes read and kept, and whether this machine itself will do."""

    connect_seconds: float = 3.0
    total_seconds: float = 10.0
    read_bytes: int = 65_536
    kept_characters: int = 300
    loopback_allowed: bool = False
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    resolver: Resolver = field(default_factory=lambda: resolve)


def understood(url: str, *, loopback_allowed: bool = False) -> Target:
    """Read an address strictly; raises `Forbidden` with the sentence that says what to change. Resolves nothing."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise Forbidden(
            "Write the address in plain ASCII (a host name as xn--…), without spaces, 1,000 characters at most."
        )
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Forbidden("This is not an address; write https://host/path.") from None
    if "@" in parts.netloc or parts.fragment or parts.netloc.endswith(":"):
        raise Forbidden("Leave out user names, passwords and fragments; write https://host/path.")
    if not host:
        raise Forbidden("The address names no host; write https://host/path.")
    here = loopback_allowed and _names_this_machine(host)
    if not here:
        _check_host(host)
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise Forbidden("Only https:// addresses are called.")
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    target = Target(parts.scheme, host, port, _path(parts.path, parts.query))
    if not here and target.port != 443 and not 1024 <= target.port <= 65535:
        raise Forbidden("Use port 443 or one from 1024 up.")
    return target


def post(url: str, *, body: bytes, headers: Mapping[str, str], manners: Manners) -> Answer:
    """Send a body once. Raises `Forbidden` when the address must not be called, `Unreachable` when nobody answered."""
    return _call("POST", url, {"Content-Length": str(len(body)), **headers}, body, manners)


def get(url: str, *, manners: Manners) -> Answer:
    """Ask for what is there, once. Raises as `post` does."""
    return _call("GET", url, {}, b"", manners)


def _call(method: str, url: str, headers: Mapping[str, str], body: bytes, manners: Manners) -> Answer:
    deadline = time.monotonic() + manners.total_seconds
    target = understood(url, loopback_allowed=manners.loopback_allowed)
    addresses = checked_addresses(target, manners)
    network = PinnedNetwork(addresses, deadline, manners.connect_seconds)
    with httpcore.ConnectionPool(ssl_context=manners.trust, network_backend=network, retries=0) as pool:
        try:
            with pool.stream(method, _parts_of(target), headers=_lines(target, headers), content=body) as response:
                return Answer(response.status, _excerpt(response.iter_stream(), manners))
        except (httpcore.TimeoutException, TimeoutError):
            raise Unreachable(f"No answer within {manners.total_seconds:g} seconds.") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unreachable(f"The connection failed ({type(error).__name__}).") from None


def checked_addresses(target: Target, manners: Manners) -> list[Address]:
    """Every address of the host, once, all of them checked. Raises `Forbidden` if a single one is not public."""
    try:
        addresses = [ipaddress.ip_address(target.host)]
    except ValueError:
        addresses = [ipaddress.ip_address(text) for text in manners.resolver(target.host, target.port)]
    if not addresses:
        raise Unreachable("The host name has no address.")
    here = manners.loopback_allowed and _names_this_machine(target.host)
    if not all(is_loopback(address) if here else is_public(address) for address in addresses):
        raise Forbidden("The host is not on the public internet.")
    return addresses


def resolve(host: str, port: int, *, seconds: float = 3.0) -> list[str]:
    """The addresses of a name by the system's resolver, which knows no timeout of its own."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive() or not found:
        raise Unreachable("The host name could not be resolved.")
    return list(dict.fromkeys(found))


class PinnedNetwork(httpcore.NetworkBackend):
    """Connections that go to the checked addresses, whatever name is asked for, and end at the deadline."""

    def __init__(self, addresses: Sequence[Address], deadline: float, connect_seconds: float) -> None:
        self._addresses, self._deadline, self._connect_seconds = addresses, deadline, connect_seconds
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # resolved and checked before
        port: int,
        timeout: float | None = None,  # our deadline is the stricter one
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the checked addresses that answers."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses[:4]:
            seconds = min(self._connect_seconds, remaining(self._deadline))
            try:
                stream = self._sockets.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return DeadlineStream(stream, self._deadline)
        raise failure


class DeadlineStream(httpcore.NetworkStream):
    """A stream whose every wait ends at one deadline, so that a peer who trickles cannot hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read until the deadline."""
        return self._stream.read(max_bytes, remaining(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write until the deadline."""
        self._stream.write(buffer, remaining(self._deadline))

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Speak TLS with the host that was named, not with the address we pinned."""
        stream = self._stream.start_tls(ssl_context, server_hostname, remaining(self._deadline))
        return DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the stream knows of itself."""
        return self._stream.get_extra_info(info)


def remaining(deadline: float) -> float:
    """Seconds left; raises `TimeoutError` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _check_host(host: str) -> None:
    try:
        if not is_public(ipaddress.ip_address(host)):
            raise Forbidden("The host is not on the public internet.")
    except ValueError:
        if NUMERIC_END.search(host) or not NAME.match(host) or host.rsplit(".", 1)[-1] in INNER_NAMES:
            raise Forbidden("Name a host on the public internet, such as hooks.example.com.") from None


def _names_this_machine(host: str) -> bool:
    try:
        return is_loopback(ipaddress.ip_address(host))
    except ValueError:
        return host == "localhost"


def _path(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")


def _parts_of(target: Target) -> httpcore.URL:
    return httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
    )


def _lines(target: Target, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    told = {"Host": target.authority, "Connection": "close", **headers}
    return [(name.encode(), value.encode()) for name, value in told.items()]


def _excerpt(chunks: Iterable[bytes], manners: Manners) -> str:
    kept, read = b"", 0
    for chunk in chunks:
        kept, read = kept + chunk[: manners.kept_characters * 4], read + len(chunk)
        if read >= manners.read_bytes:
            break
    text = "".join(letter if letter.isprintable() else " " for letter in kept.decode(errors="replace"))
    return " ".join(text.split())[: manners.kept_characters]
