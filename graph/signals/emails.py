"""What does an e-mail address say about who stands behind an account?"""

from __future__ import annotations

from kycrisk.lib.domains import host_of, private_domain


def email_domain(email: str) -> str | None:
    """The private domain of an address, the only part that ties; None for public or disposable mail, or no address.

    Being able to confirm a message at a company's own domain is an act of that company; a mailbox at a public provider
    says nothing.
    """
    local, at, host = email.strip().rpartition("@")
    if not (local and at) or any(character.isspace() for character in local):
        return None
    ascii_host = host_of(host) if not set(host) & set("/:?#[]\\") else None
    return private_domain(ascii_host) if ascii_host else None
