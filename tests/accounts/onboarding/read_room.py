"""Harbour as Ines finds it: handed in, and somebody has read its papers and looked into the register.

The register has Harbour at number 12a and spells its director another way; the shareholder list gives Petra Lindqvist
22 %, she herself says 22 to 30: on both sides of 25.
"""

from decimal import Decimal

from accounts.onboarding.actions_reading import read_document, read_register
from accounts.onboarding.checking import run_checks
from accounts.onboarding.models import Application
from accounts.onboarding.reading import Reading, ReadShare
from tests.accounts.onboarding.room import handed_in
from tests.world import by

REGISTER = Reading(
    source="Handelsregister Hamburg",
    name="Harbour Analytics GmbH",
    number="HRB 184220",
    address="Hafenstraße 12a, 20459 Hamburg, DE",
    incorporated_on="2021-05-04",
    directors=("Joerg Brandt",),
)
PAPERS = {
    "register_extract": REGISTER,
    "shareholder_list": Reading(
        name="Harbour Analytics GmbH",
        issued_on="2024-02",
        shares=(
            ReadShare("Nordkai Holding GmbH", Decimal(60), Decimal(60)),
            ReadShare("Petra Lindqvist", Decimal(22), Decimal(22)),
        ),
    ),
    "passport": Reading(name="Jörg Brandt", number="C01X00T47", born_on="1979-08-02", expires_on="2031-02-28"),
}


def read_harbour(reader: str = "noor") -> Application:
    """Handed in, and read by this colleague."""
    made = handed_in()
    for document in made.documents.order_by("id"):
        read_document(by=by(reader), document=document, read=PAPERS[document.kind])
    read_register(by=by(reader), application=made, read=REGISTER)
    run_checks(made)
    return made
