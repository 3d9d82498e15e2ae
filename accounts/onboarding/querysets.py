"""How are applications asked for? Sentences that pages, calls and sweeps share."""

from typing import Any, Self

from django.db import models

DECIDED = ("approved", "rejected")


class ApplicationQuerySet(models.QuerySet[Any]):
    """Applications."""

    def undecided(self) -> Self:
        """Those that nobody has answered yet and that may still be: a draft that came to its end may not."""
        return self.exclude(state__in=DECIDED).filter(erased_at__isnull=True)

    def without_what_is_sealed(self) -> Self:
        """For lists: what has to be opened stays where it is."""
        return self.defer("sealed", "wrapped_key")
