"""What may a log say? Where something failed and of which kind, never with which words.

An exception's message may quote what a request carried (a value that does not parse, a key that the database refuses):
personal data and prompts would end up in files that nobody erases. So lines of code and kinds of errors are written.
"""

import logging
import re
import traceback
from types import TracebackType

from kycrisk.lib.errors import Refused

type ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WordlessFormatter(logging.Formatter):
    """Tracebacks without the messages of exceptions."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's own name
        """Every exception of the chain, the cause first."""
        return "\n".join(reversed([told(error) for error in chain(ei[1])]))


def chain(error: BaseException | None) -> list[BaseException]:
    """An exception and what led to it, at most ten."""
    found: list[BaseException] = []
    while error is not None and error not in found and len(found) < 10:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def told(error: BaseException) -> str:
    """The lines of code and the kind; the database adds its code and the constraint, both without values."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{lines}{kind_of(error)}"


def kind_of(error: BaseException) -> str:
    """What an error is called, without what it quotes."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, Refused):
        return f"{name} {error.code}"
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None) or ""
    return " ".join(part for part in (name, getattr(error, "sqlstate", None) or "", constraint) if part)


class WithoutKeys(logging.Filter):
    """A link from one of our letters is a key: whoever reads the log must not find it."""

    LINK = re.compile(r"(/(?:appeal|apply(?:/confirm)?)/)[^/\s]+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; addresses without what opens them."""
        record.msg = self.LINK.sub(r"\1…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(self.LINK.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args)
        return True


class WithoutQuotes(logging.Filter):
    """Celery puts the exception's words into the message: only its kind goes on."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; some with fewer words."""
        if isinstance(record.args, dict) and "exc" in record.args and record.exc_info and record.exc_info[1]:
            record.args = {**record.args, "exc": kind_of(record.exc_info[1]), "traceback": ""}
        return True
