"""What does an analyst type who drafts a policy? Every number in its own field, and why."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms

from accounts.policy.bodies import BadBody, numbers_of
from accounts.policy.defaults import Policy
from accounts.policy.numbers import BadNumber, Number, body_of, every_number, section_title, texts

LONGEST_NUMBER, LONGEST_NOTE = 2_000, 4_000


class NoteForm(forms.Form):
    """A reason alone."""

    note = forms.CharField(label="Why", max_length=LONGEST_NOTE)


class DraftForm(forms.Form):
    """A whole policy, beginning with `start`; `cleaned_data["body"]` is what differs from the shipped numbers.

    `beside` are the numbers that hold now: a field that differs from them is marked.
    """

    note = forms.CharField(
        label="Why",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What shall be better, and what you saw. Whoever activates it reads this.",
        error_messages={"required": "Say why: whoever activates it reads this note."},
    )

    def __init__(self, *args: Any, start: Policy, beside: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start, self.beside = texts(start), texts(beside)
        for number in every_number():
            self.fields[number.place] = forms.CharField(
                label=number.meaning,
                required=False,
                max_length=LONGEST_NUMBER,
                initial=self.start[number.place],
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """The body, if every number makes sense; what was not sent at all stays as it was."""
        values = {number.place: value for number in every_number() if (value := self._value(number)) is not ...}
        if not self.errors:
            try:
                numbers_of(body_of(values))
            except BadBody as error:
                self.add_error(None, str(error))
        return {"note": self.cleaned_data.get("note", ""), "body": body_of(values)}

    def _value(self, number: Number) -> Any:
        text = self.cleaned_data.get(number.place, "") if number.place in self.data else self.start[number.place]
        try:
            return number.read(text)
        except BadNumber as error:
            self.add_error(number.place, str(error))
            return ...

    def sections(self) -> Iterator[dict[str, Any]]:
        """The fields by section, each with its number, what holds now, and whether it differs."""
        for section, numbers in groupby(every_number(), lambda number: number.section):
            rows = [self._row(number) for number in numbers]
            marked = [row for row in rows if row["differs"] or row["field"].errors]
            yield {"title": section_title(section), "rows": rows, "marked": len(marked)}

    def _row(self, number: Number) -> dict[str, Any]:
        field = self[number.place]
        holds = self.beside[number.place]
        return {"number": number, "field": field, "holds": holds, "differs": (field.value() or "") != holds}
