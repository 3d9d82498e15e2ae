"""Can somebody read how to call us, with nothing from outside and nothing that the policy refuses?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving


@pytest.fixture(scope="module")
def product() -> Iterator[str]:
    """The product's own addresses."""
    with serving("kycrisk.urls") as address:
        yield address


def test_every_call_is_shown_and_the_policy_refuses_nothing(page: Page, product: str, complaints: list[str]):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{product}api/docs/")
    access = page.locator("#operations-accounts-access")
    expect(access).to_be_visible()
    access.click()
    expect(access.get_by_text("May this account be served, and how widely?").first).to_be_visible()
    page.get_by_role("button", name="Authorize").first.click()
    expect(page.get_by_text("ApiKey (http, Bearer)")).to_be_visible()
    assert complaints == []
    assert [url for url in asked if not url.startswith((product, "data:", "blob:"))] == []
