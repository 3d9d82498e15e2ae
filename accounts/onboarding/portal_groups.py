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
        self.whose_country = country
        for name, field in self.fields.items():
            self._point_at_hint(field.get_bound_field(self, name))

    def clean(self) -> None:
        """Read what depends on the country that is said beside it."""
        for name, field in self.fields.items():
            if not isinstance(field, Read) or not field.beside or name not in self.cleaned_data:
                continue
            country = self.cleaned_data.get(field.beside) or self.whose_country
            try:
                self.cleaned_data[name] = field.read(self.cleaned_data[name], country)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def _point_at_hint(self, bound: forms.BoundField) -> None:
        """An input names its hint and the place of its error; of several inputs it is the fieldset that does."""
        if not bound.use_fieldset:
            hint = f"{bound.auto_id}_helptext " if bound.help_text else ""
            bound.field.widget.attrs["aria-describedby"] = f"{hint}{bound.auto_id}_error"

    @property
    def edits(self) -> list[Edit]:
        """What could be read of what was sent."""
        self.is_valid()
        return [Edit(self.where, dict(self.cleaned_data))]
