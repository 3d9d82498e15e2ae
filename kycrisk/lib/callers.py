"""Where does a request come from? The address that our own server or proxy saw, never what the caller says."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def address_of(meta: Mapping[str, Any]) -> str:
    """The caller's address from the request's `META`; behind our proxy the last one of X-Forwarded-For."""
    if settings.BEHIND_TLS and (forwarded := meta.get("HTTP_X_FORWARDED_FOR")):
        return str(forwarded).rpartition(",")[2].strip()
    return str(meta.get("REMOTE_ADDR", ""))
