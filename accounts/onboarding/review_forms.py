"""Is what a reviewer typed about an application complete in shape? Nothing is decided here."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.onboarding.actions import Ask
from accounts.onboarding.models import DocumentKind
from accounts.onboarding.outcomes import LABELS
from accounts.onboarding.words import LONGEST
from accounts.review.choices import NOTE_LENGTH, REASONS
from kycrisk.lib.errors import Refused

TYPED = ("outcome", "reason", "note", "template", "drafted", "about", "wants", "text")


class AnswerForm(forms.Form):
    """The panel: what is chosen, why, and the question if one is asked. `seen`: how much evidence was on the page."""

    outcome = forms.ChoiceField(choices=list(LABELS.items()))
    seen = forms.IntegerField(min_value=0)
    reason = forms.ChoiceField(choices=[(name, name) for name in REASONS], required=False)
    note = forms.CharField(max_length=NOTE_LENGTH, required=False)
    template = forms.CharField(max_length=40, required=False)
    about = forms.CharField(max_length=12, required=False)
    wants = forms.ChoiceField(choices=[("", "an answer in words"), *DocumentKind.choices], required=False)
    text = forms.CharField(max_length=LONGEST, required=False)

    def given(self) -> dict[str, Any]:
        """What was typed. Raises `Refused` (422) with what to mend."""
        if self.is_valid():
            return self.cleaned_data
        sentences = {
            "outcome": "Choose what to answer first.",
            "note": f"The note is too long; at most {NOTE_LENGTH:,} characters are kept.",
            "text": f"The question is too long; at most {LONGEST:,} characters are sent.",
        }
        said = next((sentence for name, sentence in sentences.items() if name in self.errors), "")
        raise Refused(said or "Load the page again; what you typed is kept below.", code="incomplete", status=422)

    def ask(self) -> Ask:
        """The question."""
        given = self.cleaned_data
        return Ask(text=given["text"], template=given["template"], document_kind=given["wants"], party=given["about"])


class JudgeForm(forms.Form):
    """A person's word on a check."""

    check = forms.CharField(max_length=40)
    result = forms.ChoiceField(choices=[("passed", "Passed"), ("failed", "Failed")])
    note = forms.CharField(max_length=NOTE_LENGTH, required=False)


def typed_in(posted: QueryDict) -> dict[str, Any]:
    """What was typed or chosen, so that no refusal loses it."""
    return {name: posted[name] for name in TYPED if name in posted}
