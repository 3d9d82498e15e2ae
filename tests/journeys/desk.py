"""Who sits at the pages, and who gets letters? Staff and customers as a browser without scripts would do it."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from accounts.journal.actors import Actor
from accounts.staff.actions import create_user
from tests.world import STAFF

PASSWORD = "correct horse battery staple"
LINK = re.compile(r"http://\S+(/appeal/\S+/)")
BETWEEN_LETTERS = "-" * 79


class Browser:
    """Somebody with a browser: a customer as such, staff after `log_in`."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)

    @classmethod
    def of(cls, username: str, url: str) -> Self:
        """A colleague of the cast, new to the house, logged in."""
        first, last, role = STAFF[username]
        by = Actor.command("create_user")
        create_user(by=by, username=username, role=role, password=PASSWORD, full_name=f"{first} {last}")
        browser = cls(url)
        browser.get("/login/")
        answer = browser.post("/login/", login=username, password=PASSWORD)
        assert answer.status_code == 302, answer.text
        return browser

    def __enter__(self) -> Self:
        """Sit down."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        self._http.close()

    def get(self, path: str) -> str:
        """A page that is there."""
        answer = self._http.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of the page seen last."""
        return self._http.post(path, data={**fields, "csrfmiddlewaretoken": self._http.cookies["csrftoken"]})


def value_of(name: str, page: str) -> str:
    """What a form carries along under this name."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return found.group(1)


def letters(media: Path) -> list[EmailMessage]:
    """Every letter that went out."""
    texts = [file.read_text() for file in sorted((media / "mail").glob("*"))]
    written = [part.strip() for text in texts for part in text.split(BETWEEN_LETTERS) if part.strip()]
    return [email.message_from_string(text, policy=default) for text in written]


def appeal_link(media: Path, address: str) -> str:
    """The path of the link in the letter to this address; nothing if none came yet."""
    for letter in letters(media):
        if letter["To"] == address and (found := LINK.search(letter.get_content())):
            return found.group(1)
    return ""
