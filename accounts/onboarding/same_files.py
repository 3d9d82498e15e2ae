"""Did somebody else hand in the same file, or one that shows the same? Two applicants, one paper: worth a question.

Files are met again by keyed hashes: of the bytes, and of the first page as we drew it (the same scan saved anew, with
other metadata, is the same picture). A page of one colour resembles nothing.
"""

from typing import NamedTuple

from django.db.models import Q

from accounts.onboarding.models import Document


class Alike(NamedTuple):
    """A document of another application; `bytes`: the very same file, else one that shows the same."""

    document: Document
    bytes: bool


def same_files(document: Document, *, most: int = 20) -> list[Alike]:
    """The documents of other applications that are the same file or show the same first page, earliest first.

    What was taken back or erased has no hash any more; what the scanner found something in still has.
    """
    alike = Q(file_print=document.file_print) if document.file_print else Q(pk__in=[])
    if document.picture_print:
        alike |= Q(picture_print=document.picture_print)
    others = Document.objects.filter(alike).exclude(application=document.application_id).select_related("application")
    return [Alike(other, other.file_print == document.file_print) for other in others.order_by("id")[:most]]
