"""When does work happen by itself? The worker and the one table of periodic jobs (the only clock).

The broker only wakes a worker up: every job finds its work in PostgreSQL, so a lost message loses nothing.
"""

import atexit
import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kycrisk.settings")

app = Celery("kycrisk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@atexit.register
def let_go_of_the_broker() -> None:
    """Close what sent messages: left to the interpreter's end, each thread of the pool is waited for 5 seconds."""
    celery: Any = app  # its types know neither of these
    if celery.configured:  # else the start was refused for its settings, which has said why
        celery.pool.force_close_all()


app.conf.beat_schedule = {
    "doors that ran out": {"task": "access.sweep_expired", "schedule": 60.0},
    "decisions that have not reached everybody": {"task": "review.apply_decisions", "schedule": 10.0},
    "letters to customers": {"task": "review.send_notices", "schedule": 20.0},
    "cases whose time to wake has come": {"task": "review.wake_cases", "schedule": 60.0},
    "cases that were left alone": {"task": "review.release_locks", "schedule": 60.0},
    "webhooks that are due": {"task": "webhooks.send_due", "schedule": 5.0},
    "entries without a place in the chain": {"task": "journal.sequence", "schedule": 5.0},
    "answers to repeated requests": {"task": "staff.forget_answers", "schedule": 3_600.0},
    "signals and facts to fold in": {"task": "pipeline.advance", "schedule": 5.0},
    "partitions of the coming months": {"task": "signals.make_partitions", "schedule": 86_400.0},
}
