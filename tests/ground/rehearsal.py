"""A task for the broker's tests: it says that it began, and ends when it is told to."""

import time
from pathlib import Path

from kycrisk.celery import app


@app.task(name="tests.rehearse")
def rehearse(folder: str) -> None:
    """Write a line to `begun`, wait for the file `go` (at most a minute), write a line to `ended`."""
    place = Path(folder)
    add_line(place / "begun")
    for _ in range(600):
        if (place / "go").exists():
            add_line(place / "ended")
            return
        time.sleep(0.1)


def add_line(path: Path) -> None:
    """Append one line."""
    with path.open("a") as file:
        file.write("x\n")
