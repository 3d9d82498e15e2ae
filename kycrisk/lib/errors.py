"""How does a verb say no? One exception that carries a sentence for the person and a code for the machine."""


class Refused(Exception):
    """A verb was refused; nothing changed.

    `detail` says what happened and how to mend it, and is safe to show to the caller. `code` is stable and
    machine-readable. `status` is the HTTP status it becomes (403 may not, 404 unknown, 409 conflict, 422 bad value).
    """

    def __init__(self, detail: str, *, code: str = "refused", status: int = 409) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.status = status
