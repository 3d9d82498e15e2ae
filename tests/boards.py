"""A sellers' board with somebody in every column, as rows: companies of several countries and scripts."""

from datetime import datetime, timedelta
from typing import Any

from accounts.onboarding.models import Application, ItemRequest
from accounts.review.models import Case
from tests.applicants import application
from tests.world import customer, person

HALF = ["party.p1.born_on", "document.register_extract", "use.purpose", "statement"]


def living_board(now: datetime) -> dict[str, Application]:
    """By name; Harbour was asked for its shareholder list this morning, Tallow & Pike are stuck."""

    def ago(**length: float) -> datetime:
        return now - timedelta(**length)

    def put(name: str, country: str, plan: str = "business", /, **columns: Any) -> Application:
        moments = {"created_at": ago(days=6), "invited_at": ago(days=6), "state_since": ago(days=6)}
        return application(company_name=name, country=country, plan=plan, **{**moments, **columns})

    started: dict[str, Any] = {"opened_at": ago(days=6), "started_at": ago(days=5)}
    done: dict[str, Any] = {**started, "steps_done": 5, "missing": [], "submitted_at": ago(days=1)}
    board = [
        put("Ostsee Robotics AG", "DE", invited_at=ago(days=3, hours=2)),
        put("Marisma Salud SL", "ES", invited_at=ago(days=2), opened_at=ago(days=1)),
        put("Tallow & Pike LLP", "GB", saved_at=ago(days=4, hours=1), steps_done=2, missing=HALF, **started),
        put(
            "Kestrel Logistics Inc.",
            "US",
            "enterprise",
            saved_at=ago(days=2),
            steps_done=4,
            missing=["company.website"],
            **started,
        ),
        put("Αιγαίο Ναυτιλία ΑΕ", "GR", saved_at=ago(days=1), steps_done=3, missing=HALF[:2], **started),
        put("Vantage Freight BV", "NL", "enterprise", state="in_review", **(done | {"state_since": ago(hours=6)})),
        put("Brightwell Clinic", "IE", state="in_review", **(done | {"state_since": ago(hours=20)})),
        put(
            "Harbour Analytics GmbH",
            "DE",
            "enterprise",
            state="information_requested",
            **(done | {"state_since": ago(hours=2)}),
        ),
        put("Lumen Seguros SA", "PT", state="information_requested", **(done | {"state_since": ago(days=5)})),
        put("Tidewater Labs BV", "NL", "enterprise", state="in_review", **(done | {"state_since": ago(days=3)})),
        _answered(put, "Pelagic Systems AS", "NO", "approved", done=done, at=ago(days=1)),
        _answered(put, "Fernweh Reisen KG", "AT", "rejected", done=done, at=ago(days=2)),
    ]
    by_name = {one.company_name: one for one in board}
    _case(by_name["Vantage Freight BV"], now + timedelta(hours=3))
    _case(by_name["Brightwell Clinic"], now + timedelta(days=1))
    _case(by_name["Tidewater Labs BV"], now + timedelta(days=2), state="proposed")
    _asked(by_name["Harbour Analytics GmbH"], "shareholder_list", now - timedelta(minutes=5))
    _asked(by_name["Lumen Seguros SA"], "passport", ago(days=5))
    return by_name


def _answered(put: Any, name: str, country: str, state: str, *, done: dict[str, Any], at: datetime) -> Application:
    decided = {"state": state, "decided_at": at, "state_since": at, "access_at": at if state == "approved" else None}
    made: Application = put(
        name, country, "enterprise", **(done | decided | {"account": customer(f"acct_{country.lower()}")})
    )
    return made


def _case(about: Application, due_at: datetime, state: str = "open") -> Case:
    return Case.objects.create(
        kind="onboarding",
        subject_type="application",
        subject_id=about.application,
        title=f"{about.company_name} applies",
        state=state,
        opened_at=about.state_since,
        due_at=due_at,
    )


def _asked(about: Application, kind: str, at: datetime) -> ItemRequest:
    due, by = at + timedelta(days=10), person("ines")
    return ItemRequest.objects.create(
        application=about, document_kind=kind, sealed_text=b"-", asked_by=by, asked_at=at, due_at=due
    )
