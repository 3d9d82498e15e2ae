"""Thirty things that Harbour's people said of themselves. Who finds them, before and after they are forgotten?

Before: in no log, message, webhook or page of an error, and in no row of any table as text. After `erase_subject`: no
key opens what is left, no file is left, the journal is still whole. Real processes, a real receiver, and everything
looked through byte by byte.
"""

from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path

import httpx
import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from accounts.journal.models import Entry
from accounts.onboarding.actions import answer_item, ask_item, comment, invite, submit
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.actions_item import Ask
from accounts.onboarding.claims import Address, Answers, Identity, Party, Payment
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import address_of
from accounts.onboarding.models import Application, Document, Letter
from accounts.onboarding.opening import answers_of, claims_of, said_of
from accounts.parties.actions import record_account
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Delivery, DeliveryState
from graph.pipeline.actions import advance
from tests import world
from tests.accounts.onboarding.stored import files as documents_in
from tests.applicants import Named, application, harbour_answers, harbour_parties
from tests.journeys.storm import waiting
from tests.journeys.traces import files, rows, traces
from tests.live import Live
from tests.receiver import Receiver

WHO = "acct_harbour_is_forgotten"


class Planted:
    """Words that nobody would write by chance, each one once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers = count(1)

    def __call__(self, where: str) -> str:
        """A new one."""
        word = f"Zwlq{where}{next(self._numbers):02d}xvhk"
        self.words.append(word)
        return word


def planted_person(plant: Planted, party: Party) -> Party:
    """The same person with planted words wherever a person is described."""
    return msgspec.structs.replace(
        party,
        name=f"{plant('Given')} {plant('Family')}",
        address=Address(lines=plant("Street"), city=plant("Town"), postal_code="20459", country="DE"),
        email=f"{plant('mail').lower()}@harbour-analytics.example",
        identity=Identity(type="passport", number=plant("No").upper(), issuer="DE", expires_on="2031-02-28"),
        position=plant("Position"),
    )


def planted_answers(plant: Planted) -> Answers:
    """Harbour's answers, with words of its people in them."""
    usual = harbour_answers()
    pays = Payment(method="card", payer_name=plant("Payer"), country="DE")
    use = msgspec.structs.replace(usual.use, purpose=f"Texts for {plant('Purpose')}", payment=pays)
    contact = {"contact_name": plant("Contact"), "contact_email": f"{plant('to').lower()}@harbour-analytics.example"}
    return msgspec.structs.replace(usual, use=use, statement_name=plant("Signed"), **contact)


def planted_parties(plant: Planted) -> tuple[Named, ...]:
    """Its people, unrecognisable."""
    named = harbour_parties()
    return tuple(
        Named(one.kind, planted_person(plant, one.said), one.roles, one.holds) if one.kind == "person" else one
        for one in named
    )


def picture(plant: Planted) -> SimpleUploadedFile:
    """A scan whose name and metadata tell something."""
    exif = Image.Exif()
    exif[0x010E] = plant("Exif")
    made = BytesIO()
    Image.new("RGB", (400, 300), "lightgrey").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(f"{plant('File')}.jpg", made.getvalue(), "image/jpeg")


@pytest.fixture
def plant() -> Planted:
    return Planted()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as started:
        yield started


def applied(plant: Planted) -> Application:
    """An application of an account that told its contact as well, with a document, asked and answered."""
    email = f"{plant('acc').lower()}@harbour-analytics.example"
    facts = AccountFacts(account=WHO, address=plant("Quay"), email=email, contact_name=plant("Caller"))
    account, _ = record_account(by=world.by("ada"), facts=facts)
    made = application(planted_answers(plant), planted_parties(plant), account=account)
    invite(by=world.by("sam"), application=made)
    take_all_documents(plant, made)
    submit(by=applicant(made), application=made)
    comment(by=world.by("sam"), application=made, text=f"Call {plant('Comment')}")
    item = ask_item(by=world.by("ines"), application=made, ask=Ask(text=f"Is {plant('Question')} still director?"))
    answer_item(by=applicant(made), item=item, text=f"Yes, {plant('Answer')} is.")
    return made


def take_all_documents(plant: Planted, made: Application) -> None:
    """One file for each kind that is asked for."""
    for kind, party in (("register_extract", ""), ("shareholder_list", ""), ("passport", "p1")):
        take_document(by=applicant(made), application=made, upload=picture(plant), kind=kind, party_key=party)


def mishaps(live: Live, plant: Planted, made: Application) -> Iterator[httpx.Response]:
    """Requests that go wrong with personal words in them."""
    link = made.links.latest("id")
    with httpx.Client(base_url=live.url, timeout=30) as http:
        http.get(address_of(link)).raise_for_status()  # the applicant may read what they wrote; the log may not
        yield http.post(address_of(link) + "no-such-step/", data={"name": plant("Lost")})
        yield http.post("/api/v1/applications", json={"contact_name": plant("Api"), "company_name": 7})
        yield http.get("/apply/" + plant("Token") + "/")
        yield http.get("/applications/", params={"q": plant("Query")})


def found(words: list[str], content: bytes) -> list[str]:
    """Which of them stand in here, in whatever writing and case."""
    lower = content.lower()
    return [word for word in words if any(trace.lower() in lower for trace in (*traces(word), word.lower().encode()))]


def everything_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in files(folder))


def test_what_people_said_is_found_nowhere_and_can_be_forgotten(live: Live, plant: Planted, receiver: Receiver):
    add_endpoint(by=world.by("ada"), url=f"{receiver.url}/hook", event_types=["application.changed", "case.opened"])
    live.start()
    with override_settings(MEDIA_ROOT=live.folder / "media", PUBLIC_URL=live.url):
        made = applied(plant)
        answers = [answer.text for answer in mishaps(live, plant, made)]
        live.until(lambda: not waiting() and not Letter.objects.filter(sent_at=None, due_at__lte=timezone.now()))
        live.until(lambda: not Delivery.objects.exclude(state=DeliveryState.DELIVERED).exists())
        advance()
        look_before(live, plant, receiver, answers)
        look_after(live, plant, made)


def look_before(live: Live, plant: Planted, receiver: Receiver, answers: list[str]) -> None:
    assert len(plant.words) >= 30
    assert receiver.bodies(), "webhooks did arrive"
    letters = everything_in(live.folder / "media" / "mail")
    assert found(plant.words, letters), "the letters name whom they are written to"
    kept = "\n".join(rows()).encode()
    assert WHO.encode() in kept
    assert found(plant.words, kept) == []
    assert found(plant.words, str(receiver.requests()).encode()) == []
    assert found(plant.words, "".join(answers).encode()) == []
    assert found(plant.words, live.logs().encode()) == []
    assert found(plant.words, everything_in(live.folder / "media" / "documents")) == []


def look_after(live: Live, plant: Planted, made: Application) -> None:
    assert found(plant.words, msgspec.json.encode(claims_of(made))), "until now it opens"
    call_command("erase_subject", WHO, reason="asked for by letter", stdout=StringIO())
    made = Application.objects.get(pk=made.pk)
    assert answers_of(made) == Answers()
    assert {said_of(party) for party in made.parties.all()} == {Party()}
    assert Account.objects.get(account=WHO).wrapped_key is None
    assert not Document.objects.exclude(wrapped_key=None).exists()
    assert documents_in() == []
    assert found(plant.words, "\n".join(rows()).encode()) == []
    call_command("verify_journal", stdout=StringIO())
    assert {"account.erased", "application.erased", "document.erased"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )
