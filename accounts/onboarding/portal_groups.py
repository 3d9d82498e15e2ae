"""What is asked together? A group of questions: a form over one place in what was said, saved on its own."""

from typing import Any, ClassVar

import msgspec
from django import forms

from accounts.onboarding.parts import Where, part_of
from accounts.onboarding.portal_fields import Read, Shown
from accounts.onboarding.saving import Edit


class Group(forms.Form):
    """Questions about one place (`where`) in `Answers` or in a `Party`; a field is named as the attribute it fills.

    `title` and `why` stand above it. `values` are the answers that could be read: a wrong one stays in its field, with
    the sentence that mends it, and never in the way of the others.
    """

    key: ClassVar[str] = ""
    where: ClassVar[Where] = ()
    title: ClassVar[Any] = ""
    why: ClassVar[Any] = ""

    def __init__(self, said: msgspec.Struct, sent: Any = None, *, prefix: str = "", country: str = "") -> None:
        part = part_of(said, self.where)
        shown = {name: field for name, field in self.base_fields.items() if isinstance(field, Shown)}
        super().__init__(
            data=sent,
            prefix=prefix or self.key,
            initial={name: field.written(getattr(part, name)) for name, field in shown.items()},
            label_suffix="",
        )
        self.country = country
        for name, field in self.fields.items():
            if not self[name].use_fieldset:  # else it is said of the fieldset
                mark = self[name].auto_id
                field.widget.attrs["aria-describedby"] = (
                    f"{mark}_helptext {mark}_error" if field.help_text else f"{mark}_error"
                )

    def clean(self) -> None:
        """Read what depends on the country that is said beside it."""
        for name, field in self.fields.items():
            if not isinstance(field, Read) or not field.beside or name not in self.cleaned_data:
                continue
            country = self.cleaned_data.get(field.beside) or self.country
            try:
                self.cleaned_data[name] = field.read(self.cleaned_data[name], country)
            except forms.ValidationError as error:
                self.add_error(name, error)

    @property
    def edits(self) -> list[Edit]:
        """What could be read of what was sent."""
        self.is_valid()
        return [Edit(self.where, dict(self.cleaned_data))]

    @property
    def was_sent(self) -> bool:
        """Is anything of this group in the request?"""
        return any(name.startswith(f"{self.prefix}-") for name in self.data)
