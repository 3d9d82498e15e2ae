"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from kycrisk.celery import app as celery  # the tasks that pages wake up need to know their broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kycrisk.settings")

__all__ = ["application", "celery"]

application = get_wsgi_application()
