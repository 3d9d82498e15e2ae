"""Who opens the pages? A Chromium of this machine, and a little site that shows the gallery of components."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name of the base class
        """Say nothing: a test tells by its assertions."""


# One browser a module: while Playwright runs, the thread counts as asynchronous and Django refuses its ORM there.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the gallery, with the product's middleware and policy."""
    with serving("tests.browser.gallery_site") as address:
        yield address


@contextmanager
def serving(addresses: str) -> Iterator[str]:
    """A server of these addresses that needs no database, with the product's middleware and policy."""
    with override_settings(ROOT_URLCONF=addresses, ALLOWED_HOSTS=["127.0.0.1"]):
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        product = WSGIHandler()
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.set_app(product)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains about while the test runs: refused by the policy, errors, missing files."""
    return []


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who comes back: what does not change is fetched once a module."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A fresh page of 1440 × 900, without cookies."""
    visitor.clear_cookies()
    opened = visitor.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()


def broken_rules(page: Page) -> list[str]:
    """What axe finds serious or critical on a page, one line each."""
    # The policy refuses injected <script> elements, so the checker is evaluated by the debugger instead.
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    grave = [rule for rule in found if rule["impact"] in {"serious", "critical"}]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in grave for node in rule["nodes"]]
