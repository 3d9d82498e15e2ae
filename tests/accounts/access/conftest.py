"""Who is in the room: Harbour, an honest company, and Lark, one of the Larkspur shells."""

from datetime import UTC, datetime

import pytest

from accounts.journal.actors import Actor
from accounts.parties.models import Account

BILLING = Actor.key("billing")


@pytest.fixture
def harbour(db: None) -> Account:
    return account("acct_harbour")


@pytest.fixture
def lark(db: None) -> Account:
    return account("acct_lark")


def account(name: str) -> Account:
    return Account.objects.create(account=name, created_at=datetime(2026, 9, 1, tzinfo=UTC))
