"""As of which day is a version tried?"""

from django import forms


class BacktestForm(forms.Form):
    """A day that was; empty: now."""

    day = forms.DateField(required=False)
