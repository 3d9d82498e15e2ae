"""Is what a seller typed complete in shape? What a value may be is `start`'s and the verbs' to say."""

from dataclasses import fields
from typing import Any

import pycountry
from django import forms

from accounts.onboarding.application_page import colleagues
from accounts.onboarding.needs import PROGRAMMES
from accounts.onboarding.start import Start, read
from accounts.onboarding.wish import PLANS
from accounts.staff.models import User
from kycrisk.lib.errors import Refused

LARGEST_FILE = 2_000_000
LANGUAGES = (("en", "English"), ("de", "German"))
NAMES = tuple(field.name for field in fields(Start) if field.name not in {"owner", "renews"})


def countries() -> list[tuple[str, str]]:
    """ISO 3166-1 by name, and first that none is chosen."""
    named = [(one.alpha_2, getattr(one, "common_name", one.name)) for one in pycountry.countries]
    return [("", "Choose"), *sorted(named, key=lambda pair: pair[1])]


class StartForm(forms.Form):
    """Whom to invite. Every field is a text: how it is read, and what is wrong with it, is `start.read`'s to say."""

    company_name = forms.CharField(
        label="Company, or the person’s name",
        required=False,
        max_length=400,
        strip=True,
        help_text="As it stands in the register, in any script.",
    )
    country = forms.ChoiceField(label="Country", required=False, choices=countries)
    plan = forms.ChoiceField(
        label="Plan",
        required=False,
        choices=[(name, name.capitalize()) for name in PLANS],
        initial="business",
        help_text="Individuals take a short path.",
    )
    contact_name = forms.CharField(
        label="Whom we write to", required=False, max_length=300, help_text="A person, not a department."
    )
    contact_email = forms.CharField(
        label="E-mail",
        required=False,
        max_length=400,
        widget=forms.EmailInput,
        help_text="The invitation goes here.",
    )
    program = forms.ChoiceField(
        label="Programme", required=False, choices=[("", "None"), *((name, name.capitalize()) for name in PROGRAMMES)]
    )
    language = forms.ChoiceField(label="Language of the letters", required=False, choices=LANGUAGES, initial="en")
    account = forms.CharField(
        label="Account",
        required=False,
        max_length=300,
        help_text="The id in our product, if it is known already. It can be named later, before approval.",
    )
    external_id = forms.CharField(
        label="Your own number",
        required=False,
        max_length=200,
        help_text="From your customer system. The same number twice is the same application.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off"}
        self.start: Start | None = None

    def clean(self) -> dict[str, Any]:
        """Read the whole, and put each complaint to its field."""
        told: dict[str, Any] = {name: self.cleaned_data.get(name) or "" for name in NAMES}
        start, complaints = read(Start(**told | {"language": told["language"] or "en"}))
        for name, sentence in complaints.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        self.start = start
        return self.cleaned_data


class GiveForm(forms.Form):
    """Who takes an application on, by number."""

    to = forms.IntegerField(min_value=1)

    def asked(self) -> User:
        """The colleague. Raises `Refused` (422) when nobody was chosen who brings customers in."""
        chosen = self.cleaned_data["to"] if self.is_valid() else None
        found = next((user for user in colleagues() if user.pk == chosen), None)
        if found is None:
            raise Refused("Choose a colleague from sales.", code="nobody", status=422)
        return found


class AccountForm(forms.Form):
    """The account that approval opens."""

    account = forms.CharField(max_length=200)

    def asked(self) -> str:
        """Its id. Raises `Refused` (422) for none."""
        if not self.is_valid():
            raise Refused("Write the account’s id, such as acct_harbour.", code="no_account", status=422)
        return str(self.cleaned_data["account"])


class CommentForm(forms.Form):
    """What colleagues should know."""

    text = forms.CharField()

    def asked(self) -> str:
        """The text, however long: the verb says what it may be."""
        return str(self.cleaned_data["text"]) if self.is_valid() else ""


class FileForm(forms.Form):
    """The file of a list to start."""

    file = forms.FileField(label="CSV file", required=False)

    def opened(self) -> bytes:
        """What is in it; empty for none. Raises `Refused` (422) for more than a list of customers can be."""
        given = self.cleaned_data.get("file") if self.is_valid() else None
        if given and given.size > LARGEST_FILE:
            raise Refused("The file is larger than 2 MB. Split it.", code="large_file", status=422)
        return given.read() if given else b""
