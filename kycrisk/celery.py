"""When does work happen by itself? The worker and the one table of periodic jobs (the only clock).

The broker only wakes a worker up: every job finds its work in PostgreSQL, so a lost message loses nothing.
"""

import atexit
import os
from typing import Any

from celery import Celery
from django.conf import settings

from kycrisk.lib.waking import WORTH

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


# Every so many seconds.
CLOCK = {
    "doors that ran out": ("review.end_measures", 60),
    "decisions that have not reached everybody": ("review.apply_decisions", 10),
    "letters to customers": ("review.send_notices", 20),
    "cases whose time to wake has come": ("review.wake_cases", 60),
    "cases that were left alone": ("review.release_locks", 60),
    "webhooks that are due": ("webhooks.send_due", 5),
    "entries without a place in the chain": ("journal.sequence", 5),
    "answers to repeated requests": ("staff.forget_answers", 3_600),
    "files the virus scanner could not be asked about": ("onboarding.scan_held", 60),
    "letters to applicants": ("onboarding.send_letters", 20),
    "applications that were decided": ("onboarding.settle", 60),
    "questions without an answer in time": ("onboarding.go_on", 300),
    "applicants to remind": ("onboarding.remind", 3_600),
    "drafts that came to their end": ("onboarding.end_drafts", 3_600),
    "people who wait for a verifier": ("onboarding.ask_verifiers", 30),
    "checks that are pending or ran out": ("onboarding.look_again", 3_600),
    "accounts to be proven anew": ("onboarding.reverify", 3_600),
    "files that no document names": ("onboarding.sweep_files", 86_400),
    "signals and facts to fold in": ("pipeline.advance", 5),
    "policies in shadow": ("pipeline.ask_shadows", 60),
    "policies to be tried": ("pipeline.try_policies", 10),
    "payments that nobody's account came for": ("signals.forget_unattributed", 3_600),
    "facts that do not fit together": ("risk.compare_facts", 3_600),
    "partitions of the coming months": ("signals.make_partitions", 86_400),
}


@app.on_after_configure.connect
def wind_up(sender: Celery, **_: object) -> None:
    """Set the clock, once the settings are read: its messages go before everybody else's.

    What piled up while no worker ran is thrown away unread, since the next message of its kind says the same.
    """
    first = settings.BROKER.clock
    sender.conf.beat_schedule = {
        name: {
            "task": task,
            "schedule": float(every),
            "options": {"expires": max(every, WORTH), "priority": first},
        }
        for name, (task, every) in CLOCK.items()
    }
