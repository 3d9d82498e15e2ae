"""Harbour asks something private. Its words must be nowhere afterwards: not in a table, a queue, a log, an answer."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from graph.signals.api import BATCH, LINES, SINGLE
from graph.signals.models import Signal
from tests.graph.signals.senders import event

pytestmark = pytest.mark.usefixtures("now_is_september")
MARKER = "obsidian-heron-unlikely-phrase"
PROMPT = f"Please think step by step about {MARKER}, " + "and then go on with the story of the harbour " * 8


def everything_in_the_database() -> Iterator[str]:
    """Each row of each table as text; bytes come as hexadecimal digits."""
    tables = (
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    with connection.cursor() as cursor:
        cursor.execute(tables)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT row_to_json(whole_row)::text FROM {table} AS whole_row")  # noqa: S608  # a table of ours
            yield from (row for (row,) in cursor.fetchall())


def traces(text: str) -> bool:
    return MARKER in text or MARKER.encode().hex() in text or MARKER.split("-", maxsplit=1)[0] in text


def exchanges() -> list[dict[str, Any]]:
    """Good ones, and broken ones that carry the prompt where it does not belong."""
    asked = {"model": "large-1", "prompt": PROMPT}
    return [
        event("exchange.made", "acct_harbour", asked),
        event("exchange.made", "acct_harbour", {**asked, "input_tokens": PROMPT}),
        event("exchange.made", "acct_harbour", {**asked, "sketch": {"version": PROMPT}}),
        event("exchange.made", "acct_harbour", {"prompt": PROMPT}),
        event("exchange.made", "acct_harbour", {**asked, "messages": PROMPT, "unheard_of": {"text": PROMPT}}),
        event("payment.used", "acct_harbour", {"fingerprint": "fp", "method": PROMPT}),
        event("chat.made", "acct_harbour", {"prompt": PROMPT}),
        event("exchange.made", "acct_harbour", asked, time=PROMPT),
        event("exchange.made", "acct_harbour", asked, type=PROMPT),
    ]


def test_the_words_of_a_prompt_are_nowhere(
    real_db: str, gateway: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    caplog.set_level("DEBUG")
    good_and_bad = json.dumps(exchanges()).encode()
    as_lines = b"\n".join(json.dumps(body).encode() for body in exchanges())
    bodies = [
        (good_and_bad, BATCH),
        (good_and_bad[:-1], BATCH),
        (as_lines, LINES),
        (as_lines[:-1], LINES),
        (good_and_bad, SINGLE),
        (good_and_bad, "application/json"),
        (good_and_bad.replace(b"obsidian", b"obsidian\\ud83d"), BATCH),
    ]
    answers = [
        Client(raise_request_exception=False).post(
            "/api/v1/signals", body, content_type=kind, headers={"Authorization": f"Bearer {gateway}"}
        )
        for body, kind in bodies
    ]
    assert {answer.status_code for answer in answers} <= {202, 400, 415}
    assert Signal.objects.filter(shingles__isnull=False).count() == 4
    rows = list(everything_in_the_database())
    assert len(rows) > 20
    assert [row for row in rows if traces(row)] == []
    assert not traces("".join(answer.content.decode() for answer in answers))
    out, err = capfd.readouterr()
    assert not traces(caplog.text + out + err)
