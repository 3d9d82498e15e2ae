"""What if an operator forgets a setting? One clear line that names it and how to mend it, and nothing starts."""

import os
import subprocess
import sys

import pytest

from kycrisk.local.state import ROOT, new_key

KEY = new_key()
PRODUCTION = {
    "DATABASE_URL": "postgres://kycrisk_app:secret@127.0.0.1:1/kycrisk",
    "KYCRISK_SECRET_KEY": "only-for-this-test-and-longer-than-32-characters",
    "KYCRISK_VAULT_KEYS": f"v1:{KEY}",
    "KYCRISK_FINGERPRINT_KEY": KEY,
    "KYCRISK_SKETCH_KEYS": f"s1:{KEY}",
    "KYCRISK_ALLOWED_HOSTS": "kycrisk.example.com",
    "KYCRISK_SMTP_URL": "smtp://user:secret@mail.example.com:587",
}
WRONG = {
    "KYCRISK_SECRET_KEY": "short",
    "KYCRISK_VAULT_KEYS": KEY,
    "KYCRISK_FINGERPRINT_KEY": "c2hvcnQ=",
    "KYCRISK_SKETCH_KEYS": "s1:not base64",
    "KYCRISK_SMTP_URL": "mail.example.com",
    "KYCRISK_DEBUG": "1",
    "DATABASE_URL": "postgres://127.0.0.1:1/",
}
SETTINGS = ["-c", "import kycrisk.settings"]
PROCESSES = {
    "web server": ["-m", "granian", "--interface=wsgi", "--port=0", "--log-level=critical", "kycrisk.wsgi:application"],
    "worker": ["-m", "celery", "-A", "kycrisk.celery", "worker"],
    "migrations": ["manage.py", "migrate"],
}


def started(command: list[str], settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start a process of the product with these settings and no others."""
    environment = {"PATH": os.defpath, **{name: value for name, value in settings.items() if value}}
    whole = [sys.executable, *command]
    return subprocess.run(whole, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def assert_one_line_names(variable: str, answer: subprocess.CompletedProcess[str]) -> None:
    assert answer.returncode != 0
    assert answer.stderr.startswith(f"kycrisk: {variable}: ")
    assert answer.stderr.count("\n") == 1, answer.stderr


def test_with_everything_set_the_settings_are_accepted():
    answer = started(["manage.py", "check"], PRODUCTION)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("variable", PRODUCTION)
def test_what_is_missing_is_named_in_one_line(variable: str):
    assert_one_line_names(variable, started(SETTINGS, {**PRODUCTION, variable: ""}))


@pytest.mark.parametrize("variable", WRONG)
def test_what_is_wrong_is_named_in_one_line_that_does_not_repeat_it(variable: str):
    answer = started(SETTINGS, {**PRODUCTION, variable: WRONG[variable]})
    assert_one_line_names(variable, answer)
    assert KEY not in answer.stderr


def test_two_keys_of_one_name_are_refused():
    answer = started(SETTINGS, {**PRODUCTION, "KYCRISK_SKETCH_KEYS": f"s1:{KEY},s1:{KEY}"})
    assert_one_line_names("KYCRISK_SKETCH_KEYS", answer)


@pytest.mark.parametrize("process", PROCESSES)
def test_every_process_says_so_and_ends(process: str):
    answer = started(PROCESSES[process], {**PRODUCTION, "KYCRISK_VAULT_KEYS": ""})
    assert_one_line_names("KYCRISK_VAULT_KEYS", answer)
