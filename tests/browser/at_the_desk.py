"""Who sits at the desk? The product as it runs, and colleagues who log in to it, each in a browser of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from accounts.access.models import Access
from tests import world
from tests.live import Live

NO_FAULT = ("status of 4", "htmx:sendAbort", "htmx:afterRequest")
PATIENCE = 30_000  # milliseconds: a page that comes late is no other page
PASSWORD = "the desk is by the window"


def asked[Answer](question: Callable[[], Answer]) -> Answer:
    """Ask the database in a thread of its own: beside Playwright this one counts as asynchronous."""

    def answer() -> Answer:
        try:
            return question()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(answer).result()


@dataclass
class Desk:
    """The product as it runs, and what browsers complain about; people sit down at it."""

    live: Live
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    def sit_down(self, username: str, begins: str = "/queue/") -> Page:
        """Log in without a mouse, in a browser of one's own; `begins`: where the role begins."""
        page = self.browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.live.url}/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{self.live.url}{begins}")
        return page

    def _listen(self, said: object) -> None:
        kind, text = getattr(said, "type", ""), getattr(said, "text", "")
        # A refusal, and a question that a later one replaced, are no faults here, but browsers write them down as such.
        if kind in {"error", "warning"} and not any(word in text for word in NO_FAULT):
            self.complaints.append(text)

    def doors(self, beginning: str) -> set[str]:
        """How the doors of these accounts stand."""
        found = Access.objects.filter(account__account__startswith=beginning)
        return asked(lambda: set(found.values_list("state", flat=True)))


def give_passwords(*usernames: str) -> None:
    """Let these colleagues log in."""
    for username in usernames:
        user = world.person(username)
        user.set_password(PASSWORD)
        user.save()


@contextmanager
def desk_of(live: Live, chromium: str) -> Iterator[Desk]:
    """A desk at a product that runs."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield Desk(live, browser)
        browser.close()
