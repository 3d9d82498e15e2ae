"""How are applications asked for? Sentences that pages, calls and sweeps share."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

DECIDED = ("approved", "rejected")
# The columns of the board (`board.STAGES`), each as what the rows say.
STAGES = {
    "invited": Q(state="draft", started_at__isnull=True),
    "filling": Q(state="draft", started_at__isnull=False),
    "review": Q(state__in=("submitted", "in_review")),
    "asked": Q(state="information_requested"),
    "answered": Q(state__in=DECIDED),
}


class ApplicationQuerySet(models.QuerySet[Any]):
    """Applications."""

    def undecided(self) -> Self:
        """Those that nobody has answered yet and that may still be: a draft that came to its end may not."""
        return self.exclude(state__in=DECIDED).filter(erased_at__isnull=True)

    def without_what_is_sealed(self) -> Self:
        """For lists: what has to be opened stays where it is."""
        return self.defer("sealed", "wrapped_key")

    def in_stage(self, stage: str) -> Self:
        """Those in one column of the board; `application_by_state`."""
        return self.filter(STAGES[stage])

    def stuck(self, now: datetime, remind_days: int, item_days: int) -> Self:
        """The customer's turn, and nothing was heard for longer than we wait before a reminder or for an answer."""
        moved = Coalesce("saved_at", "opened_at", "invited_at", "created_at")
        quiet = Q(state="draft", moved__lte=now - timedelta(days=remind_days))
        unanswered = Q(state="information_requested", state_since__lte=now - timedelta(days=item_days))
        return self.alias(moved=moved).filter(quiet | unanswered)

    def called(self, typed: str) -> Self:
        """By part of a company's name, even if misspelt, by the seller's id or by ours; `application_by_name`.

        Only letters of the database's own locale are taken apart into trigrams; other scripts are compared as they are.
        """
        by_name = "company_name__trigram_word_similar" if typed.isascii() else "company_name__icontains"
        return self.filter(Q(external_id=typed) | Q(application=typed) | Q(**{by_name: typed}))
