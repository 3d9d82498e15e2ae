"""Which companies does GLEIF know? Its file of all LEIs, taken in as one piece: the old one stands until the new does.

The "golden copy" of level 1 data (https://www.gleif.org/en/lei-data/gleif-golden-copy) is a CSV file with a header,
zipped or gzipped or neither. It is read as it streams by: bad lines are told by their number and left out.
"""

import csv
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from django.db import connection, transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding.models import LeiRecord
from accounts.parties.values import lei as read_lei
from accounts.parties.values import moment
from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import open_any

# What is kept, and under which name GLEIF has it (Common Data File format 3.1).
COLUMNS: Final = {
    "lei": "LEI",
    "name": "Entity.LegalName",
    "jurisdiction": "Entity.LegalJurisdiction",
    "register_number": "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "entity_status": "Entity.EntityStatus",
    "registration_status": "Registration.RegistrationStatus",
    "renews_at": "Registration.NextRenewalDate",
}
LONGEST: Final = {
    "name": 500,
    "jurisdiction": 6,
    "register_number": 100,
    "entity_status": 20,
    "registration_status": 40,
}
STAGE: Final = """
DROP TABLE IF EXISTS pg_temp.stage_lei;
CREATE TEMPORARY TABLE stage_lei (
    lei text, name text, jurisdiction text, register_number text, entity_status text, registration_status text,
    renews_at timestamptz
) ON COMMIT DROP
"""
COPY: Final = f"COPY stage_lei ({', '.join(COLUMNS)}) FROM STDIN"
REPLACE: Final = f"""
INSERT INTO onboarding_lei ({", ".join(COLUMNS)}, imported_at)
SELECT DISTINCT ON (lei) {", ".join(COLUMNS)}, %s FROM stage_lei ORDER BY lei
"""  # noqa: S608  # our own names
type Tell = Callable[[int, str], None]


@dataclass(slots=True)
class Taken:
    """How many lines were read, how many were wrong, and how many companies there are now."""

    lines: int = 0
    bad: int = 0
    companies: int = 0


@dataclass(slots=True)
class GleifImport:
    """One file being taken in. `complain` is told the number of a line and what is wrong with it."""

    path: Path
    complain: Tell
    show: Callable[[int], None] = lambda _count: None
    taken: Taken = field(default_factory=Taken)

    @transaction.atomic
    def run(self, by: Actor) -> Taken:
        """Replace what was there. Raises `Refused` for a file that is none of GLEIF's, and changes nothing then."""
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(STAGE)
            with cursor.copy(COPY) as copy:
                for row in self._rows():
                    copy.write_row(row)
            if not self.taken.lines > self.taken.bad:
                raise Refused(f"{self.path} holds no LEI; is it GLEIF's level 1 file?", code="no_lei", status=422)
            cursor.execute("DELETE FROM onboarding_lei")
            cursor.execute(REPLACE, [now])
            self.taken.companies = cursor.rowcount
        detail = {"companies": self.taken.companies, "bad": self.taken.bad}
        record(by=by, verb="gleif.imported", subject=("list", "gleif"), detail=detail)
        return self.taken

    def _rows(self) -> Iterator[tuple[str | datetime | None, ...]]:
        try:
            with _opened(self.path) as file:
                yield from self._read(csv.reader(line.decode("utf-8", "replace") for line in file))
        except (OSError, EOFError, csv.Error, zipfile.BadZipFile) as error:
            at = f"after line {self.taken.lines + 1}"
            raise Refused(f"{self.path} cannot be read {at}: {error}", code="bad_file", status=422) from None

    def _read(self, rows: Iterator[list[str]]) -> Iterator[tuple[str | datetime | None, ...]]:
        places = self._places([title.removeprefix("\ufeff") for title in next(rows, [])])
        for number, row in enumerate(rows, start=2):
            self.taken.lines += 1
            self.show(self.taken.lines)
            try:
                yield _read({name: row[place].strip() for name, place in places.items()})
            except IndexError:
                self._bad(number, "the line has too few columns")
            except ValueError as error:
                self._bad(number, str(error))

    def _places(self, header: list[str]) -> dict[str, int]:
        lacking = [title for title in COLUMNS.values() if title not in header]
        if lacking:
            raise Refused(f"{self.path} has no column {lacking[0]}.", code="no_column", status=422)
        return {name: header.index(title) for name, title in COLUMNS.items()}

    def _bad(self, number: int, why: str) -> None:
        self.taken.bad += 1
        self.complain(number, why)


def freshness() -> datetime | None:
    """When the file that is asked was imported; None: there is none."""
    newest = LeiRecord.objects.order_by("id").first()
    return newest.imported_at if newest else None


def _read(said: dict[str, str]) -> tuple[str | datetime | None, ...]:
    """A line in the order of `COLUMNS`."""
    lei = read_lei(said["lei"])
    if not lei or not said["name"]:
        raise ValueError("LEI or name is missing")
    kept = {name: text.replace("\x00", "")[: LONGEST.get(name, 100)] for name, text in said.items()}
    renews = moment(said["renews_at"]) if said["renews_at"] else None
    return tuple(lei if name == "lei" else renews if name == "renews_at" else kept[name] for name in COLUMNS)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the file, unpacked whether it is zipped (one file inside), gzipped or neither."""
    if not zipfile.is_zipfile(path):
        with open_any(path) as file:
            yield file
        return
    with zipfile.ZipFile(path) as folder:
        names = [name for name in folder.namelist() if name.lower().endswith(".csv")]
        if len(names) != 1:
            raise zipfile.BadZipFile("there must be one CSV file in it")
        with folder.open(names[0]) as inside:
            yield inside
