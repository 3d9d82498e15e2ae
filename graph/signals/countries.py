"""In which country is an address? By the operator's own database in MaxMind's format; without one nobody knows."""

import logging
from functools import lru_cache
from pathlib import Path

import maxminddb
from django.conf import settings

log = logging.getLogger(__name__)


def are_known() -> bool:
    """Is there a database of countries that can be read?"""
    return _database(settings.MMDB_COUNTRY) is not None


def country_of(address: str) -> str:
    """The country (ISO 3166-1 alpha-2) of an address, or of the network it stands for; empty if that is not known."""
    database = _database(settings.MMDB_COUNTRY)
    try:
        found = database.get(address.partition("/")[0]) if database else None
    except ValueError:
        return ""
    country = found.get("country") if isinstance(found, dict) else None
    code = country.get("iso_code") if isinstance(country, dict) else None
    return code.upper() if isinstance(code, str) and len(code) == 2 else ""


@lru_cache(maxsize=2)
def _database(path: Path | None) -> maxminddb.Reader | None:
    """Opened once a process: whoever replaces the file starts the processes again. A damaged one counts as none."""
    if path is None:
        return None
    try:
        return maxminddb.open_database(path)
    except (OSError, maxminddb.InvalidDatabaseError):
        log.warning("KYCRISK_MMDB_COUNTRY is no database of countries that can be read; countries are not known")
        return None
