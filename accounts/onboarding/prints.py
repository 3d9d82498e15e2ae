"""Is this person, document, address or company here under another application? Keyed hashes that can tell, and no more.

Values are compared as people mean them: whatever the case, the width and the composition of letters (Unicode NFKC), the
punctuation and, for names, the order of words. A value that is not said, or says too little to mean one thing, has no
print (None): two people of whom we know only the name are not the same.
"""

import re
import unicodedata
import uuid

from accounts.onboarding.claims import Address, Identity, Party
from accounts.onboarding.texts import squeezed, words
from kycrisk.lib.fingerprint import fingerprint

FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def person_print(party: Party) -> uuid.UUID | None:
    """The person with this name, in whatever order of words, born on this very day."""
    name = " ".join(sorted(words(party.name)))
    return _print("onboarding.person", name, party.born_on if FULL_DATE.match(party.born_on) else "")


def document_print(identity: Identity) -> uuid.UUID | None:
    """The identity document by issuer and number; what kind it is said to be may be a mistake and does not count."""
    return _print("onboarding.paper", identity.issuer.upper(), squeezed(identity.number))


def email_print(email: str) -> uuid.UUID | None:
    """The mailbox, whatever the case of its letters."""
    return _print("onboarding.email", unicodedata.normalize("NFKC", email).strip().casefold())


def register_print(jurisdiction: str, number: str) -> uuid.UUID | None:
    """The company by where it is registered and its number there: `HRB 184220` is `hrb184220`."""
    return _print("onboarding.firm", jurisdiction.upper(), squeezed(number))


def address_print(address: Address) -> uuid.UUID | None:
    """The place by its words in any order; a town or a street alone is none."""
    street, town = words(address.lines), words(f"{address.postal_code} {address.city}")
    return _print("onboarding.place", address.country, " ".join(sorted(town)), " ".join(sorted(street)))


def _print(kind: str, *parts: str) -> uuid.UUID | None:
    return fingerprint(kind, "\n".join(parts)) if all(parts) else None
