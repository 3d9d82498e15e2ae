"""What happened to something, and which lines have no place in the chain yet?"""

from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import Q

from kycrisk.lib.records import oldest_open_xid

if TYPE_CHECKING:
    from accounts.journal.models import Entry, Link  # noqa: F401  # named in the bases below


class Place(NamedTuple):
    """Where an entry stands in the order of commits."""

    xid: int
    entry: int


BEFORE_ALL = Place(0, 0)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Lines of the journal."""

    def of(self, subject_type: str, subject_id: str) -> "EntryQuerySet":
        """The history of one case, account or policy, newest first; `journal_entry_of_subject`."""
        return self.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")

    def by_person(self, user_id: int) -> "EntryQuerySet":
        """What somebody on staff did, newest first; `journal_entry_by_actor`."""
        return self.filter(actor_id=user_id).order_by("-id")

    def older_than(self, entry_id: int) -> "EntryQuerySet":
        """The next page of a list that is ordered newest first."""
        return self.filter(id__lt=entry_id)

    def after(self, place: Place) -> "EntryQuerySet":
        """Beyond a place, in the order of commits; `journal_entry_by_xid`."""
        beyond = Q(xid__gt=place.xid) | Q(id__gt=place.entry)
        return self.filter(beyond, xid__gte=place.xid).order_by("xid", "id")

    def up_to(self, place: Place) -> "EntryQuerySet":
        """Before a place or at it, in the order of commits."""
        return self.filter(Q(xid__lt=place.xid) | Q(xid=place.xid, id__lte=place.entry)).order_by("xid", "id")

    def settled(self) -> "EntryQuerySet":
        """Written by transactions after which none can commit that began earlier: their order is final."""
        return self.filter(xid__lt=oldest_open_xid())

    def unchained(self) -> "EntryQuerySet":
        """Without a link, wherever they stand. Reads the whole table."""
        return self.filter(link__isnull=True)


class LinkQuerySet(models.QuerySet["Link"]):
    """Places in the chain."""

    def in_order(self) -> "LinkQuerySet":
        """From the first to the head."""
        return self.order_by("position")

    def head(self) -> "Link | None":
        """The newest place with its entry; None while the chain is empty."""
        return self.select_related("entry").order_by("-position").first()
