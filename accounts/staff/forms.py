"""What does somebody type who looks after people and machines? Shape only; the verbs decide."""

from typing import Any

from django import forms

from accounts.staff.actions import THEMES
from accounts.staff.bearer import SCOPES
from accounts.staff.models import Role


class PreferencesForm(forms.Form):
    """How the desk looks and listens, for one person."""

    theme = forms.ChoiceField(
        choices=[(theme, theme.capitalize() or "As the system says") for theme in THEMES],
        widget=forms.RadioSelect,
        required=False,
    )
    keys_enabled = forms.BooleanField(label="Keyboard shortcuts", required=False)


class PersonForm(forms.Form):
    """Somebody who joins."""

    username = forms.CharField(label="Name to log in with", max_length=150)
    full_name = forms.CharField(label="Full name", max_length=200, help_text="What colleagues see.")
    role = forms.ChoiceField(choices=Role.choices)


class RoleForm(forms.Form):
    """The role somebody shall have."""

    role = forms.ChoiceField(choices=Role.choices)


class Lines(forms.CharField):
    """Several values, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class KeyForm(forms.Form):
    """What a machine's new key shall be able to do."""

    name = forms.CharField(max_length=100, help_text="What the journal calls the machine.")
    scopes = forms.MultipleChoiceField(
        choices=[(scope, scope) for scope in SCOPES], widget=forms.CheckboxSelectMultiple
    )
    sources = Lines(required=False, help_text="Prefixes it may hand signals in for, one a line, such as /billing/acme.")
    networks = Lines(
        required=False, help_text="From where it may call, one a line, such as 192.0.2.0/24. Empty: anywhere."
    )
    expires_at = forms.DateTimeField(
        label="Until", required=False, help_text="UTC. Empty: until it is revoked.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip
