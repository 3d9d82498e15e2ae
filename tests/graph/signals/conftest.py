"""A reader stays below open transactions: tests of reading get real commits, in one clone a module, emptied between."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from graph.signals import receiving
from graph.signals.models import Cursor, Identifier, Receipt, Signal, Source
from graph.signals.models_sources import Revocation
from graph.signals.withholding import BELIEVED, WITHHELD
from tests import databases
from tests.graph.signals.senders import AT, gateway_key


@pytest.fixture(scope="module")
def _clone(
    django_db_setup: None,  # the database that is cloned
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.clone_of(connection.settings_dict["NAME"]):
        yield


@pytest.fixture
def committed_db(_clone: None) -> None:
    """A database with real commits and without signals. Accounts and the journal of earlier tests may be there."""
    forget_signals()


def forget_signals() -> None:
    """Remove everything that signals left."""
    shelves = (*BELIEVED.models, *WITHHELD.models)
    gone: tuple[type[Model], ...] = (*shelves, Signal, Receipt, Identifier, Cursor, Revocation)
    for model in gone:
        model._base_manager.all().delete()
    Source.objects.update(revoked_at=None)


@pytest.fixture
def now_is_september() -> Iterator[None]:
    """The cast's events are of the first of September; so is the clock."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def gateway(db: None) -> Iterator[str]:  # the key lies in the database
    """The secret of the gateway's key; what waits is counted anew in each test."""
    _, secret = gateway_key()
    receiving.backlog.forget()
    yield secret
    receiving.backlog.forget()
