"""Signals of January are dropped with their month; Larkspur stays tied by what was observed of it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import msgspec
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection

from accounts.journal.models import Entry
from accounts.policy.defaults import Intake, Policy
from accounts.policy.detection import Derivation
from graph.pipeline.actions import advance, rebuild
from graph.signals.aging import days_kept
from graph.signals.models import Receipt, Signal
from tests import databases
from tests.graph.pipeline.histories import state
from tests.graph.pipeline.loading import send
from tests.graph.pipeline.test_revoked_sources import SHELLS, paid
from tests.graph.signals.senders import lines

JANUARY = """
CREATE TABLE signals_signal_202601 PARTITION OF signals_signal
   FOR VALUES FROM (signals_first_key('2026-01-01')) TO (signals_first_key('2026-02-01'))
"""
# As if they had come on the tenth of January: the first characters of a key are its milliseconds.
THEN = """
UPDATE signals_signal SET id = (left(signals_first_key('2026-01-10')::text, 14) || substr(id::text, 15))::uuid
"""


def told() -> str:
    out = StringIO()
    call_command("apply_retention", stdout=out)
    return out.getvalue().partition("applications, ")[2].strip()


@pytest.fixture
def january(real_db: str) -> None:
    """Four shells showed one card in January, and nobody has read it yet."""
    with databases.as_owner(), connection.cursor() as cursor:
        cursor.execute(JANUARY)
    send(lines([paid(shell, "card_of_the_ring") for shell in SHELLS]))
    with connection.cursor() as cursor:
        cursor.execute(THEN)


def test_a_month_goes_when_it_is_read_and_what_was_observed_stays(january: None) -> None:
    assert told() == "0 months of signals, 0 receipts."
    advance()
    before = state()
    assert len(before[1]) == len(SHELLS)
    assert told() == "1 months of signals, 0 receipts."
    assert Entry.objects.get(verb="signals.aged_out").detail == {"months": 1, "kept_days": 120}
    assert not Signal.objects.exists()
    rebuild()
    assert state() == before
    send(lines([paid("acct_new", "card_of_the_ring")]))
    advance()
    assert len(state()[1]) == len(SHELLS) + 1
    assert told() == "0 months of signals, 0 receipts."


@pytest.mark.django_db
def test_the_product_cannot_drop_what_is_young() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="at least 31 days"):
        cursor.execute("SELECT signals_drop_partitions(30)")


@pytest.mark.django_db
def test_receipts_outlive_every_event_that_could_come_again() -> None:
    now = datetime.now(UTC)
    days = {1: 400.5, 2: 401.5, 3: 10}
    Receipt.objects.bulk_create(
        [Receipt(key=f"{n:032x}", received_at=now - timedelta(days=age)) for n, age in days.items()]
    )
    assert told() == "0 months of signals, 1 receipts."
    assert {int(key.hex, 16) for key in Receipt.objects.values_list("key", flat=True)} == {1, 3}


def test_signals_are_kept_at_least_as_long_as_the_derivation_looks_back() -> None:
    short = msgspec.structs.replace(Policy(), intake=Intake(signal_days=31), derivation=Derivation(sketch_days=90))
    long = msgspec.structs.replace(short, intake=Intake(signal_days=200))
    assert (days_kept(short), days_kept(long)) == (92, 200)
