"""Who applies? Applications as rows, before any verb has touched them, for tests of every part of onboarding.

*Harbour Analytics GmbH* is honest and complete: Jörg Brandt directs it and represents it, Nordkai Holding GmbH holds
60 % (K. Adeyemi 51 % of that, Sealine Capital Ltd, on the exchange, 49 %), Petra Lindqvist holds a share between 22 and
30 %. *Larkspur Data Ltd* is a shell; *Mina Okafor* applies for herself.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.onboarding.claims import Address, Answers, Company, Identity, Party, Payment, Use
from accounts.onboarding.models import Application, ClaimedParty, ClaimedShare, Document
from accounts.onboarding.opening import put_answers, put_party
from accounts.parties.models import Account
from tests.world import NOW, person

HAMBURG = Address(lines="Hafenstraße 12", city="Hamburg", postal_code="20459", country="DE")
LONDON = Address(lines="9 Ferry Lane", city="London", postal_code="E16 2AB", country="GB")


@dataclass(frozen=True)
class Named:
    """A party to be, and whom it holds how much of: `(owned key or "", from, to)`; None, None is unknown."""

    kind: str
    said: Party
    roles: tuple[str, ...] = ()
    holds: tuple[tuple[str, float | None, float | None], ...] = field(default=())


def application(answers: Answers | None = None, parties: tuple[Named, ...] = (), **columns: Any) -> Application:
    """An application with what it says, in any state."""
    usual = {
        "kind": "organisation",
        "state": "draft",
        "company_name": "Harbour Analytics GmbH",
        "country": "DE",
        "plan": "enterprise",
        "created_at": NOW - timedelta(days=2),
        "state_since": NOW - timedelta(days=1),
        "owner": person("sam"),
    }
    made = Application(**{**usual, **columns})
    put_answers(made, answers or Answers())
    made.save(force_insert=True)
    name(made, parties)
    return made


def name(made: Application, parties: tuple[Named, ...]) -> None:
    """Write down whom the applicant names, p1, p2 …, and who holds whom."""
    rows = {f"p{number}": _row(made, number, one) for number, one in enumerate(parties, start=1)}
    for row, one in zip(rows.values(), parties, strict=True):
        for owned, least, most in one.holds:
            ClaimedShare.objects.create(
                application=made,
                owner=row,
                owned=rows[owned] if owned else None,
                share_min=percent(least),
                share_max=percent(most),
            )


def _row(made: Application, number: int, one: Named) -> ClaimedParty:
    row = ClaimedParty(application=made, key=f"p{number}", kind=one.kind, roles=list(one.roles), position=number)
    put_party(row, one.said)
    row.save(force_insert=True)
    return row


def percent(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(str(share))


def harbour_answers() -> Answers:
    """Everything a company is asked, answered."""
    return Answers(
        contact_name="Jörg Brandt",
        contact_email="j.brandt@harbour-analytics.example",
        company=Company(
            legal_name="Harbour Analytics GmbH",
            legal_form="GmbH",
            jurisdiction="DE",
            register="Amtsgericht Hamburg",
            registration_number="HRB 184220",
            tax_id="DE136695976",
            incorporated_on="2021-05-04",
            registered_address=HAMBURG,
            main_address=HAMBURG,
            website="https://harbour-analytics.example",
            email="office@harbour-analytics.example",
            phone="+4940123456",
        ),
        use=Use(
            purpose="Berth planning: delay texts for ports",
            requests_per_day=40_000,
            accounts=3,
            end_user_countries=("DE", "DK", "NL"),
            resells=False,
            payment=Payment(method="invoice", payer_name="Harbour Analytics GmbH", country="DE"),
        ),
        statement_name="Jörg Brandt",
    )


def harbour_parties() -> tuple[Named, ...]:
    """Who directs, represents and owns it, two levels up."""
    passport = Identity(type="passport", number="C01X00T47", issuer="DE", expires_on="2031-02-28")
    return (
        Named(
            "person",
            Party(
                name="Jörg Brandt",
                country="DE",
                born_on="1979-08-02",
                address=HAMBURG,
                email="j.brandt@harbour-analytics.example",
                phone="+49401234567",
                identity=passport,
                position="Managing director",
            ),
            ("director", "representative", "control"),
        ),
        Named(
            "entity",
            Party(
                name="Nordkai Holding GmbH", country="DE", registration_number="HRB 90311", source="register, 2026-05"
            ),
            ("owner",),
            (("", 60, 60),),
        ),
        Named(
            "person",
            Party(name="Petra Lindqvist", country="SE", born_on="1978-06-14", address=HAMBURG),
            ("owner",),
            (("", 22, 30),),
        ),
        Named(
            "person",
            Party(name="Kofi Adeyemi", country="DE", born_on="1970-01-30", address=HAMBURG),
            (),
            (("p2", 51, 51),),
        ),
        Named("entity", Party(name="Sealine Capital Ltd", country="SG", listed_on="SGX"), (), (("p2", 49, 49),)),
    )


def harbour_applies(account: Account | None = None, **columns: Any) -> Application:
    """Harbour's application, complete but for its documents."""
    return application(harbour_answers(), harbour_parties(), account=account, **columns)


def mina_answers() -> Answers:
    """Everything an individual is asked, answered."""
    return Answers(
        contact_name="Mina Okafor",
        contact_email="mina@okafor.example",
        use=Use(purpose="A reading assistant for my thesis", requests_per_day=40, resells=False),
        statement_name="Mina Okafor",
    )


def mina_parties() -> tuple[Named, ...]:
    """Mina herself."""
    home = Address(lines="4 Allée des Tilleuls", city="Lyon", postal_code="69003", country="FR")
    said = Party(
        name="Mina Okafor",
        country="FR",
        born_on="1991-12-09",
        address=home,
        email="mina@okafor.example",
        phone="+33612345678",
        identity=Identity(type="identity_card", number="X4RTBPFW4", issuer="FR", expires_on="2032-01-01"),
    )
    return (Named("person", said, ("applicant", "representative")),)


def mina_applies(**columns: Any) -> Application:
    """An individual on the short path, complete but for her document."""
    usual = {"kind": "individual", "plan": "individual", "company_name": "Mina Okafor", "country": "FR"}
    return application(mina_answers(), mina_parties(), **{**usual, **columns})


def document_of(made: Application, kind: str = "register_extract", party: str = "", **columns: Any) -> Document:
    """A document as a row, without any bytes behind it."""
    usual = {
        "state": "ready",
        "media_type": "application/pdf",
        "size": 20_000,
        "page_count": 1,
        "stored_as": "",
        "uploaded_at": NOW - timedelta(hours=5),
    }
    whose = made.parties.filter(key=party).first() if party else None
    return Document.objects.create(application=made, kind=kind, party=whose, **{**usual, **columns})
