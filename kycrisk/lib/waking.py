"""How does a worker learn that there is work? By a message that may be lost: a periodic sweep finds the work too."""

import logging
import time
from dataclasses import dataclass
from functools import lru_cache, partial

from celery import Celery, current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

# Seconds after which a wake-up is thrown away unread: the sweep has been there since.
WORTH = 60
# Seconds for which a broker that was not reached is left alone: not every request shall wait for it.
LEFT_ALONE = 5


def wake_after_commit(task: str) -> None:
    """Ask a worker to run a task (by its name, without arguments) once this transaction has committed.

    Asking many times in one transaction sends one message. A broker that is down delays; it neither loses nor fails.
    """
    waiting = [entry[1] for entry in connection.run_on_commit]
    if not any(isinstance(call, partial) and call.func is _wake and call.args == (task,) for call in waiting):
        transaction.on_commit(partial(_wake, task), robust=True)


@dataclass
class _Missed:
    """Which broker was not reached, and when somebody may try again."""

    url: str = ""
    again_at: float = 0.0

    def is_left_alone(self, url: str) -> bool:
        return url == self.url and time.monotonic() < self.again_at


_missed = _Missed()


def _wake(task: str) -> None:
    app = current_app if current_app.main == "kycrisk" else _sender()
    url = str(app.conf.broker_url)
    if _missed.is_left_alone(url):
        return
    try:
        app.send_task(task, retry=False, ignore_result=True, expires=WORTH)
    except OperationalError as error:
        _missed.url, _missed.again_at = url, time.monotonic() + LEFT_ALONE
        log.warning("broker not reached, the sweep will run %s: %s", task, type(error).__name__)


@lru_cache(maxsize=1)
def _sender() -> Celery:
    """For processes that run no tasks: a sender that knows none, since nothing down here may import the worker."""
    sender = Celery("kycrisk-waking", set_as_current=False)
    sender.config_from_object("django.conf:settings", namespace="CELERY")
    return sender
