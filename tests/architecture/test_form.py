"""Is everything in form? The same checks as `dev.py check`, one test each."""

import os

import pytest

from kycrisk.local import checks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", checks.CHECKS)
def test_form(name: str):
    answer = checks.outcome(name, os.environ)
    assert answer.returncode == 0, answer.stdout + answer.stderr
