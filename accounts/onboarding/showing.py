"""A board to try the product on: invented companies, brought to where they stand by the same verbs as real ones.

Only for a fresh local installation. The days they have waited are put in afterwards; what happened is told as of now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone
from msgspec.structs import replace
from PIL import Image

from accounts.journal.actors import Actor
from accounts.onboarding import actions
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.checking import judge, standing
from accounts.onboarding.claims import Address, Answers, Company, Party, Payment, Use
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import live_links, token_of
from accounts.onboarding.models import Application, ClaimedParty, ClaimedShare
from accounts.onboarding.opening import answers_of, put_answers, put_party
from accounts.onboarding.referring import case_of
from accounts.policy.querysets import current
from accounts.staff.models import User

MOMENTS = ("created_at", "invited_at", "opened_at", "started_at", "saved_at", "submitted_at", "decided_at", "access_at")
SHIFTED = (*MOMENTS, "state_since", "expires_at")


@dataclass(frozen=True, slots=True)
class Shown:
    """A company on the board; it came as far as `invited opened half handed_in asked approved rejected`."""

    name: str
    country: str
    city: str
    contact: str
    came: str
    days: float
    plan: str = "business"


BOARD = (
    Shown("Ostsee Robotics AG", "DE", "Rostock", "Antje Voss", "invited", 3.1),
    Shown("Marisma Salud SL", "ES", "Huelva", "Íñigo Añez", "opened", 1),
    Shown("Tallow & Pike LLP", "GB", "Bristol", "Ruth Pike", "half", 4.2),
    Shown("Αιγαίο Ναυτιλία ΑΕ", "GR", "Piraeus", "Ελένη Δούκα", "half", 1, "enterprise"),
    Shown("Vantage Freight BV", "NL", "Rotterdam", "Joris de Wit", "handed_in", 0.25),
    Shown("Lumen Seguros SA", "PT", "Porto", "Rita Moura", "asked", 5),
    Shown("Pelagic Systems AS", "NO", "Bergen", "Signe Dahl", "approved", 5),
    Shown("Fernweh Reisen KG", "AT", "Linz", "Paul Egger", "rejected", 6),
)
# What is done to whoever came so far, besides what was done to those before.
STAGES = ("invited", "opened", "half", "handed_in")


def show_board(seller: User, reviewer: User) -> int:
    """Put the companies on the board; how many there are."""
    for shown in BOARD:
        made = _brought(shown, Actor.person(seller), Actor.person(reviewer))
        length = timedelta(days=shown.days)
        Application.objects.filter(pk=made.pk).update(**{name: F(name) - length for name in SHIFTED})
    return len(BOARD)


def _brought(shown: Shown, seller: Actor, reviewer: Actor) -> Application:
    made = actions.start(by=seller, request=_start(shown, seller))
    as_far_as = STAGES.index(shown.came) if shown.came in STAGES else len(STAGES)
    steps: list[Callable[[], object]] = [
        partial(_open, made),
        partial(_half, made, shown),
        partial(_hand_in, made, shown),
    ]
    for step in steps[:as_far_as]:
        step()
    made.refresh_from_db()
    if shown.came in _ANSWERS:
        _ANSWERS[shown.came](reviewer, made)
    return made


def _start(shown: Shown, seller: Actor) -> actions.Start:
    domain = _domain(shown)
    mailbox = f"{shown.came.replace('_', '')}.{shown.country.lower()}@{domain}"
    return actions.Start(
        company_name=shown.name,
        country=shown.country,
        contact_name=shown.contact,
        contact_email=mailbox,
        plan=shown.plan,
        account=f"acct_new_{shown.country.lower()}",
        external_id=f"CRM-{1040 + BOARD.index(shown)}",
        owner=seller.user_id,
    )


def _open(made: Application) -> None:
    link = live_links(made.pk, timezone.now())[0]
    actions.open_link(token_of(link))


def _half(made: Application, shown: Shown) -> None:
    """The company's step is done, and the rest of it is not."""
    made.refresh_from_db()
    at = Address(lines="12 Harbour Road", city=shown.city, postal_code="1012", country=shown.country)
    company = Company(
        legal_name=shown.name,
        legal_form=shown.name.rpartition(" ")[2],
        jurisdiction=shown.country,
        registration_number=f"{184220 + BOARD.index(shown)}",
        incorporated_on="2019-05-04",
        registered_address=at,
        main_address=at,
        website=f"https://{_domain(shown)}",
        phone="+4940123456",
    )
    _put(made, answers_of(made), company=company)


def _hand_in(made: Application, shown: Shown) -> None:
    use = Use(
        purpose="Answers to customers about their bookings and claims",
        requests_per_day=4_000,
        end_user_countries=(shown.country,),
        resells=False,
        payment=Payment(method="invoice", payer_name=shown.name),
    )
    _put(made, answers_of(made), use=use, statement_name=shown.contact)
    _person(made, shown)
    extract = SimpleUploadedFile("register-extract.png", _picture())
    take_document(by=applicant(made), application=made, upload=extract, kind="register_extract")
    actions.refresh(made)
    actions.submit(by=applicant(made), application=made)


def _put(made: Application, answers: Answers, **changed: object) -> None:
    put_answers(made, replace(answers, **changed))
    made.save(update_fields=["sealed"])
    actions.refresh(made)


def _person(made: Application, shown: Shown) -> None:
    """Who directs the company, signs for it and owns all of it."""
    at = Address(lines="3 Mill Lane", city=shown.city, postal_code="1013", country=shown.country)
    said = Party(name=shown.contact, country=shown.country, born_on="1981-03-17", address=at, position="Director")
    party = ClaimedParty(application=made, key="p1", kind="person", position=1)
    party.roles = ["director", "representative", "control", "owner"]
    put_party(party, said)
    party.save()
    ClaimedShare.objects.create(application=made, owner=party, share_min=100, share_max=100)


def _ask(reviewer: Actor, made: Application) -> None:
    ask = actions.Ask(
        text="Please send the passport of the director, the page with the photo.", document_kind="passport"
    )
    actions.ask_item(by=reviewer, application=made, ask=ask)


def _approve(reviewer: Actor, made: Application) -> None:
    """Nobody confirms an invented address: the reviewer gives their word for what the tier needs."""
    unproven = standing(made, current().numbers.onboarding, "verified").missing
    for check in made.checks.filter(is_current=True, what__in=[need.key for need in unproven]):
        judge(by=reviewer, check=check, result="passed", note="Compared with the register, and called back.")
    note = "Register and owner agree; the website is the company’s own."
    actions.approve(by=reviewer, application=made, note=note, seen=_seen(made))


def _reject(reviewer: Actor, made: Application) -> None:
    note = "The register names another company under this number."
    actions.reject(by=reviewer, application=made, reason="verification_failed", note=note, seen=_seen(made))


_ANSWERS: dict[str, Callable[[Actor, Application], None]] = {"asked": _ask, "approved": _approve, "rejected": _reject}


def _seen(made: Application) -> int:
    case = case_of(made)
    return case.evidence.count() if case else 0


def _domain(shown: Shown) -> str:
    words = [word.lower() for word in shown.name.split() if word.isascii() and word.isalpha()]
    return f"{'-'.join(words) or 'aigaio'}.example"


def _picture() -> bytes:
    """A blank sheet: what stands in it is left to the imagination."""
    sheet = BytesIO()
    Image.new("RGB", (620, 877), "white").save(sheet, "PNG")
    return sheet.getvalue()
