"""What is there to judge? Everything the rules look at, read for one application.

Whoever is met elsewhere is looked for by keyed hashes; nobody else's application is opened. What the same account or
the application that this one renews says is no coincidence, and left out.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.onboarding.check_facts import Confirmed, Facts, LeiEntry, Likeness, OtherUse, Proof, Verdict, emails_of
from accounts.onboarding.claims import Claims
from accounts.onboarding.document_words import words_of
from accounts.onboarding.models import (
    Application,
    ApplicationLink,
    ClaimedParty,
    Document,
    IdentityUse,
    LeiRecord,
    VerifierSession,
)
from accounts.onboarding.needs import missing
from accounts.onboarding.opening import claims_of, opened_text, said_of
from accounts.onboarding.prints import address_print, document_print, email_print, person_print, register_print
from accounts.onboarding.reading import Reading
from accounts.onboarding.rules_contact import website_domain
from accounts.onboarding.rules_documents import COMPARED
from accounts.parties.models import LegalEntity
from accounts.policy.defaults import Onboarding
from accounts.policy.querysets import current

# More coincidences than anybody reads.
AT_MOST = 50
REGISTER_CONTEXT = "application.register"


def put_prints(application: Application) -> None:
    """Write the keyed hashes by which the application, its people and their papers are met again."""
    company = claims_of(application).answers.company
    application.register_print = register_print(company.jurisdiction, company.registration_number)
    application.address_print = address_print(company.registered_address)
    application.website_domain = website_domain(company.website)
    application.save(update_fields=["register_print", "address_print", "website_domain"])
    people = list(application.parties.filter(kind="person"))
    for row in people:
        said = said_of(row)
        row.person_print, row.document_print = person_print(said), document_print(said.identity)
        row.email_print = email_print(said.email) if said.email else None
    ClaimedParty.objects.bulk_update(people, ["person_print", "document_print", "email_print"])


def facts_of(application: Application, now: datetime | None = None) -> Facts:
    """Everything that is known about an application, now; the prints were put before."""
    now = now or timezone.now()
    claims, numbers = claims_of(application), current().numbers.onboarding
    gaps = missing(claims, numbers)
    addresses = addresses_of(claims)
    links = list(application.links.filter(purpose="email", revoked_at__isnull=True).order_by("id"))
    entry, file_of = lei_entry(claims.answers.company.lei)
    return Facts(
        claims=claims,
        numbers=numbers,
        now=now,
        missing=tuple(gap.key for gap in gaps),
        missing_words=tuple(gap.words for gap in gaps),
        lei=entry,
        lei_file_of=file_of,
        confirmed={at: Confirmed(link.used_at, "link") for at, link in _by_address(links, addresses) if link.used_at},
        asked={at: link.created_at for at, link in _by_address(links, addresses) if link.expires_at > now},
        domain_file=_domain_file(application),
        at_address=_at_address(application),
        companies_at_address=_companies_at(application, claims),
        alike=tuple(_alike(application))[:AT_MOST],
        seen=_seen(application),
        register=register_of(application),
        proofs=_proofs(application),
        other_uses=_other_uses(application, numbers, now),
        allowed=_allowed(application),
    )


def addresses_of(claims: Claims) -> tuple[str, ...]:
    """Every e-mail address in the application, the applicant's own first, whatever the case of its letters."""
    return tuple(
        dict.fromkeys(
            (*emails_of(claims), *(party.said.email.casefold() for party in claims.parties if party.said.email))
        )
    )


def lei_entry(lei: str) -> tuple[LeiEntry | None, datetime | None]:
    """What the imported GLEIF file says of an identifier, and of when that file is; None, None: there is no file."""
    if not lei:
        return None, None
    row = LeiRecord.objects.filter(lei=lei).first()
    newest = row or LeiRecord.objects.order_by("id").first()
    if row is None:
        return None, newest.imported_at if newest else None
    said = LeiEntry(
        row.name, row.jurisdiction, row.register_number, row.entity_status, row.registration_status, row.renews_at
    )
    return said, row.imported_at


def others(application: Application) -> "QuerySet[Application]":
    """Everybody else's applications."""
    ours = Q(pk=application.pk) | Q(renews=application.pk)
    if application.renews_id:
        ours |= Q(pk=application.renews_id)
    if application.account_id:
        ours |= Q(account=application.account_id)
    found: QuerySet[Application] = Application.objects.exclude(ours).filter(erased_at__isnull=True)
    return found


def _by_address(links: list[ApplicationLink], addresses: tuple[str, ...]) -> Iterator[tuple[str, ApplicationLink]]:
    by_print = {email_print(address): address for address in addresses}
    for link in links:
        if link.address_print in by_print:
            yield by_print[link.address_print], link


def _domain_file(application: Application) -> Confirmed | None:
    seen = application.links.filter(purpose="domain", used_at__isnull=False).order_by("-id").first()
    if seen is None or seen.used_at is None or seen.address_print != email_print(application.website_domain):
        return None
    return Confirmed(seen.used_at, "file")


def _at_address(application: Application) -> tuple[str, ...]:
    if application.address_print is None:
        return ()
    found = others(application).filter(address_print=application.address_print).order_by("-id")
    return tuple(found.values_list("application", flat=True)[:AT_MOST])


def _companies_at(application: Application, claims: Claims) -> int:
    """Companies of the record there; those that applied are counted as applications."""
    address = claims.answers.company.registered_address
    if application.address_print is None:
        return 0
    known = LegalEntity.objects.registered_at(address.in_one_line()).filter(accounts__applications__isnull=True)
    if application.account_id:
        known = known.exclude(accounts=application.account_id)
    return known.distinct().count()


def _alike(application: Application) -> Iterator[Likeness]:
    elsewhere = others(application)
    if application.register_print:
        for other in elsewhere.filter(register_print=application.register_print).order_by("-id")[:AT_MOST]:
            yield Likeness("company", other.application, other.state, same_company=True)
    yield from _people_like(list(application.parties.filter(kind="person")), elsewhere)
    yield from _files_like(application, elsewhere)


def _people_like(people: list[ClaimedParty], elsewhere: "QuerySet[Application]") -> Iterator[Likeness]:
    persons: dict[UUID | None, ClaimedParty] = {party.person_print: party for party in people if party.person_print}
    papers: dict[UUID | None, ClaimedParty] = {party.document_print: party for party in people if party.document_print}
    same = Q(person_print__in=persons) | Q(document_print__in=papers)
    rows = ClaimedParty.objects.filter(same, application__in=elsewhere).select_related("application").order_by("-id")
    for row in rows[:AT_MOST]:
        there = (row.application.application, row.application.state)
        if paper := papers.get(row.document_print):
            person = _equal(row.person_print, paper.person_print)
            if not person:
                yield Likeness("paper", *there, paper.key, same_person=person)
        if party := persons.get(row.person_print):
            other_paper = _equal(row.document_print, party.document_print) is False
            yield Likeness("person", *there, party.key, same_person=True, other_paper=other_paper)


def _files_like(application: Application, elsewhere: "QuerySet[Application]") -> Iterator[Likeness]:
    ours = list(application.documents.filter(state__in=["held", "ready"]).select_related("party"))
    by_print: dict[UUID | None, Document] = {
        one: document for document in ours for one in (document.file_print, document.picture_print) if one
    }
    same = Q(file_print__in=by_print) | Q(picture_print__in=by_print)
    rows = Document.objects.filter(same, application__in=elsewhere).select_related("application", "party")
    for row in rows.order_by("-id")[:AT_MOST]:
        here = by_print.get(row.file_print) or by_print[row.picture_print]
        yield Likeness(
            "file",
            row.application.application,
            row.application.state,
            here.party.key if here.party else "",
            same_company=_equal(row.application.register_print, application.register_print) is True,
            same_person=_equal(_person_of(row), _person_of(here)),
        )


def _person_of(document: Document) -> object:
    return document.party.person_print if document.party else None


def register_of(application: Application) -> Reading:
    """What a reviewer read in the register itself, last; empty until somebody looked."""
    newest = application.register_readings.order_by("-id").first()
    text = opened_text(application, newest.sealed, REGISTER_CONTEXT) if newest else ""
    return msgspec.json.decode(text, type=Reading) if text else Reading()


def verdict_of(row: VerifierSession) -> Verdict:
    """What a session came to."""
    return cast("Verdict", row.result)


def _equal(there: object, here: object) -> bool | None:
    """None when one of them is not known."""
    return None if there is None or here is None else there == here


def _seen(application: Application) -> dict[str, Reading]:
    rows = application.documents.filter(state="ready", kind__in=COMPARED)
    return {row.document: words_of(row).reading for row in rows}


def _proofs(application: Application) -> dict[str, Proof]:
    """Of every person the newest session that passed, else the newest."""
    found: dict[str, Proof] = {}
    rows: list[VerifierSession] = list(
        application.verifier_sessions.filter(party__isnull=False).select_related("party").order_by("id")
    )
    for row in sorted(rows, key=lambda row: (row.result == "passed", row.pk)):
        at, finished = row.finished_at or row.created_at, row.finished_at is not None
        assert row.party
        found[row.party.key] = Proof(row.provider, verdict_of(row), at, row.session, row.last_error, finished)
    return found


def _other_uses(application: Application, numbers: Onboarding, now: datetime) -> dict[str, OtherUse]:
    since = now - timedelta(days=numbers.identity_days)
    prints = {
        one: party.key
        for party in application.parties.filter(kind="person")
        for one in (party.person_print, party.document_print)
        if one
    }
    uses = IdentityUse.objects.filter(print__in=prints, at__gt=since, application__in=others(application))
    if application.register_print:
        uses = uses.exclude(application__register_print=application.register_print)
    rows = uses.select_related("application").order_by("at")
    return {prints[use.print]: OtherUse(use.application.application, use.at) for use in rows}


def _allowed(application: Application) -> frozenset[str]:
    allowed = application.identity_uses.filter(allowed_by_id__isnull=False).values_list("print", flat=True)
    among = Q(person_print__in=allowed) | Q(document_print__in=allowed)
    return frozenset(application.parties.filter(among).values_list("key", flat=True))
