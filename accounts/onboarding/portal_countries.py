"""What are countries called in the reader's language, and which of them have registers of their own parts?"""

import gettext
from collections.abc import Iterable
from functools import lru_cache

import pycountry
from django.utils.text import slugify
from django.utils.translation import get_language

from accounts.onboarding import fields

# Companies are registered in a state, province or emirate there.
BY_PART = ("US", "CA", "AE")

type Choices = list[tuple[str, str]]


def country_choices() -> Choices:
    """Every country, by name in the language of the page."""
    return list(_countries(get_language() or "en"))


def jurisdiction_choices() -> Choices:
    """The same, with the states, provinces and emirates that keep registers after their country."""
    language = get_language() or "en"
    return [entry for code, name in _countries(language) for entry in ((code, name), *_parts(code, name))]


def name_of(code: str) -> str:
    """Germany for DE; what is no country stays as it is."""
    return _names(get_language() or "en").get(code, code)


def written(codes: Iterable[str]) -> str:
    """Countries as they are shown in one line, each in a form that `read` understands."""
    return ", ".join(code if "," in (name := name_of(code)) else name for code in codes)


def read(text: str) -> tuple[str, ...]:
    """Countries by code or name, between commas or on lines. Raises `Flaw` for what is none."""
    by_name = {name.casefold(): code for code, name in _names(get_language() or "en").items()}
    parts = [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",")]
    return fields.countries(by_name.get(part.casefold(), part) for part in parts)


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_names(language).items(), key=lambda entry: slugify(entry[1])))


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    say = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True).gettext
    return {one.alpha_2: say(getattr(one, "common_name", one.name)) for one in pycountry.countries}


@lru_cache(maxsize=8)
def _parts(code: str, country: str) -> tuple[tuple[str, str], ...]:
    if code not in BY_PART:
        return ()
    found = pycountry.subdivisions.get(country_code=code) or ()  # type: ignore[no-untyped-call]
    return tuple(sorted(((part.code, f"{country}: {part.name}") for part in found), key=lambda entry: entry[1]))
