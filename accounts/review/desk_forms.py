"""Is what a reviewer typed complete in shape? Nothing is decided here."""

from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.review.choices import NOTE_LENGTH, REASONS, Choice
from accounts.review.measures import MEASURES
from accounts.staff.models import User
from accounts.staff.roles import Verb, roles_that_may
from kycrisk.lib.errors import Refused

SNOOZE_DAYS = 30
COUNT_LENGTH = 20


class DecideForm(forms.Form):
    """The decision panel. `shown` and `on` are the accounts of the table and which of them are ticked."""

    measure = forms.ChoiceField(choices=[(name, kind.label) for name, kind in MEASURES.items()])
    reason = forms.ChoiceField(choices=[(name, name) for name in REASONS], required=False)
    note = forms.CharField(max_length=NOTE_LENGTH, required=False)
    seen = forms.IntegerField(min_value=0)
    left_out_reason = forms.CharField(max_length=200, required=False)
    confirm_count = forms.CharField(max_length=COUNT_LENGTH, required=False)
    reverses_lift = forms.CharField(max_length=40, required=False)
    reverses_restore = forms.CharField(max_length=40, required=False)
    deserved = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)

    def choice(self, default: list[str], *, left_out_reason: str = "") -> Choice:
        """The choice, with the ticks of the table laid over the default list."""
        given = self.cleaned_data
        measure = given["measure"]
        included = self._included(default) if MEASURES[measure].narrows else None
        out = set(default) - included if included is not None else set()
        return Choice(
            measure=measure,
            note=given.get("note", ""),
            seen=given["seen"],
            reason=given.get("reason") or "none",
            included=included,
            left_out=dict.fromkeys(out, given.get("left_out_reason") or left_out_reason),
            reverses=self.reverses(),
            deserved_a_person={"yes": True, "no": False}.get(given.get("deserved", "")),
        )

    def reverses(self) -> str:
        """The decision that is taken back, if the measure takes one back."""
        return str(self.cleaned_data.get(f"reverses_{self.cleaned_data['measure']}", ""))

    def typed_count(self) -> int | None:
        """The number typed to confirm."""
        return counted(self.cleaned_data.get("confirm_count", ""))

    def _included(self, default: list[str]) -> frozenset[str] | None:
        """Whom the ticks put on the list; None: just those the rules select."""
        posted = cast(QueryDict, self.data)
        shown, on = set(posted.getlist("shown")), set(posted.getlist("on"))
        wanted = (set(default) - shown) | (on & shown)
        return None if wanted == set(default) else frozenset(wanted)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(max_length=NOTE_LENGTH)


class SnoozeForm(forms.Form):
    """Until when, and what for."""

    days = forms.IntegerField(min_value=1, max_value=SNOOZE_DAYS)
    reason = forms.CharField(max_length=200)

    def asked(self) -> tuple[str, datetime]:
        """Reason and moment to wake. Raises `Refused` (422) where one is missing."""
        if not self.is_valid():
            raise Refused(f"Say what you wait for, and for 1 to {SNOOZE_DAYS} days.", code="bad_snooze", status=422)
        return self.cleaned_data["reason"], self.until()

    def until(self) -> datetime:
        """The moment to wake."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class ReassignForm(forms.Form):
    """Who takes cases on, by number."""

    to = forms.IntegerField(min_value=1)

    def asked(self) -> User:
        """The colleague. Raises `Refused` (422) when nobody was chosen who works on cases."""
        found = colleagues().filter(pk=self.cleaned_data["to"]).first() if self.is_valid() else None
        if found is None:
            raise Refused("Choose who takes them on: a reviewer or a lead.", code="nobody", status=422)
        return found


def colleagues() -> QuerySet[User]:
    """Everybody who may work on cases, by name."""
    workers = User.objects.filter(is_active=True, role__in=roles_that_may(Verb.CLAIM_CASES))
    return workers.order_by("first_name", "last_name", "pk")


class ResolveForm(forms.Form):
    """What the second person says to a proposal; `leave_out` are accounts that should not be on the list."""

    answer = forms.ChoiceField(choices=[(name, name) for name in ("approve", "decline", "return", "withdraw")])
    note = forms.CharField(max_length=NOTE_LENGTH, required=False)
    confirm_count = forms.CharField(max_length=COUNT_LENGTH, required=False)

    def typed_count(self) -> int | None:
        """The number typed to confirm."""
        return counted(self.cleaned_data["confirm_count"])

    def leave_out(self) -> dict[str, str]:
        """Accounts ticked to be left out, each with the note's beginning as the reason."""
        posted = cast(QueryDict, self.data)
        return dict.fromkeys(posted.getlist("leave_out"), self.cleaned_data["note"][:200])


def counted(typed: str) -> int | None:
    """The number that was typed; separators do not matter, words are none."""
    digits = typed.translate(str.maketrans("", "", " \u00a0\u202f.,'’"))
    return int(digits) if digits.isascii() and digits.isdigit() else None
