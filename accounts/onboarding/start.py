"""Who is to be let in? What a seller's form, a call or a line of a file says of a customer, read and complained of.

Pure. The same reading serves all three ways in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from accounts.onboarding.needs import PROGRAMMES
from accounts.parties import values
from kycrisk.lib.errors import Refused

INDIVIDUAL: Final = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What begins an application. `account`: the provider's own id; `owner`: the number of who brings the customer in.

    `program` empty: none; `renews`: the number of the earlier application that this one proves again.
    """

    company_name: str
    country: str
    contact_name: str
    contact_email: str
    plan: str
    account: str = ""
    external_id: str = ""
    program: str = ""
    language: str = "en"
    owner: int | None = None
    renews: int | None = None

    @property
    def kind(self) -> str:
        """Individuals take the short path."""
        return INDIVIDUAL if self.plan == INDIVIDUAL else "organisation"


def read(told: Start) -> tuple[Start, Mapping[str, str]]:
    """The start as it is kept, and by field why what was told cannot be taken (a sentence that mends it)."""
    complaints = dict(_complaints(told))
    cleaned: dict[str, Any] = {
        name: reader(getattr(told, name)) for name, reader in READERS.items() if name not in complaints
    }
    return replace(told, **cleaned), complaints


def _complaints(told: Start) -> Iterator[tuple[str, str]]:
    for name, reader in READERS.items():
        try:
            reader(getattr(told, name))
        except ValueError as error:
            yield name, str(error)


def _said(reader: Callable[[Any], str], sentence: str) -> Callable[[Any], str]:
    def read_it(value: Any) -> str:
        found = reader(value)
        if not found:
            raise ValueError(sentence)
        return found

    return read_it


def _account(value: Any) -> str:
    return values.account_id(value) if value else ""


def account_id(value: str) -> str:
    """The account somebody names. Raises `Refused` (422) for what is no id."""
    try:
        return values.account_id(value)
    except ValueError as error:
        raise Refused(str(error), code="bad_account", status=422) from None


def _program(value: Any) -> str:
    name = values.text(value, 20).lower()
    if name and name not in PROGRAMMES:
        raise ValueError(f"Write one of {', '.join(PROGRAMMES)}, or leave it empty.")
    return name


def _language(value: Any) -> str:
    tag = values.text(value, 10)
    if not tag.replace("-", "").isalnum() or not tag.isascii() or len(tag) < 2:
        raise ValueError("Write a language such as en, de or pt-br.")
    return tag.lower()


READERS: Final[dict[str, Callable[[Any], str]]] = {
    "company_name": _said(partial(values.text, longest=300), "Write the name of the company, or of the person."),
    "country": _said(values.country, "Write the country, two letters such as DE."),
    "contact_name": _said(partial(values.text, longest=200), "Write whom we write to."),
    "contact_email": _said(values.email, "Write the e-mail address that the invitation goes to."),
    "plan": _said(partial(values.text, longest=40), "Write the plan that the customer wants."),
    "account": _account,
    "external_id": partial(values.text, longest=100),
    "program": _program,
    "language": _language,
}
