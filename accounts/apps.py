"""The record as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Everything sworn and append-only."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
