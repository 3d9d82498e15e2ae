"""What does somebody write who wants canaries?"""

from django import forms

from graph.canaries.actions import LONGEST_NOTE


class MintForm(forms.Form):
    """How many, for whom, and why."""

    count = forms.IntegerField(label="How many", min_value=1, max_value=1_000_000, initial=10)
    whom = forms.CharField(
        label="For an account or a network",
        max_length=200,
        required=False,
        help_text="Its id, acct_… or net_…: plant them in the answers of nobody else. Empty: for nobody in particular.",
    )
    note = forms.CharField(
        label="What they are for", max_length=LONGEST_NOTE, required=False, help_text="Names nobody; it stays readable."
    )

    def recipients(self) -> tuple[str, str]:
        """The account and the network that were named, of which one is empty."""
        whom = self.cleaned_data["whom"].strip()
        return ("", whom) if whom.startswith("net_") else (whom, "")
