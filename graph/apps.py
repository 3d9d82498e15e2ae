"""The derivation as a Django app."""

from django.apps import AppConfig


class GraphConfig(AppConfig):
    """Everything computed and revisable."""

    name = "graph"
    default_auto_field = "django.db.models.BigAutoField"
