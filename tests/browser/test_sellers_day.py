"""Sam brings customers in: looks at the board, invites a company that looks like another, imports a list, asks again.

On the product as it runs; what counts at the end is who is on the way. The board is looked at by hand too, wide and
narrow, light and dark: `docs/screenshots/applications-*.png`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.onboarding.csv_start import COLUMNS
from accounts.onboarding.models import Application, Letter
from tests.boards import living_board
from tests.browser.at_the_desk import Desk, asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live

LIST = f"""{";".join(COLUMNS)}
Nordlicht Optik KG;DE;Maja Brück;m.brueck@nordlicht.example;business;CRM-21;;;de
Harbour Analytics GmbH;DE;Jörg Brandt;j.brandt@harbour.example;business;CRM-22;;;de
Salt & Sons;UK;;nobody;business;CRM-23;;;en
"""
VIEWS = ("/applications/", *(f"/applications/{name}/" for name in ("list", "times", "start", "import")))


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("sam")
    living_board(timezone.now())
    live.start_web()
    with desk_of(live, chromium) as opened:
        yield opened


def names() -> set[str]:
    """Who is on the way."""
    return set(asked(lambda: list(Application.objects.values_list("company_name", flat=True))))


def test_sam_invites_looks_and_imports(desk: Desk, tmp_path: Path):
    sam = desk.sit_down("sam", "/applications/")
    expect(sam.get_by_text("12 in all. 7 wait for the customer")).to_be_visible()
    sam.keyboard.press("i")
    invite_a_company(sam)
    expect(sam.get_by_role("heading", level=1)).to_have_text("Harbour Analytics BV")
    expect(sam.get_by_text("Invitation")).to_be_visible()
    sam.get_by_role("button", name="Invite again").click()
    expect(sam.locator("#toasts")).to_contain_text("Invited again")
    assert asked(lambda: Letter.objects.filter(kind="invited").count()) == 2

    sam.get_by_role("searchbox").fill("harbor analytics")
    sam.keyboard.press("Enter")
    expect(sam.get_by_role("row")).to_have_count(3)
    import_a_list(sam, tmp_path)
    assert {"Nordlicht Optik KG", "Harbour Analytics BV"} < names()
    assert "Salt & Sons" not in names()
    assert desk.complaints == []


def invite_a_company(sam: Page) -> None:
    """What is wrong is said, a company that looks alike is named, and nothing typed is lost."""
    sam.get_by_label("Company, or the person’s name").press_sequentially("Harbour Analytics BV")
    expect(sam.locator("#alike")).to_contain_text("Harbour Analytics GmbH")
    sam.get_by_label("Country").select_option("NL")
    sam.get_by_label("Whom we write to").fill("Joris de Wit")
    sam.get_by_label("E-mail").fill("joris at harbour")
    sam.get_by_role("button", name="Send the invitation").click()
    expect(sam.get_by_role("alert")).to_contain_text("not an e-mail address")
    assert broken_rules(sam) == []
    sam.get_by_label("E-mail").fill("joris@harbour.example")
    sam.get_by_role("button", name="Send the invitation").click()


def import_a_list(sam: Page, folder: Path) -> None:
    """Shown first, then started; the row in error is taken home."""
    file = folder / "list.csv"
    file.write_bytes(LIST.encode("cp1252"))
    sam.get_by_role("link", name="Import CSV").click()
    sam.get_by_label("CSV file").set_input_files(file)
    sam.get_by_role("button", name="Show what would happen").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text("1 of 3 customers will be invited")
    expect(sam.get_by_text("Columns are separated by semicolons.")).to_be_visible()
    assert broken_rules(sam) == []
    with sam.expect_download() as taken:
        sam.get_by_role("button", name="Rows to mend").click()
    assert "Salt & Sons" in Path(taken.value.path()).read_text()
    sam.get_by_role("button", name="Start them").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text("1 customer is invited")
    assert broken_rules(sam) == []


def test_the_pages_break_no_rule_and_fit_on_a_phone(desk: Desk):
    sam = desk.sit_down("sam", "/applications/")
    one = str(sam.get_by_role("link", name="Tallow & Pike LLP").get_attribute("href"))
    for width, theme in ((1440, "light"), (390, "dark")):
        sam.set_viewport_size({"width": width, "height": 900})
        sam.context.add_cookies([{"name": "theme", "value": theme, "url": desk.live.url}])
        for address in (*VIEWS, one):
            sam.goto(desk.live.url + address)
            assert broken_rules(sam) == [], address
            assert sam.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert desk.complaints == []
