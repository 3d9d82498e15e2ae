"""Why is a file not taken, and how is that mended? One sentence each, for the applicant, in their language."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from accounts.onboarding.drawn import NotTaken
from accounts.policy.defaults import Files
from kycrisk.lib.errors import Refused

SENTENCES: Final = {
    "empty": gettext_noop("This file is empty. Choose it again; if it is still being copied, wait until it is there."),
    "too_large": gettext_noop(
        "This file is larger than %(megabytes)s MB. Scan it in grey or with fewer dots per inch, or send its parts one"
        " after the other."
    ),
    "not_accepted": gettext_noop(
        "This is neither a PDF nor a JPEG or PNG picture, whatever its name says. Print it to a PDF, or take a picture"
        " of it, and send that."
    ),
    "damaged_picture": gettext_noop(
        "This picture is damaged or not complete. Open it, save it again as JPEG or PNG, and send that."
    ),
    "damaged_pdf": gettext_noop("This PDF is damaged or not complete. Open it, print it to a new PDF, and send that."),
    "too_many_pixels": gettext_noop(
        "A picture in this file has more than %(megapixels)s million pixels. Make it smaller, and send that."
    ),
    "animated": gettext_noop("This picture moves. Save one still picture as JPEG or PNG, and send that."),
    "too_many_pages": gettext_noop(
        "This PDF has more than %(pages)s pages. Send the pages that matter, or several files."
    ),
    "encrypted": gettext_noop(
        "This PDF is locked with a password, or against printing or changing. Save it without that, or scan a printed"
        " copy, and send that."
    ),
    "script": gettext_noop("This PDF holds a script. Print it to a new PDF, and send that."),
    "starts_programs": gettext_noop("This PDF wants to start a program. Print it to a new PDF, and send that."),
    "attachment": gettext_noop(
        "This PDF carries other files inside. Print it to a new PDF and send that; send what is inside on its own."
    ),
    "living_form": gettext_noop(
        "This PDF is a form that draws itself while it is open. Fill it in, print it to a new PDF, and send that."
    ),
    "media": gettext_noop("This PDF holds film, sound or a model. Print it to a new PDF, and send that."),
    "sends": gettext_noop("This PDF sends or fetches what is filled in. Print it to a new PDF, and send that."),
    "other_files": gettext_noop("This PDF opens other files. Print it to a new PDF, and send that."),
    "acts": gettext_noop("This PDF does something by itself when it is opened. Print it to a new PDF, and send that."),
    "too_costly": gettext_noop(
        "This file takes too long to open, or too much memory. Print it to a new PDF, or save it as a smaller picture,"
        " and send that."
    ),
    "busy": gettext_noop("Many files are being looked at just now. Send yours again in a minute."),
    "infected": gettext_noop(
        "The virus scanner found something in this file; it was not kept. Scan the printed document, or take a picture"
        " of it, and send that. You may want to look after your computer, too."
    ),
    "too_many_documents": gettext_noop(
        "There are already %(documents)s files here, and more are not possible. Take one back that is no longer needed."
    ),
    "unknown_kind": gettext_noop("Choose from the list what this document is."),
    "unknown_party": gettext_noop("The person or company this document belongs to was removed. Choose another one."),
    "item_closed": gettext_noop("This question is no longer open, so nothing can be handed in to it."),
}


def refused(reason: NotTaken | str, limits: Files, *, status: int = 422) -> Refused:
    """The refusal with its sentence; its numbers are the policy's."""
    code = reason.code if isinstance(reason, NotTaken) else reason
    numbers = {
        "megabytes": limits.most_bytes // 1_000_000,
        "megapixels": limits.most_pixels // 1_000_000,
        "pages": limits.most_pages,
        "documents": limits.most_documents,
    }
    return Refused(gettext(SENTENCES[code]) % numbers, code=f"file_{code}", status=503 if code == "busy" else status)
