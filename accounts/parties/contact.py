"""How do we reach a customer, and what of it may be shown to somebody who only has to tell two apart?

Pure. A contact is sealed as one piece under the account's key, so that forgetting the key forgets all of it.
"""

from dataclasses import asdict, dataclass, fields
from typing import Final

import msgspec
import phonenumbers

CONTEXT: Final = "account.contact"
DOTS: Final = "••••"


@dataclass(frozen=True, slots=True)
class Contact:
    """E-mail, phone (E.164), the person to ask for, and the postal address; empty where nobody said."""

    email: str = ""
    phone: str = ""
    contact_name: str = ""
    address: str = ""

    def to_text(self) -> str:
        """What is sealed: JSON of what was said."""
        return msgspec.json.encode({name: value for name, value in asdict(self).items() if value}).decode()

    @classmethod
    def from_text(cls, text: str) -> "Contact":
        """The contact that `to_text` made; fields of a later version are ignored."""
        said = msgspec.json.decode(text, type=dict[str, str])
        return cls(**{field.name: said.get(field.name, "") for field in fields(cls)})

    def masked(self) -> "Contact":
        """The same, unreadable: `l••••@larkspur-data.example`, `+44 •••• ••17`, `M•••• V••••`."""
        return Contact(
            masked_email(self.email),
            masked_phone(self.phone),
            masked_name(self.contact_name),
            DOTS if self.address else "",
        )


def masked_email(email: str) -> str:
    """The first letter and the domain; a local part of one or two letters is hidden altogether."""
    local, at, domain = email.rpartition("@")
    return f"{local[:1] if len(local) > 2 else ''}{DOTS}{at}{domain}" if email else ""


def masked_phone(phone: str) -> str:
    """The country and the last two digits."""
    if not phone:
        return ""
    try:
        country = f"+{phonenumbers.parse(phone).country_code} "
    except phonenumbers.NumberParseException:
        country = ""
    return f"{country}{DOTS} ••{phone[-2:]}"


def masked_name(name: str) -> str:
    """The initials; as many dots for a short name as for a long one."""
    return " ".join(f"{word[0]}{DOTS}" for word in name.split())
