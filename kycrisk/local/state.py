"""What does a local installation keep, and where? Secrets, settings for the children, and a place for PostgreSQL.

Everything lives in `.kycrisk/` beside `dev.py`. Only if root works below a folder that PostgreSQL's unprivileged user
cannot enter does the database live in `/var/lib/kycrisk/` instead.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kycrisk.lib.postgres_binaries import Account

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".kycrisk"
ELSEWHERE = Path("/var/lib/kycrisk")


class LocalError(Exception):
    """The local installation cannot go on; the message is one clear line."""


def prepare(state: Path = STATE) -> Path:
    """Make the state folder and return it. Others may pass through it (PostgreSQL's user must) but not look around."""
    try:
        state.mkdir(mode=0o711, parents=True, exist_ok=True)
        for name in ("log", "media", "static"):
            (state / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise LocalError(f"cannot write to {state} ({error.strerror}): run it as the owner, or in a copy") from error
    return state


def database_home(state: Path = STATE) -> Path:
    """The folder for PostgreSQL: below `state` if the user that it runs as can get there."""
    if Account.suitable().can_reach(state):
        return state / "postgres"
    name = hashlib.sha256(str(state).encode()).hexdigest()[:16]
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return ELSEWHERE / name


def known_secrets(state: Path = STATE) -> dict[str, str]:
    """The generated secrets, the same at every start; made at the first one, readable by their owner only."""
    path = state / "secrets.json"
    if not path.exists():
        scratch = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            json.dump(new_secrets(), file, indent=1)
        with suppress(FileExistsError):  # whoever links first wins, and all read the same secrets
            os.link(scratch, path)
        scratch.unlink()
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def new_secrets() -> dict[str, str]:
    """Fresh secrets for one installation."""
    return {
        "KYCRISK_SECRET_KEY": secrets.token_urlsafe(48),
        "KYCRISK_VAULT_KEYS": f"v1:{new_key()}",
        "KYCRISK_FINGERPRINT_KEY": new_key(),
        "KYCRISK_SKETCH_KEYS": f"s1:{new_key()}",
        "KYCRISK_DEMO_PASSWORD": f"demo-{secrets.token_hex(5)}",
        "owner": secrets.token_urlsafe(24),
        "app": secrets.token_urlsafe(24),
    }


def new_key() -> str:
    """32 random bytes as base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def settings_for(
    known: Mapping[str, str], *, state: Path, urls: Mapping[str, str], inherited: Mapping[str, str]
) -> dict[str, str]:
    """The environment of `manage.py`, worker and web server. What is inherited wins over what was generated."""
    generated = {name: value for name, value in known.items() if name.startswith("KYCRISK_")}
    ours = {
        "KYCRISK_EMBEDDED": "1",
        "KYCRISK_MEDIA_ROOT": str(state / "media"),
        "KYCRISK_STATIC_ROOT": str(state / "static"),
        "DJANGO_SETTINGS_MODULE": "kycrisk.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**generated, **ours, **inherited, **urls}
