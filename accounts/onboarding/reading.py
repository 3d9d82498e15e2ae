"""What did a person read in a document or a register? The same fields as an applicant tells, typed by whoever looked.

Pure. Empty is "it does not say". Dates carry their precision ("2021", "2021-05", "2021-05-04"), shares are in percent.
Sealed as JSON under the document's key; what was read in a register, under the application's.
"""

from datetime import datetime
from decimal import Decimal

import msgspec


class ReadShare(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose share of the applicant is stated, and between which bounds; one number has both alike."""

    owner: str
    share_min: Decimal
    share_max: Decimal


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is written there. `name`: of the company or person it is about; `mrz`: lines of the machine readable zone.

    `source` names a register that was looked at; `read_by` is the number of who read it, `read_at` when.
    """

    read_by: int = 0
    read_at: datetime | None = None
    source: str = ""
    name: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: str = ""
    expires_on: str = ""
    born_on: str = ""
    incorporated_on: str = ""
    address: str = ""
    tax_id: str = ""
    directors: tuple[str, ...] = ()
    shares: tuple[ReadShare, ...] = ()
    mrz: str = ""

    def __bool__(self) -> bool:
        return self.read_at is not None


class Sealed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a document is sealed under its own key: what its file was called, and what was read in it."""

    name: str = ""
    reading: Reading = Reading()
