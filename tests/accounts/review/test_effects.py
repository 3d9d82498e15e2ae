"""What does a measure do to a door, and which measures are offered? A limit opens nothing and widens nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounts.access.doors import Door
from accounts.policy.defaults import Policy
from accounts.review.choices import Choice
from accounts.review.effects import Standing, Terms, effect
from accounts.review.measures import MEASURES, offered, takes_back, why_not
from accounts.review.models import Measure
from accounts.review.terms import read, stored, terms_of
from kycrisk.lib.errors import Refused

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OPEN = Door("open")
RATE = Terms("coordinated_use", requests_per_minute=10, tokens_per_day=100_000, expires_at=NOW + timedelta(days=14))
NARROW = Door("limited", 10, 100_000, reason="coordinated_use", expires_at=RATE.expires_at)
TRIAL = Door(
    "provisional", 20, 200_000, ("standard",), reason="verification_pending", expires_at=NOW + timedelta(days=3)
)
SHUT = Door("suspended", reason="coordinated_use")
VERIFIED = Door("open", 10, 100_000)


@pytest.mark.parametrize(
    ("measure", "door", "follows"),
    [
        ("clear", OPEN, "access unchanged"),
        ("watch", NARROW, "access unchanged"),
        ("dismiss_appeal", SHUT, "access unchanged"),
        ("open", TRIAL, OPEN),
        ("limit_rate", OPEN, NARROW),
        ("limit_rate", NARROW, "limited like this already"),
        ("suspend", OPEN, SHUT),
        ("suspend", NARROW, SHUT),
        ("suspend", SHUT, "suspended already"),
        ("lift", OPEN, "not limited"),
        ("restore", SHUT, "not suspended by this decision"),
        ("verify", TRIAL, "being verified already"),
        ("verify", OPEN, replace(NARROW, state="provisional")),
        ("reject", TRIAL, Door("closed", reason="coordinated_use")),
        ("reject", Door("closed"), "is closed already"),
        ("reject", SHUT, "is suspended already"),
        ("reject", OPEN, "stays open"),
        ("approve", TRIAL, VERIFIED),
        ("approve", Door("closed"), VERIFIED),
        ("approve", OPEN, VERIFIED),
        ("approve", None, VERIFIED),
        ("approve_enterprise", Door("open", treatments=("canary",)), replace(VERIFIED, treatments=("canary",))),
        ("approve", NARROW, "stays limited: lift that by itself"),
        ("approve_enterprise", SHUT, "stays suspended: lift that by itself"),
    ],
)
def test_what_a_measure_does_to_a_door(measure: str, door: Door | None, follows: Door | str):
    assert effect(measure, RATE, Standing(door)) == follows


def test_no_door_no_effect():
    assert effect("suspend", RATE, Standing(None)) == "no access record"


def test_what_is_open_is_not_opened_again():
    assert "open already" in str(effect("open", Terms(), Standing(OPEN)))


def test_a_limit_opens_nothing_that_was_shut():
    assert effect("limit_rate", RATE, Standing(SHUT, allowed=False)) == "not in use: a limit would open it"
    expired = replace(TRIAL, expires_at=NOW - timedelta(days=1))
    assert effect("limit_rate", RATE, Standing(expired, allowed=False)) == "not in use: a limit would open it"


def test_a_limit_never_widens_what_was_narrower():
    wide = Terms("coordinated_use", requests_per_minute=50, models=("standard", "large"), expires_at=RATE.expires_at)
    made = effect("limit_models", wide, Standing(replace(TRIAL, treatments=("canary",))))
    assert made == Door(
        "limited", 20, 200_000, ("standard",), ("canary",), "coordinated_use", expires_at=TRIAL.expires_at
    )


def test_lifting_gives_back_the_last_door_without_measures():
    assert effect("lift", Terms(), Standing(NARROW, lasting=OPEN)) == OPEN


def test_taking_back_returns_exactly_the_earlier_door_unless_access_moved():
    earlier = Door("limited", 7, 70, ("standard",), ("canary", "watermark"), "payment_risk", NOW + timedelta(days=9))
    assert effect("restore", Terms(), Standing(SHUT, earlier=earlier)) == earlier
    assert effect("restore", Terms(), Standing(SHUT, earlier=earlier, moved="it is closed now")) == "it is closed now"


def test_the_terms_come_from_the_policy_and_survive_being_stored():
    rate = terms_of(chosen("limit_rate", treatments=("canary",)), Policy(), NOW)
    assert (rate.requests_per_minute, rate.tokens_per_day, rate.models) == (10, 100_000, None)
    assert rate.expires_at == NOW + timedelta(days=14)
    assert read(stored(rate)) == rate
    assert terms_of(chosen("limit_models"), Policy(), NOW).models == ("standard",)
    assert terms_of(chosen("suspend"), Policy(), NOW) == Terms("terms")


def test_a_tier_has_its_limits_and_an_end():
    verified = terms_of(chosen("approve"), Policy(), NOW)
    assert (verified.requests_per_minute, verified.verified_days, verified.expires_at) == (600, 730, None)
    enterprise = terms_of(chosen("approve_enterprise"), Policy(), NOW)
    assert (enterprise.tokens_per_day, enterprise.verified_days) == (2_000_000_000, 365)
    assert terms_of(chosen("reject"), Policy(), NOW) == Terms("terms")


def test_who_was_rejected_is_let_in_again_for_as_long_as_a_newcomer():
    terms = terms_of(chosen("lift"), Policy(), NOW, undone="reject")
    shut = Standing(Door("closed", reason="terms"), earlier=replace(TRIAL, expires_at=NOW))
    assert effect("lift", terms, shut) == replace(TRIAL, expires_at=NOW + timedelta(days=14))


def chosen(measure: str, **changes: object) -> Choice:
    return Choice(measure=measure, note="-", seen=1, reason="terms", **changes)  # type: ignore[arg-type]  # named here


def test_a_person_chooses_the_end_within_the_bounds_of_the_policy():
    assert terms_of(chosen("limit_rate", days=90), Policy(), NOW).expires_at == NOW + timedelta(days=90)
    for days in (0, 91):
        with pytest.raises(Refused, match="lasts 1 to 90 days"):
            terms_of(chosen("limit_rate", days=days), Policy(), NOW)
    with pytest.raises(Refused, match="no end of its own"):
        terms_of(chosen("suspend", days=3), Policy(), NOW)


def test_the_nouns_know_every_measure_of_the_database():
    assert list(MEASURES) == list(Measure.values)


def test_a_decision_is_only_upheld_or_taken_back():
    about_decision = [offer.measure for offer in offered("decision", frozenset({"suspended"}))]
    assert about_decision == ["lift", "dismiss_appeal", "restore"]
    assert "dismiss_appeal" not in [offer.measure for offer in offered("network", frozenset({"open"}))]


def test_an_application_is_only_approved_or_rejected_and_nothing_else_is():
    about = offered("application", frozenset({"provisional"}))
    assert [offer.measure for offer in about if not offer.why_not] == ["approve", "approve_enterprise", "reject"]
    assert len(about) == 3
    assert not {"approve", "approve_enterprise", "reject"} & {
        offer.measure for kind in ("network", "account", "decision") for offer in offered(kind, frozenset({"open"}))
    }


@pytest.mark.parametrize(
    ("measure", "states", "said"),
    [
        ("approve", frozenset(), "Name the account first."),
        ("approve_enterprise", frozenset({""}), ""),
        ("reject", frozenset(), ""),
        ("reject", frozenset({"suspended"}), ""),
        ("reject", frozenset({"open"}), "propose a suspension"),
        ("reject", frozenset({"limited"}), "propose a suspension"),
        ("suspend", frozenset({"open"}), "the account’s own case"),
    ],
)
def test_what_cannot_be_decided_about_an_application_says_why(measure: str, states: frozenset[str], said: str):
    why = why_not(measure, "application", states)
    assert said in why
    assert bool(why) == bool(said)


def test_what_cannot_be_chosen_says_why():
    said = {offer.measure: offer.why_not for offer in offered("network", frozenset({"open"}))}
    assert said["lift"] == "Nobody here is limited."
    assert said["restore"] == "Nobody here is suspended."
    assert not said["suspend"]
    assert not said["clear"]


def test_a_restoration_takes_back_a_suspension_and_a_lift_what_is_milder():
    assert takes_back("restore", "suspend")
    assert takes_back("lift", "limit_rate")
    assert not takes_back("lift", "suspend")
    assert not takes_back("restore", "limit_rate")
    assert not takes_back("lift", "clear")
