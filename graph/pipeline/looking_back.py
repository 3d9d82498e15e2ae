"""What would have been thought at another time? Derived as of then, looked at, and left as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from graph.pipeline.actions import Progress, in_silence, rebuild


@contextmanager
def as_it_was(moment: datetime, tell: Progress = in_silence) -> Iterator[None]:
    """Everything derived anew as of a moment, for whoever reads inside the block; afterwards nothing has happened.

    No case is opened and nobody is told: it is a transaction that never commits. Derivations wait meanwhile.
    """
    with transaction.atomic():
        rebuild(moment, tell)
        yield
        transaction.set_rollback(True)
