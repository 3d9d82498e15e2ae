"""How much of an upload do we let in? What fits the policy's limit, in memory; the rest is thrown away as it comes.

Django would write a large upload to the disk before anybody looks at it. Here all the files of one request together
get what one document may have, so that a request never holds more and nothing that is personal lies on a disk unsealed.
"""

from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from accounts.policy.querysets import current


class BoundedUploadHandler(FileUploadHandler):
    """One for each request. A file that was cut keeps its true size and loses its bytes."""

    left: int | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The next file begins."""
        super().new_file(*args, **kwargs)
        if self.left is None:
            self.left = current().numbers.onboarding.files.most_bytes
        self.content: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it, as long as there is room."""
        assert self.left is not None
        if self.content is None:
            return
        if len(raw_data) > self.left:
            self.left += self.content.tell()
            self.content = None
            return
        self.left -= len(raw_data)
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file with its bytes, or `Cut`."""
        if self.content is None:
            return Cut(BytesIO(), self.field_name, self.file_name or "", "", file_size, None, None)
        self.content.seek(0)
        content: IO[bytes] = self.content
        return InMemoryUploadedFile(
            content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


class Cut(InMemoryUploadedFile):
    """A file that was larger than a request may bring; its bytes are gone."""


def bytes_of(upload: "UploadedFile[bytes]", most: int) -> bytes | None:
    """The file's bytes; None when it is larger than `most`."""
    if isinstance(upload, Cut) or (upload.size or 0) > most:
        return None
    upload.seek(0)
    content: bytes = upload.read(most + 1)
    return content if len(content) <= most else None
