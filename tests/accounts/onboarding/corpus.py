"""Every file of the corpus, by what has to become of it."""

from tests.accounts.onboarding import files_not_taken, files_pdfs, files_pictures
from tests.accounts.onboarding.files import Given


def hostile() -> list[Given]:
    """Everything that has to be refused or made harmless."""
    pictures = [*files_pictures.hungry(), *files_pictures.broken(), *files_pictures.talking()]
    pdfs = [*files_pdfs.scripts(), *files_pdfs.acting(), *files_pdfs.hungry(), *files_pdfs.broken()]
    return [*files_not_taken.other_kinds(), *files_not_taken.two_in_one(), *pictures, *pdfs]


def honest() -> list[Given]:
    """Everything that has to be taken."""
    return [*files_pictures.honest(), *files_pdfs.honest()]
