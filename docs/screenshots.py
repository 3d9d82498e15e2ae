#!/usr/bin/env python3
"""What do the pages look like? Photographs of a running installation, for the documentation.

Start it with `make run`, then in another terminal:

    .venv/bin/python docs/screenshots.py --password "the password that make run printed"

It needs Chromium on the PATH and the development requirements (`make test` installs them). It logs in as the demo's
reviewer, lead and seller, opens each page wide and narrow, in light and dark, and writes
`docs/screenshots/<page>-{desktop,phone}-{light,dark}.png`. It looks, and changes nothing:
let the reviewer propose something first, and the lead approve another thing, so that approvals and decisions show it.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent / "screenshots"
SIZES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 1000}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
}
HIGHEST = 2600
THEMES = ("light", "dark")
# The first link in this place of that page leads to the page that is photographed.
FIRST_LINK = {
    "case": ("/queue/", "#queue-rows tbody a"),
    "onboarding": ("/queue/?tab=onboarding", "#queue-rows tbody a"),
    "network": ("/networks/", "#networks tbody a"),
    "account": ("/networks/", "#networks tbody a"),
    "decision": ("/networks/", "#networks tbody a"),
    "approvals": ("/approvals/", ".items li:last-child a"),
}
# And from there one step further.
THEN = {"account": "[data-row][data-node] a", "decision": ".decided a"}
# What is chosen there: the panel says what would happen, and nothing does.
PRESSED = {"case": "6"}
LEADS_PAGES = ["approvals"]
SELLERS_PAGES = ["applications"]
ADDRESSES = {
    "applications": "/applications/",
    "queue": "/queue/",
    "networks": "/networks/",
    "journal": "/journal/",
    "search": "/search/?q=acct_lark",
}


def main() -> int:
    """Photograph everything; the exit code is 1 when something could not be opened."""
    asked = _arguments()
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("docs/screenshots.py: no Chromium on the PATH; on Debian: apt install chromium")
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        missing = [line for size in SIZES for theme in THEMES for line in _round(browser, asked, size, theme)]
        browser.close()
    for line in missing:
        print(line, file=sys.stderr)  # noqa: T201  # it talks to a person at a terminal
    return 1 if missing else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where it runs")
    parser.add_argument("--password", required=True, help="of the demo logins, as make run prints it")
    parser.add_argument("--reviewer", default="ines")
    parser.add_argument("--lead", default="omar")
    parser.add_argument("--seller", default="sam")
    parser.add_argument("--only", nargs="*", metavar="PAGE", help="these pages alone: queue, case, approvals …")
    return parser.parse_args()


def _round(browser: Browser, asked: argparse.Namespace, size: str, theme: str) -> Iterator[str]:
    """Every page in one size and theme; yields what could not be photographed."""
    reviewers = [name for name in (*ADDRESSES, *FIRST_LINK) if name not in LEADS_PAGES + SELLERS_PAGES]
    logins = {asked.reviewer: reviewers, asked.lead: LEADS_PAGES, asked.seller: SELLERS_PAGES}
    for username, pages in logins.items():
        context = browser.new_context(color_scheme=theme, reduced_motion="reduce", **SIZES[size])  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(15_000)
        _log_in(page, asked.url, username, asked.password)
        for name in (one for one in pages if not asked.only or one in asked.only):
            page.set_viewport_size(SIZES[size]["viewport"])
            if _open(page, asked.url, name):
                _photograph(page, HERE / f"{name}-{size}-{theme}.png")
            else:
                yield f"{name}: there is nothing to show yet; is the small world loaded?"
        context.close()


def _photograph(page: Page, path: Path) -> None:
    """The whole page, as somebody with a very high screen sees it: what sticks to the window is shown in full."""
    width = page.evaluate("innerWidth")
    page.set_viewport_size({"width": width, "height": min(page.evaluate("document.body.scrollHeight"), HIGHEST)})
    page.screenshot(path=path)


def _log_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda now: "/login/" not in now)


def _open(page: Page, url: str, name: str) -> bool:
    """Open the page and wait until it has settled; false when nothing leads there."""
    if name not in FIRST_LINK:
        page.goto(url + ADDRESSES.get(name, f"/{name}/"))
        return True
    start, link = FIRST_LINK[name]
    page.goto(url + start)
    if not page.locator(link).count():
        return False
    page.locator(link).first.click()
    page.wait_for_load_state()
    if name in THEN:
        if not page.locator(THEN[name]).count():
            return False
        page.locator(THEN[name]).first.click()
        page.wait_for_load_state()
    if name in PRESSED:
        page.keyboard.press(PRESSED[name])
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # the drawing lays itself out
    return True


if __name__ == "__main__":
    sys.exit(main())
