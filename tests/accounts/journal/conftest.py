"""Who is in the room: Ines, who writes lines about the cases of Larkspur and the café."""

import pytest
from django.db import transaction

from accounts.journal.actions import record
from accounts.journal.models import Entry
from accounts.journal.querysets import EntryQuerySet
from accounts.journal.sequencing import sequence_now
from tests.world import by


@pytest.fixture
def journal(real_db: str) -> EntryQuerySet:
    """Sixty committed lines in the chain, written in twenty transactions; every field in use."""
    ines, job = by("ines"), by("omar")
    for number in range(20):
        with transaction.atomic():
            for verb in ("case.claimed", "case.decided", "access.limited"):
                detail = {"state": "limited", "members": number, "shares": ["54.0"], "öffnet": None}
                record(by=ines if number % 3 else job, verb=verb, subject=("case", f"case_{number % 4}"), detail=detail)
    assert sequence_now() == 60
    return Entry.objects.order_by("id")
