"""Does a log say where something failed, and never with which words?"""

import logging
import sys
from typing import NoReturn

import pytest
from django.db import DatabaseError, connection

from kycrisk.lib.errors import Refused
from kycrisk.lib.logs import WithoutQuotes, WordlessFormatter

MARKER = "MARKER a prompt that nobody may keep"


def written(error: Exception) -> str:
    """What the formatter makes of a caught exception."""
    try:
        fail(error)
    except type(error):
        record = logging.LogRecord("kycrisk", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    return WordlessFormatter("%(message)s").format(record)


def fail(error: Exception) -> NoReturn:
    raise error


def test_a_traceback_names_lines_and_kinds_without_words():
    text = written(ValueError(MARKER))
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert MARKER not in text


def test_what_led_to_it_is_told_the_same_way():
    try:
        try:
            fail(KeyError(MARKER))
        except KeyError as error:
            raise RuntimeError(MARKER) from error
    except RuntimeError as error:
        text = written(error)
    assert text.index("KeyError") < text.index("RuntimeError")
    assert MARKER not in text


def test_our_own_refusal_keeps_its_code():
    assert "Refused still_running" in written(Refused(MARKER, code="still_running"))


@pytest.mark.django_db
def test_the_database_tells_its_code_and_not_the_value():
    with pytest.raises(DatabaseError) as failed, connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [MARKER])
    text = written(failed.value)
    assert "22P02" in text
    assert MARKER not in text


def test_a_failed_task_is_logged_without_the_words_of_its_exception():
    try:
        fail(ValueError(MARKER))
    except ValueError:
        arguments = {"name": "signals.fold", "id": "1", "exc": repr(ValueError(MARKER)), "traceback": MARKER}
        record = logging.LogRecord(
            "celery", logging.ERROR, __file__, 1, "Task %(name)s: %(exc)s", arguments, sys.exc_info()
        )
    assert WithoutQuotes().filter(record)
    assert WordlessFormatter("%(message)s").format(record).startswith("Task signals.fold: builtins.ValueError")
    assert MARKER not in WordlessFormatter("%(message)s").format(record)
