"""Sam brings Harbour in, from the first letter to the open account, by clicking; with a real worker and receiver.

Harbour fills in on a phone, leaves, and goes on in another browser; Ines asks for one thing more; Omar approves what
Ines proposed. The account is then open with the limits of the enterprise tier, and the outside was told.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from accounts.access.answers import answer
from accounts.onboarding.models import Application
from accounts.parties.models import Account
from accounts.policy.defaults import Onboarding
from accounts.webhooks.actions import add_endpoint
from tests import world
from tests.browser.at_the_desk import PATIENCE, Desk, asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live
from tests.receiver import Receiver

WHO = "acct_harbour_new"
PHONE = ViewportSize(width=390, height=844)
NEEDS = {"checks": ["completeness", "register_number", "email_control"], "documents": ["register_extract"]}
COMPANY = {
    "identity-legal_name": "Harbour Analytics GmbH",
    "identity-jurisdiction": "DE",
    "identity-legal_form": "GmbH",
    "identity-register": "Amtsgericht Hamburg",
    "identity-registration_number": "HRB 184220",
    "identity-incorporated_on_day": "4",
    "identity-incorporated_on_month": "5",
    "identity-incorporated_on_year": "2021",
    "identity-tax_id": "DE136695976",
    "registered-lines": "Hafenstraße 12",
    "registered-postal_code": "20459",
    "registered-city": "Hamburg",
    "registered-country": "DE",
    "main-country": "DE",
    "contact-website": "https://harbour-analytics.example",
    "contact-phone": "+4940123456",
}
JOERG = {
    "person-name": "Jörg Brandt",
    "person-born_on_day": "2",
    "person-born_on_month": "8",
    "person-born_on_year": "1979",
    "person-country": "DE",
    "address-lines": "Hafenstraße 12",
    "address-postal_code": "20459",
    "address-city": "Hamburg",
    "address-country": "DE",
    "more-position": "Managing director",
}
USE = {
    "purpose-purpose": "Berth planning: delay texts for ports",
    "purpose-requests_per_day": "40000",
    "users-end_user_countries": "Germany, Denmark",
    "users-resells": "no",
    "payment-method": "invoice",
}


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("sam", "ines", "omar")
    world.policy(onboarding={"enterprise_needs": NEEDS})
    with Receiver() as receiver:
        add_endpoint(by=world.by("ada"), url=f"{receiver.url}/hook")
        live.start()
        with desk_of(live, chromium) as opened:
            opened.receiver = receiver  # type: ignore[attr-defined]
            yield opened


def test_harbour_is_brought_in_and_opened_with_the_limits_of_its_tier(desk: Desk):
    sam = desk.sit_down("sam", "/applications/")
    invites(sam)
    door = letter_to_harbour(desk.live, "/apply/(?!confirm)")
    phone = a_phone(desk)
    fills_in_the_company(phone, door)
    phone.context.close()
    other = a_phone(desk)
    goes_on_and_sends(other, door)
    confirms(other, letter_to_harbour(desk.live, "/apply/confirm/"))

    ines = desk.sit_down("ines")
    asks_for_one_thing(ines)
    answers_it(other, door)
    proposes(ines)
    omar = desk.sit_down("omar")
    approves(omar)

    tier = Onboarding().enterprise
    door_now = asked(lambda: answer(Account.objects.get(account=WHO)))
    assert door_now
    assert (door_now["state"], door_now["reason"]) == ("open", "none")
    assert door_now["limits"] == {
        "requests_per_minute": tier.requests_per_minute,
        "tokens_per_day": tier.tokens_per_day,
        "models": tier.models,
    }
    told_outside(desk)
    other.goto(door)
    expect(other.get_by_role("heading", level=1)).to_have_text("Your application is approved")
    assert broken_rules(other) == []
    assert desk.complaints == []


def invites(sam: Page) -> None:
    sam.keyboard.press("i")
    sam.get_by_label("Company, or the person’s name").fill("Harbour Analytics GmbH")
    sam.get_by_label("Country").select_option("DE")
    sam.get_by_label("Whom we write to").fill("Jörg Brandt")
    sam.get_by_label("E-mail").fill("j.brandt@harbour-analytics.example")
    sam.locator("[name=plan]").select_option("enterprise")
    sam.locator("[name=account]").fill(WHO)
    assert broken_rules(sam) == []
    sam.get_by_role("button", name="Send the invitation").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text("Harbour Analytics GmbH")


def letter_to_harbour(live: Live, kind: str) -> str:
    """The address that a letter in the mail folder names."""

    def found() -> str:
        folder = live.folder / "media" / "mail"
        letters = (letter for path in sorted(folder.glob("*")) for letter in path.read_bytes().split(b"\n" + b"-" * 79))
        words = "\n".join(as_read(letter.lstrip(b"-\n")) for letter in letters)
        links = re.findall(rf"{live.url}{kind}[\w-]+/", words)
        return links[-1] if links else ""

    return asked(lambda: live.until(found))


def as_read(letter: bytes) -> str:
    """The words of a letter, whatever they travelled as."""
    return bytes(message_from_bytes(letter).get_payload(decode=True) or b"").decode()


def a_phone(desk: Desk) -> Page:
    page = desk.browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE)
    return page


def writes(page: Page, said: dict[str, str]) -> None:
    """Fill in whatever of this can be seen."""
    for name, value in said.items():
        field = page.locator(f"[name='{name}']:visible")
        if not field.count():
            continue
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def goes_through(page: Page, said: dict[str, str], until: str) -> None:
    """Group by group, as a phone shows them, to the next step."""
    for _ in range(12):
        if page.get_by_role("heading", level=1).inner_text() == until:
            return
        writes(page, said)
        assert broken_rules(page) == []
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_load_state()
    raise AssertionError(page.locator("main").inner_text())


def fills_in_the_company(page: Page, door: str) -> None:
    page.goto(door)
    goes_through(page, COMPANY, "Who owns Harbour Analytics GmbH?")


def goes_on_and_sends(page: Page, door: str) -> None:
    """In another browser it begins where the first one left."""
    page.goto(door)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who owns Harbour Analytics GmbH?")
    page.get_by_role("button", name="Add a person who owns it").click()
    key = str(page.locator("[name$='-person-name']").get_attribute("name")).partition("-")[0]
    writes(page, {f"{key}-{name}": value for name, value in JOERG.items()})
    for role in ("director", "representative", "control"):
        page.locator(f"[name='{key}-does-roles'][value='{role}']").check()
    page.get_by_label("I know the exact share").check()
    page.get_by_label("Share in percent").fill("100")
    assert broken_rules(page) == []
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    hands_in(page)
    page.get_by_role("link", name="Continue").click()
    goes_through(page, USE, "Review and send")
    page.locator("[name='statement-statement_name']").fill("Jörg Brandt")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Review and send")
    assert broken_rules(page) == []


def hands_in(page: Page) -> None:
    scan = BytesIO()
    Image.effect_noise((600, 800), 40).convert("RGB").save(scan, "JPEG")
    given = FilePayload(name="extract.jpg", mimeType="image/jpeg", buffer=scan.getvalue())
    page.locator("input[type=file]").first.set_input_files(given)
    page.get_by_role("button", name="Send this file").first.click()
    expect(page.get_by_text("extract.jpg").first).to_be_visible()


def confirms(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button").click()
    assert broken_rules(page) == []


def asks_for_one_thing(ines: Page) -> None:
    ines.get_by_role("link", name="Harbour Analytics GmbH").click()
    expect(ines.get_by_text("Names, dates and addresses are masked.")).to_be_visible()
    ines.keyboard.press("c")
    expect(ines.get_by_role("cell", name="Jörg Brandt").first).to_be_visible()
    assert broken_rules(ines) == []
    ines.keyboard.press("1")
    ines.get_by_label("The question").fill("Who founded the company?")
    ines.get_by_label("Answered by").select_option("")
    ines.get_by_role("button", name="Send the question").click()
    expect(ines.locator("#toasts")).to_contain_text("The clock stands still")


def answers_it(page: Page, door: str) -> None:
    page.goto(door)
    expect(page.get_by_text("Who founded the company?")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_role("textbox").fill("Jörg Brandt, in 2021.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Who founded the company?")).to_be_hidden()


def proposes(ines: Page) -> None:
    ines.reload()
    expect(ines.get_by_text("Jörg Brandt, in 2021.")).to_be_visible()
    judges_the_register_number(ines)
    expect(ines.get_by_role("radio", name="Propose")).to_be_enabled()
    ines.keyboard.press("3")
    ines.get_by_label("Note", exact=True).fill("Register, owner and address agree.")
    ines.get_by_role("button", name="Propose").click()
    expect(ines.get_by_text("Waits for a second person")).to_be_visible()


def judges_the_register_number(ines: Page) -> None:
    """Nothing here asks the register itself; Ines did."""
    line = ines.locator(".checks li", has_text="Register number")
    line.get_by_text("Judge it").click()
    line.get_by_label("Passed").check()
    line.get_by_label("Why").fill("HRB 184220 stands in the register of Hamburg, active.")
    line.get_by_role("button", name="Keep it").click()


def approves(omar: Page) -> None:
    omar.goto(omar.url.replace("/queue/", "/approvals/"))
    omar.get_by_role("link", name="Harbour Analytics GmbH").first.click()
    assert broken_rules(omar) == []
    omar.locator("[formaction$='/approve/']").click()
    expect(omar.locator("#toasts")).to_contain_text("Harbour Analytics GmbH")
    assert asked(_state) == "approved"


def _state() -> str:
    return Application.objects.get().state


def told_outside(desk: Desk) -> None:
    receiver: Receiver = desk.receiver  # type: ignore[attr-defined]

    def kinds() -> set[tuple[str, str]]:
        return {(body["type"], body["data"].get("state", "")) for body in receiver.bodies()}

    wanted = {("access.changed", "open"), ("application.changed", "approved")}
    desk.live.until(lambda: wanted <= kinds())
