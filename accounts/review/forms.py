"""What may a customer write to us? Shape only; whether it can be appealed is decided by the verb."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.review.choices import NOTE_LENGTH


class AppealForm(forms.Form):
    """The customer's own words."""

    text = forms.CharField(
        label=_("Why should we decide differently?"),
        help_text=_(
            "Say what the account is used for and by whom, in your own words. "
            "Only the people who decide appeals read it; it is kept encrypted. Do not send passwords or keys."
        ),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write a few words, so that somebody can understand your case."),
            "max_length": _("This is too long: at most 4,000 characters are kept."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
