"""Which domain does a host or a web address belong to, and is it one owner's own?"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

import tldextract
from disposable_email_domains import blocklist

from kycrisk.lib.mail_providers import is_public_provider


@cache
def _extract() -> tldextract.TLDExtract:
    """The public suffix list that came with the library: never fetched, never written to disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def host_of(text: str) -> str | None:
    """The host of a web address or bare host name, in lower-case ASCII; None if there is none."""
    text = text.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        return host.rstrip(".").encode("idna").decode("ascii").lower() or None
    except (UnicodeError, ValueError):
        return None


def registrable_domain(host: str) -> str | None:
    """The part of a host that somebody registered: `harbour.co.uk` for `mail.harbour.co.uk`; None for a bare suffix.

    Under suffixes that nobody lists (`.test`, `.example`) the last two labels count.
    """
    parts = _extract()(host)
    if parts.top_domain_under_public_suffix:
        return parts.top_domain_under_public_suffix
    labels = host.split(".")
    return ".".join(labels[-2:]) if not parts.suffix and len(labels) > 1 and all(labels) else None


def is_public(domain: str) -> bool:
    """Does this registrable domain hand mailboxes to anybody who asks?"""
    return is_public_provider(domain, _extract()(domain).domain)


def is_disposable(host: str) -> bool:
    """Are mailboxes at this host thrown away after use? Services are listed by a host or by the domain above it."""
    return host in blocklist or registrable_domain(host) in blocklist


def private_domain(host: str) -> str | None:
    """The registrable domain, if it is one owner's own: not a public mail provider, not disposable."""
    domain = registrable_domain(host)
    return None if domain is None or is_public(domain) or is_disposable(host) else domain
