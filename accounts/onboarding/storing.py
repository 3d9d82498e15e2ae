"""Where are documents kept, and who can read what lies there? Sealed under random names; nobody without the key.

A file is written before the row that names it is committed: a crash in between leaves a file nobody names, which
`sweep_orphans` removes, never a row without its file. Each file is sealed under its document's own key, so that erasing
the key makes every copy unreadable, backups included.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from accounts.onboarding.models import Document, DocumentPage
from kycrisk.lib.vault import Unreadable, seal_bytes, unseal_bytes

ORIGINAL = "original"
NAMES_AT_ONCE = 1_000


class DocumentFolder(FileSystemStorage):
    """A folder of its own below MEDIA_ROOT that only we may enter; its files have no address."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Path:
        """Where it is; Django remembers that, ours follows the setting."""
        return Path(settings.MEDIA_ROOT) / "documents"

    @property
    def location(self) -> str:
        """The same, absolute."""
        return str(self.base_location.resolve())

    def url(self, name: str | None) -> str:
        """None: what is in here is shown by `document_views`, page by page, or not at all."""
        raise ValueError("documents have no address")


def put(document: Document, part: str, content: bytes) -> str:
    """Seal a part of the document (`original`, `page 1`) and keep it; answers the random name it lies under."""
    if document.wrapped_key is None:
        raise Unreadable("the document was erased")
    sealed = seal_bytes(bytes(document.wrapped_key), content, context=_context(document, part))
    name = secrets.token_hex(20)
    return _storage().save(f"{name[:2]}/{name}", ContentFile(sealed))


def get(document: Document, part: str, name: str) -> bytes:
    """The part as it was put; raises `Unreadable` when its file or key is gone or it was changed."""
    key = None if document.wrapped_key is None else bytes(document.wrapped_key)
    try:
        with _storage().open(name) as file:
            sealed = file.read()
    except (OSError, ValueError) as error:
        raise Unreadable("the file is not there") from error
    return unseal_bytes(key, sealed, context=_context(document, part))


def page_part(number: int) -> str:
    """The name of a page among a document's parts."""
    return f"page {number}"


def remove(names: Iterable[str]) -> None:
    """Delete files; one that is gone already is no matter."""
    storage = _storage()
    for name in names:
        storage.delete(name)


def names_of(document: Document) -> list[str]:
    """Every file of a document."""
    pages = DocumentPage.objects.filter(document=document).values_list("stored_as", flat=True)
    return [name for name in (document.stored_as, *pages) if name]


def sweep_orphans(written_before: datetime) -> int:
    """Remove the files that no row names, unless they are so young that theirs may still come; how many."""
    removed = 0
    for names in batched(_all_names(), NAMES_AT_ONCE, strict=False):
        known = {*Document.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)}
        known |= {*DocumentPage.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)}
        orphans = [name for name in names if name not in known and _is_older(name, written_before)]
        remove(orphans)
        removed += len(orphans)
    return removed


def _all_names() -> Iterator[str]:
    storage = _storage()
    if not storage.exists(""):
        return
    for folder in storage.listdir("")[0]:
        yield from (f"{folder}/{name}" for name in storage.listdir(folder)[1])


def _is_older(name: str, moment: datetime) -> bool:
    try:
        return _storage().get_modified_time(name) < moment
    except OSError:  # somebody else was quicker
        return False


def _storage() -> Storage:
    return storages["documents"]


def _context(document: Document, part: str) -> str:
    """Binds a file to its document and place: none can be put in another's stead."""
    return f"{document.document} {part}"
