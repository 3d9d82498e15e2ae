"""How is the applicant reached, and is the address one of their own? Phone, e-mail, website. Nobody is asked. Pure."""

import ipaddress
from urllib.parse import urlsplit

from accounts.parties import values
from kycrisk.lib.domains import host_of, is_public, registrable_domain
from kycrisk.lib.domains import is_disposable as _is_disposable
from kycrisk.lib.wording import Flaw, gettext_noop

LONGEST_ADDRESS = 500


def phone(value: str, country: str = "") -> str:
    """E.164; a number without + is read as one of the country. Empty stays empty."""
    return values.phone(value, country)


def email(value: str) -> str:
    """An address as RFC 5322 allows it; empty stays empty."""
    return values.email(value)


def email_host(address: str) -> str:
    """What stands behind the @ of an address, in lower-case ASCII; empty if nothing does."""
    return host_of(address.rpartition("@")[2]) or ""


def is_disposable(domain: str) -> bool:
    """Are mailboxes there thrown away after use?"""
    return _is_disposable(host_of(domain) or "")


def is_public_mail(domain: str) -> bool:
    """Does anybody who asks get a mailbox there?"""
    registered = registrable_domain(host_of(domain) or "")
    return registered is not None and is_public(registered)


def website(value: str) -> str:
    """A web address with `https://` before it when nothing else is; empty stays empty."""
    written = values.text(value, LONGEST_ADDRESS)
    if not written:
        return ""
    if "@" in written.split("/")[0] and "://" not in written:
        raise Flaw(gettext_noop("This is an e-mail address. Enter the website, such as https://harbour.example."))
    address = written if "://" in written else f"https://{written}"
    host = _own_host(address)
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(scheme=parts.scheme.lower(), netloc=host + port, fragment="").geturl()


def domain_of(address: str) -> str:
    """The domain somebody registered for this website, such as `harbour.co.uk`; empty if there is none."""
    return registrable_domain(host_of(address) or "") or ""


def _own_host(address: str) -> str:
    """The host of a web address that a company can have as its own."""
    flaw = Flaw(gettext_noop("Enter the website as it stands in a browser, such as https://harbour.example."))
    try:
        parts = urlsplit(address)
        usual = parts.scheme.lower() in {"http", "https"} and parts.username is None and (parts.port or 443) > 0
        host = host_of(address) if usual and " " not in address else None
    except ValueError:
        raise flaw from None
    if not host or not registrable_domain(host) or _is_number(host):
        raise flaw
    return host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rpartition(".")[2].isdecimal()
    return True
