"""Does dev.py start anywhere, and say in one line what is missing?"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kycrisk.local.state import ROOT

UNAVAILABLE = "not-a-package==1.0 --hash=sha256:" + 64 * "0" + "\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing in it but what the first step needs; its lock names a package that does not exist."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text(UNAVAILABLE)
    return tmp_path


def dev(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=checkout,
        env={"PATH": os.defpath, "HOME": str(checkout), "PIP_NO_INDEX": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_can_read_it():
    ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 6))


def test_it_says_in_one_line_which_interpreters_it_tried(checkout: Path):
    old = checkout / "python3"
    old.write_text("#!/bin/sh\necho 3.9.1\n")
    old.chmod(0o755)
    answer = dev(checkout, "test", KYCRISK_PYTHON=str(old))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("\n") == 1
    assert f"needs Python 3.12 or newer, and found none that you may run. Tried: {old} (is 3.9.1)" in answer.stderr


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("#!/bin/sh\nexit 127\n", "does not run"),  # a pyenv shim without a version behind it
        ("#!/nowhere/at/all\n", "No such file"),
        ("#!/bin/sh\necho 'ModuleNotFoundError: No module named venv' >&2\nexit 1\n", "apt install python3-venv"),
    ],
)
def test_it_executes_an_interpreter_before_it_believes_in_it(checkout: Path, script: str, reason: str):
    shim = checkout / "python3"
    shim.write_text(script)
    shim.chmod(0o755)
    assert reason in dev(checkout, "run", KYCRISK_PYTHON=str(shim)).stderr


def test_an_installation_that_failed_does_not_look_finished(checkout: Path):
    for _ in range(2):
        answer = dev(checkout, "manage", "check")
        assert answer.returncode == 1
        assert "pip could not install requirements.txt" in answer.stderr.splitlines()[-1]
        assert not (checkout / ".venv" / "kycrisk-stamp").exists()


def test_a_folder_that_cannot_be_written_is_one_clear_line(checkout: Path):
    (checkout / ".kycrisk").write_text("in the way")
    answer = dev(checkout, "test")
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"dev.py: cannot write to {checkout}")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", "reset", "manage"])
def test_every_command_explains_itself(command: str):
    answer = dev(ROOT, command, "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith(f"usage: dev.py {command}")
