"""How long do pages of applications take with ten thousand of them, in all states, some hundred with all they claim?

Asked over HTTP of the real web server, as a seller's, a reviewer's and an applicant's browser ask. The goal is a p95 of
150 ms; the baseline of each page is the same page with a hundredth of the applications.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.onboarding.claims import Answers
from accounts.onboarding.links import new_link, token_of
from accounts.onboarding.models import Application, ApplicationLink, ItemRequest
from accounts.onboarding.opening import put_answers
from accounts.onboarding.wish import Wish
from accounts.parties.models import Account
from accounts.review.models import Case
from tests import world
from tests.applicants import harbour_applies
from tests.bench.bench_decision import PASSWORD, p95, signed_in
from tests.bench.figures import Figure
from tests.live import Live

APPLICATIONS = 10_000
CLAIMING = 300
ASKED = 60
FEW = 100
# Of a hundred applications so many stand there; what nobody answers stays, so most have an answer.
STATES: tuple[str, ...] = ("draft",) * 40 + ("submitted",) * 2 + ("in_review",) * 8 + ("information_requested",) * 5
STATES += ("approved",) * 35 + ("rejected",) * 10
GAPS = ["party.p1.born_on", "document.register_extract", "use.purpose", "statement"]
STEPS = ("company", "ownership", "documents", "use", "review")


def measure(scale: float) -> Iterator[Figure]:
    """Ask every page among few, then among all."""
    for name in ("sam", "ines"):
        user = world.person(name)
        user.set_password(PASSWORD)
        user.save()
    claiming = applications(FEW, claims=1)
    with tempfile.TemporaryDirectory() as folder, Live(dict(os.environ), Path(folder)) as live:
        live.start_web()
        browsers = {name: signed_in(live.url, name) for name in ("sam", "ines")}
        pages = pages_of(claiming[0])
        few = {name: asked(browsers[who], address) for name, who, address in pages}
        total = max(int(APPLICATIONS * scale), FEW)
        applications(total - FEW, claims=max(int(CLAIMING * scale), 1))
        for name, who, address in pages:
            waits = asked(browsers[who], address)
            yield Figure(f"onboarding: {name}, p95", waits, "s", "<= 0.15", few[name], False)


def applications(count: int, claims: int) -> list[Application]:
    """So many applications in every state; those that claim everything are with a reviewer."""
    now, sam = timezone.now(), world.person("sam")
    rows = [_row(number, now, sam) for number in range(count)]
    _with_accounts(rows)
    Application.objects.bulk_create(rows, batch_size=1_000)
    looked_at = [row for row in rows if row.state in {"in_review", "information_requested"}]
    Case.objects.bulk_create([_case(row, now) for row in looked_at], batch_size=1_000)
    items = [_item(row, now) for row in looked_at if row.state == "information_requested"]
    ItemRequest.objects.bulk_create(items, batch_size=1_000)
    return [_claiming(now) for _ in range(claims)]


def pages_of(claiming: Application) -> list[tuple[str, str, str]]:
    """What is measured: its name, who asks, and the address."""
    one = claiming.application
    pages = [
        ("board", "sam", "/applications/"),
        ("board, mine and stuck", "sam", "/applications/?mine=1&stuck=1"),
        ("list", "sam", "/applications/list/"),
        ("list by name, page 20", "sam", "/applications/list/?sort=company&page=20"),
        ("list, searched", "sam", "/applications/list/" + Wish(words="Company 77").query()),
        ("times", "sam", "/applications/times/"),
        ("one application", "sam", f"/applications/{one}/"),
        ("reviewer's page", "ines", f"/applications/{one}/review/"),
    ]
    return pages + [(f"portal, {step}", "sam", address) for step, address in _portal()]


def asked(browser: httpx.Client, address: str) -> float:
    """The p95 of asking a page again and again, in seconds."""
    browser.get(address)
    waits = []
    for _ in range(ASKED):
        began = time.perf_counter()
        answer = browser.get(address)
        waits.append(time.perf_counter() - began)
        assert answer.status_code == 200, (address, answer.status_code)
        assert "/login/" not in str(answer.url)
    return p95(waits)


def _row(number: int, now: Any, owner: Any) -> Application:
    state = STATES[number % len(STATES)]
    created = now - timedelta(hours=number % 4_000, minutes=number % 59)
    handed_in = created + timedelta(days=3) if state != "draft" else None
    decided = created + timedelta(days=5) if state in {"approved", "rejected"} else None
    started = created + timedelta(days=1) if handed_in or number % 3 else None
    row = Application(
        kind="organisation",
        state=state,
        external_id=f"CRM-{number}-{created.timestamp():.0f}",
        company_name=f"Company {number} of {('Hamburg', 'Porto', 'Turku')[number % 3]}",
        country=("DE", "PT", "FI")[number % 3],
        plan=("business", "enterprise")[number % 2],
        owner=owner if number % 4 else None,
        missing=GAPS if started and not handed_in else [],
        steps_done=5 if handed_in else number % 5,
        created_at=created,
        invited_at=created,
        opened_at=started,
        started_at=started,
        saved_at=started,
        submitted_at=handed_in,
        decided_at=decided,
        access_at=decided if state == "approved" else None,
        state_since=decided or handed_in or created,
    )
    put_answers(row, Answers(contact_name="Antje Voss", contact_email=f"a{number}@company.example"))
    return row


def _with_accounts(rows: list[Application]) -> None:
    approved = [row for row in rows if row.state == "approved"]
    names = [(f"acct_{row.external_id}", row) for row in approved]
    accounts = [
        Account(account=name, created_at=row.created_at, plan=row.plan, country=row.country) for name, row in names
    ]
    for row, account in zip(approved, Account.objects.bulk_create(accounts, batch_size=1_000), strict=True):
        row.account = account


def _case(row: Application, now: Any) -> Case:
    return Case(
        kind="onboarding",
        subject_type="application",
        subject_id=row.application,
        title=f"{row.company_name} applies",
        opened_at=row.state_since,
        due_at=now + timedelta(days=1),
    )


def _item(row: Application, now: Any) -> ItemRequest:
    due, by = now + timedelta(days=10), world.person("ines")
    return ItemRequest(
        application=row, document_kind="passport", sealed_text=b"-", asked_by=by, asked_at=now, due_at=due
    )


def _claiming(now: Any) -> Application:
    """Harbour's answers and people, handed in, with its case."""
    moments = {"created_at": now, "invited_at": now, "started_at": now, "submitted_at": now, "state_since": now}
    made = harbour_applies(state="in_review", steps_done=5, **moments)
    _case(made, now).save()
    return made


def _portal() -> list[tuple[str, str]]:
    """The applicant's steps, where the product has them."""
    now = timezone.now()
    filling = harbour_applies(created_at=now, invited_at=now, started_at=now, state_since=now)
    link = ApplicationLink(application=filling, created_at=now, expires_at=now + timedelta(days=21))
    new_link(link)
    try:
        return [(step, reverse("apply-step", args=[token_of(link), step])) for step in STEPS]
    except NoReverseMatch:
        return []
