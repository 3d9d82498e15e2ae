"""Is what a reviewer typed complete in shape? Nothing is decided here."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.access.doors import TREATMENTS
from accounts.review.choices import NOTE_LENGTH, REASONS, Choice
from accounts.review.measures import MEASURES
from accounts.review.members_page import Asked
from accounts.review.rules import KINDS, Rule
from accounts.staff.models import User
from accounts.staff.roles import Verb, roles_that_may
from kycrisk.lib.errors import Refused

SNOOZE_DAYS = 30
COUNT_LENGTH = 20


class DecideForm(forms.Form):
    """The decision panel with the table of accounts beside it.

    `shown` are the accounts of the table, `default` those of them that are on the list by themselves, `on` those that
    are ticked; `put` and `out` were toggled on other pages of the table.
    """

    measure = forms.ChoiceField(choices=[(name, kind.label) for name, kind in MEASURES.items()])
    reason = forms.ChoiceField(choices=[(name, name) for name in REASONS], required=False)
    note = forms.CharField(max_length=NOTE_LENGTH, required=False)
    seen = forms.IntegerField(min_value=0)
    treatments = forms.MultipleChoiceField(choices=[(name, name) for name in TREATMENTS], required=False)
    days = forms.IntegerField(min_value=0, required=False)
    left_out_reason = forms.CharField(max_length=200, required=False)
    confirm_count = forms.CharField(max_length=COUNT_LENGTH, required=False)
    reverses_lift = forms.CharField(max_length=40, required=False)
    reverses_restore = forms.CharField(max_length=40, required=False)
    deserved = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)

    def start(self) -> Choice:
        """The choice without what was toggled by hand: its list is where the toggles start from."""
        given = self.cleaned_data
        narrows = MEASURES[given["measure"]].narrows
        return Choice(
            measure=given["measure"],
            note=given.get("note", ""),
            seen=given["seen"],
            reason=given.get("reason") or "none",
            treatments=tuple(given["treatments"]) if narrows else (),
            rules=rules_in(self._posted) if narrows else (),
            days=given.get("days"),
            reverses=self.reverses(),
            deserved_a_person={"yes": True, "no": False}.get(given.get("deserved", "")),
        )

    def choice(self, default: list[str], *, left_out_reason: str = "") -> Choice:
        """The choice, with what was toggled laid over the default list."""
        start = self.start()
        put, out = by_hand(self._posted)
        if not (put or out) or not MEASURES[start.measure].narrows:
            return start
        included = (frozenset(default) - out) | put
        why = dict.fromkeys(out & set(default), self.cleaned_data.get("left_out_reason") or left_out_reason)
        return replace(start, included=included, left_out=why)

    def reverses(self) -> str:
        """The decision that is taken back, if the measure takes one back."""
        return str(self.cleaned_data.get(f"reverses_{self.cleaned_data['measure']}", ""))

    def typed_count(self) -> int | None:
        """The number typed to confirm."""
        return counted(self.cleaned_data.get("confirm_count", ""))

    @property
    def _posted(self) -> QueryDict:
        return cast(QueryDict, self.data)


def by_hand(posted: QueryDict) -> tuple[frozenset[str], frozenset[str]]:
    """Who was put on the list and who was taken out of it by hand, on this page of the table and on others."""
    shown, default, on = (frozenset(posted.getlist(name)) for name in ("shown", "default", "on"))
    put = (frozenset(posted.getlist("put")) - shown) | ((on & shown) - default)
    out = (frozenset(posted.getlist("out")) - shown) | ((shown & default) - on)
    return put, out


def rules_in(posted: QueryDict) -> tuple[Rule, ...]:
    """The rules that are ticked, each with the value beside it."""
    ticked = [key for key in posted.getlist("rule") if key in KINDS]
    return tuple(Rule(key, posted.get(f"rule_{key}", "").strip()) for key in ticked)


def asked_of_members(posted: QueryDict) -> Asked:
    """What part of the table of accounts is wanted; a page is turned as `2:on`, its number and the view it is of."""
    put, out = by_hand(posted)
    number, _, view = posted.get("members", "").partition(":")
    return Asked(
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1,
        view=view or posted.get("view", ""),
        words=posted.get("words", "").strip()[:100],
        put=put,
        out=out,
        rules=rules_in(posted),
    )


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
