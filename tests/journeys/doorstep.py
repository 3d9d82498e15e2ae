"""The web server of the kill test: the product's, which stands still on the doorstep once if it is aimed at.

There its transaction has committed, and nothing that follows has happened: no answer, no message to the worker. It is
the worst moment to die, and too short to be hit by chance. `aim()` asks for it; `struck` says that it stands there.
"""

import os
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from kycrisk.wsgi import application

FOLDER = "TEST_DOORSTEP"
INBOX = "TEST_INBOX"
"""A module that puts another inbox in the place of the product's."""
PATIENCE = 30.0

__all__ = ["application"]


def aim(folder: Path) -> None:
    """Let the next transaction that has something to do after its commit stop there."""
    (folder / "aim").touch()


def struck(folder: Path) -> bool:
    """Does it stand there?"""
    return (folder / "struck").exists()


def stopping(go_on: Callable[[Any], None], folder: Path) -> Callable[[Any], None]:
    """What Django does after a commit, but standing still first when aimed at."""

    def after_commit(connection: Any) -> None:
        if connection.run_on_commit and (folder / "aim").exists():
            (folder / "aim").rename(folder / "struck")
            threading.Event().wait(PATIENCE)
        go_on(connection)

    return after_commit


if FOLDER in os.environ:
    wrapper: Any = BaseDatabaseWrapper
    wrapper.run_and_clear_commit_hooks = stopping(wrapper.run_and_clear_commit_hooks, Path(os.environ[FOLDER]))
if INBOX in os.environ:
    import_module(os.environ[INBOX])
