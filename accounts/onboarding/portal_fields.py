"""How is a field of the portal shown and read? Every one by a reader of `fields`, whose sentence stands beside it.

Nothing is required here: what is missing is for `needs` to say, so that half an answer can be kept.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.onboarding import fields, portal_countries
from accounts.onboarding.portal_select import Select
from kycrisk.lib.wording import Flaw, said

type Reader = Callable[..., Any]


def told(error: ValueError) -> str:
    """A reader's sentence in the language of the page."""
    if isinstance(error, Flaw):
        return said(gettext(error.msgid), error.params)
    return str(error)


class Shown:
    """What a field of ours has besides Django's: how a kept value is written into it."""

    def written(self, value: Any) -> Any:
        """The value as it is typed."""
        return "" if value is None else value


class Read(Shown, forms.CharField):
    """A line or a paragraph. `beside`: the field that holds the country by which it is read."""

    def __init__(self, reader: Reader, label: Any, hint: Any = "", **more: Any) -> None:
        self.reader, self.beside, self.empty = reader, more.pop("beside", ""), more.pop("empty", "")
        own = [name for name in ("autocomplete", "inputmode", "rows") if name in more]
        attributes: dict[str, Any] = {"autocomplete": "off", **{name: more.pop(name) for name in own}}
        paper = forms.Textarea if "rows" in attributes else forms.TextInput
        super().__init__(label=label, help_text=hint, required=False, widget=paper(attributes), **more)

    def clean(self, value: Any) -> Any:
        """What the reader makes of it; a field that needs a country is read by the group."""
        text = super().clean(value)
        return text if self.beside else self.read(text)

    def read(self, text: str, *beside: str) -> Any:
        """Read it, or say how to mend it."""
        if not text:
            return self.empty
        try:
            return self.reader(text, *beside)
        except ValueError as error:
            raise forms.ValidationError(told(error)) from None


class Several(Read):
    """Several texts, each on a line of its own."""

    def __init__(self, reader: Reader, label: Any, hint: Any = "", **more: Any) -> None:
        def each(text: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(one for line in text.splitlines()[:50] if (one := reader(line))))

        super().__init__(each, label, hint, empty=(), rows=2, **more)

    def written(self, value: Iterable[str]) -> str:
        """One a line."""
        return "\n".join(value)


class Countries(Read):
    """Countries by name or code, with commas between them."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        super().__init__(portal_countries.read, label, hint, empty=(), rows=2)

    def written(self, value: Iterable[str]) -> str:
        """By name, with commas."""
        return portal_countries.written(value)


class OneOf(Shown, forms.ChoiceField):
    """One of a list, or nothing yet."""

    def __init__(self, choices: Callable[[], Any], label: Any, hint: Any = "", **more: Any) -> None:
        attributes = {"autocomplete": more.pop("autocomplete", "off")}
        super().__init__(
            choices=lambda: [("", _("Choose …")), *choices()],
            label=label,
            help_text=hint,
            required=False,
            widget=Select(attributes),
            error_messages={"invalid_choice": _("Choose one of the list.")},
        )


class Country(OneOf):
    """A country."""

    def __init__(self, label: Any, hint: Any = "", **more: Any) -> None:
        super().__init__(portal_countries.country_choices, label, hint, **more)


class Ways(Shown, forms.ChoiceField):
    """One of a few, each with its words beside it."""

    def __init__(self, choices: Any, label: Any, hint: Any = "") -> None:
        super().__init__(choices=choices, label=label, help_text=hint, required=False, widget=forms.RadioSelect)


class YesNo(Ways):
    """Yes, no, or not answered yet."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        super().__init__([("yes", _("Yes")), ("no", _("No"))], label, hint)

    def clean(self, value: Any) -> Any:
        """True, False or None."""
        return {"yes": True, "no": False}.get(super().clean(value))

    def written(self, value: bool | None) -> str:  # noqa: FBT001  # a value, not a switch
        """As its choice."""
        return "" if value is None else "yes" if value else "no"


class Ticks(Shown, forms.MultipleChoiceField):
    """Any of a few sentences."""

    def __init__(self, choices: Callable[[], Any] | Any, label: Any, hint: Any = "") -> None:
        super().__init__(
            choices=choices, label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
        )

    def clean(self, value: Any) -> Any:
        """Their keys, as a tuple."""
        return tuple(super().clean(value))

    def written(self, value: Iterable[str]) -> list[str]:
        """Their keys."""
        return list(value)


class Agreed(Shown, forms.BooleanField):
    """One sentence that is ticked or not."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        super().__init__(label=label, help_text=hint, required=False)


class ThreeFields(forms.MultiWidget):
    """Day, month and year, each in a field of its own."""

    def __init__(self, autocomplete: str) -> None:
        self.words = (_("Day"), _("Month"), _("Year"))
        names = ("day", "month", "year")
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                {"inputmode": "numeric", "autocomplete": f"{autocomplete}-{name}" if autocomplete else "off"}
            )
            for name in names
        }
        super().__init__(parts)

    def decompress(self, value: Any) -> list[str]:
        """`2021-05` is month 5 of 2021."""
        year, month, day = [*(str(value or "").split("-")), "", "", ""][:3]
        return [day.lstrip("0"), month.lstrip("0"), year]


class DateParts(forms.BoundField):
    """A date on the page: `parts` are its three fields, each with its own word."""

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Label and input of each."""
        widget: Any = self.field.widget
        attributes = self.build_widget_attrs({"id": self.auto_id}, widget)
        drawn = widget.get_context(self.html_name, self.value(), attributes)["widget"]["subwidgets"]
        return [{"label": word, "widget": one} for word, one in zip(widget.words, drawn, strict=True)]


class Date(Shown, forms.Field):
    """A date as precisely as it is known. `reader` takes day, month and year."""

    def __init__(self, reader: Reader, label: Any, hint: Any = "", autocomplete: str = "") -> None:
        self.reader = reader
        super().__init__(label=label, help_text=hint, required=False, widget=ThreeFields(autocomplete))

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> DateParts:
        """With the three fields apart."""
        return DateParts(form, self, field_name)

    def clean(self, value: Any) -> str:
        """The date as it is kept, or nothing."""
        parts = [str(part or "")[:20] for part in value or ["", "", ""]]
        if not any(part.strip() for part in parts):
            return ""
        try:
            return str(self.reader(*parts))
        except ValueError as error:
            raise forms.ValidationError(told(error)) from None


def short(value: str) -> str:
    """A line of up to 200 letters."""
    return fields.plain(value, 200)


def long(value: str) -> str:
    """A few paragraphs."""
    return fields.paragraphs(value, 2_000)
