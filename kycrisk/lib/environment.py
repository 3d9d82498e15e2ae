"""How is a setting read from the environment, and what is said when it is missing or wrong?

A bad or missing value stops the start with one line on stderr that names the variable and how to mend it.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import Any, NoReturn

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def refuse_to_start(variable: str, mend: str) -> NoReturn:
    """Stop with one clear line: a half-configured production start must not limp along."""
    raise SystemExit(f"kycrisk: {variable}: {mend}")


def text(variable: str, *, example: str, default: str | None = None) -> str:
    """A setting that must be present unless a default exists."""
    value = os.environ.get(variable, "").strip() or default
    if value is None:
        refuse_to_start(variable, f"is not set; for example {variable}={example}")
    return value


def flag(variable: str, *, default: bool) -> bool:
    """A yes/no setting."""
    value = os.environ.get(variable, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        refuse_to_start(variable, f"is {value!r}; write 1 or 0")
    return default


def existing_file(variable: str) -> Path | None:
    """A file that the operator supplies, if they do."""
    value = os.environ.get(variable, "").strip()
    if value and not Path(value).is_file():
        refuse_to_start(variable, f"is {value!r}, which is no file; leave it out, or give the file's full path")
    return Path(value) if value else None


def key_bytes(variable: str, encoded: str) -> bytes:
    """32 bytes given as base64."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        refuse_to_start(variable, "holds a key that is not base64; make one with: openssl rand -base64 32")
    if len(key) != 32:
        refuse_to_start(
            variable, f"holds a key of {len(key)} bytes, 32 are needed; make one with: openssl rand -base64 32"
        )
    return key


def key_ring(variable: str) -> dict[str, bytes]:
    """Named keys `id:base64,id:base64`, the newest first; the first one is used for new material."""
    ring: dict[str, bytes] = {}
    for part in text(variable, example="k1:<openssl rand -base64 32>").split(","):
        name, colon, encoded = part.strip().partition(":")
        if not colon or not name:
            refuse_to_start(variable, "is a list of id:base64 pairs separated by commas, the newest first")
        if name in ring:
            refuse_to_start(variable, f"names the key {name} twice; give each key an id of its own")
        ring[name] = key_bytes(variable, encoded)
    return ring


def database(variable: str, url: str) -> dict[str, Any]:
    """A PostgreSQL URL as Django's settings."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        refuse_to_start(variable, f"is not a PostgreSQL URL ({str(error).strip()})")
    if not parts.get("dbname"):
        refuse_to_start(variable, "names no database; write postgres://user:password@host:5432/name")
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in parts.items() if name not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{known[name]: str(value) for name, value in parts.items() if name in known},
        "OPTIONS": {"connect_timeout": 5, **options},
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def scanner(variable: str, where: str) -> str:
    """`host:port` or the path of a socket, as it is; empty when there is no scanner."""
    host, colon, port = where.rpartition(":")
    if where and not where.startswith("/") and not (host and colon and port.isascii() and port.isdigit()):
        refuse_to_start(variable, f"is {where!r}; write host:port, or the path of the scanner's socket")
    return where
