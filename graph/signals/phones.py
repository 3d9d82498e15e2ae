"""Which number does a phone number, as somebody wrote it, stand for?"""

from __future__ import annotations

import phonenumbers


def phone_number(text: str, *, country: str | None = None) -> str | None:
    """The number in E.164 (`+353861234567`); None if it cannot be one.

    `country` (ISO 3166-1 alpha-2) reads numbers written without a country code.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
