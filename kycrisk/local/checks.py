"""Is everything in form? The checks that `dev.py check` shows one by one and the test suite runs as tests."""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from kycrisk.local.state import ROOT

BIN = Path(sys.executable).parent


def checks() -> dict[str, list[str]]:
    """Each check's name and command, run from the project's folder."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return {
        "ruff": [f"{BIN}/ruff", "check", "."],
        "format": [f"{BIN}/ruff", "format", "--check", "."],
        "types": [sys.executable, "-m", "mypy"],
        "ladder": [f"{BIN}/lint-imports"],
        "templates": [f"{BIN}/djade", "--check", "--target-version", "6.1", *templates],
        "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    }


CHECKS = checks()


def outcome(name: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one check."""
    return subprocess.run(CHECKS[name], cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)


def show(name: str, environment: Mapping[str, str]) -> int:
    """Run one check and say how it went; 1 if something is to be mended."""
    began = time.monotonic()
    answer = outcome(name, environment)
    print(f"{'ok    ' if answer.returncode == 0 else 'MEND  '}{name:12}{time.monotonic() - began:6.1f} s", flush=True)
    if answer.returncode:
        print(answer.stdout + answer.stderr, flush=True)
    return int(answer.returncode != 0)
