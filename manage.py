#!/usr/bin/env python
"""Django's command line for kycrisk; `python3 dev.py manage …` runs it inside the prepared environment."""

import os
import sys

from django.core.management import execute_from_command_line

import kycrisk.celery  # noqa: F401  # the tasks that commands wake up need to know their broker

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kycrisk.settings")
    if sys.argv[1:2] == ["migrate"] and os.environ.get("KYCRISK_OWNER_DATABASE_URL"):
        # Only migrations need the role that owns the tables; everything else runs without the right to alter one.
        os.environ["DATABASE_URL"] = os.environ["KYCRISK_OWNER_DATABASE_URL"]
    execute_from_command_line(sys.argv)
