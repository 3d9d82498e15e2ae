"""Is a person proven by an answer alone, whatever happens to the service?

In the room: Jörg Brandt, who signs for Harbour; a stranger who shows her own passport in his name; a Stripe that is
slow, broken, busy, garbled, or does not like our key. All of it through a real server on this machine.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.onboarding.asking_verifiers import VERIFIERS, ask_due, begin, take_outcome
from accounts.onboarding.holding import applicant
from accounts.onboarding.identities import say_identity
from accounts.onboarding.models import Application, IdentityUse, VerifierSession
from accounts.onboarding.verifiers import Outcome
from accounts.onboarding.verifiers.stripe_identity import outcome_of
from kycrisk.lib.errors import Refused
from tests.applicants import harbour_applies
from tests.stripe_api import (
    BROKEN,
    GARBAGE,
    HANG,
    RATE_LIMITED,
    SESSION,
    UNKNOWN_KEY,
    WITHHELD,
    StripeApi,
    proved,
    session,
)
from tests.world import NOW, by, policy

pytestmark = pytest.mark.django_db
REASON = "Compared the passport with the selfie from our call."
LATER = timedelta(days=2)


@pytest.fixture
def stripe(settings: Any) -> Iterator[StripeApi]:
    with StripeApi() as api:
        settings.STRIPE_API_KEY, settings.STRIPE_API_BASE = "sk_test_4eC39HqLyjWDarjtT1zdp7dc", api.url
        yield api


def handed_in(**more: Any) -> Application:
    return harbour_applies(state="in_review", submitted_at=NOW, **more)


def asked(made: Application) -> VerifierSession:
    return begin(by=applicant(made), application=made, party_key="p1", provider="stripe_identity").session


def identity(made: Application) -> tuple[str, str]:
    check = made.checks.get(what="identity", subject="p1", is_current=True)
    return check.result, check.sentence


def at_the_next_look(made: Application) -> VerifierSession:
    ask_due(timezone.now() + LATER)
    return VerifierSession.objects.get(application=made)


def test_joerg_is_sent_to_stripe_and_proven_when_stripe_says_so(stripe: StripeApi) -> None:
    made = handed_in()
    begun = begin(by=applicant(made), application=made, party_key="p1", provider="stripe_identity")
    assert begun.url == "https://verify.stripe.example/start/vs"
    method, path, told = stripe.asked[0]
    assert (method, path) == ("POST", "/v1/identity/verification_sessions")
    assert told["metadata[session]"] == begun.session.session == stripe.keys[0]
    assert "Brandt" not in str(stripe.asked)
    stripe.says(proved())
    assert at_the_next_look(made).result == "passed"
    assert identity(made)[0] == "passed"
    assert IdentityUse.objects.filter(application=made).count() == 2
    assert "Brandt" not in str(list(Entry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("answer", "result", "reason"),
    [
        (proved("JOERG MICHAEL", "BRANDT"), "passed", ""),
        (proved("Vera", "Larkspur"), "unclear", "name_differs"),
        (proved(born=(1979, 8, 3)), "unclear", "birth_date_differs"),
        (session(status="verified"), "unclear", "not_told_whom"),
        (session(status="canceled"), "failed", "canceled"),
    ],
)
def test_whoever_was_proven_must_be_who_was_typed(stripe: StripeApi, answer: Any, result: str, reason: str) -> None:
    made = handed_in()
    asked(made)
    stripe.says(answer)
    found = at_the_next_look(made)
    assert (found.result, found.last_error) == (result, reason)
    assert found.finished_at is not None
    assert identity(made)[0] == result
    assert IdentityUse.objects.exists() == (result == "passed")


def test_papers_that_were_not_good_enough_may_be_shown_again(stripe: StripeApi) -> None:
    made = handed_in()
    asked(made)
    stripe.says(session(last_error={"code": "document_expired", "reason": "The document of Jörg Brandt is expired."}))
    assert at_the_next_look(made).finished_at is None
    assert identity(made)[0] == "failed"
    stripe.says(BROKEN)
    at_the_next_look(made)
    assert identity(made)[0] == "failed"
    stripe.says(proved())
    at_the_next_look(made)
    assert identity(made)[0] == "passed"


@pytest.mark.parametrize(
    "trouble", [BROKEN, RATE_LIMITED, GARBAGE, UNKNOWN_KEY, (200, [1, 2]), (200, {"object": "list"})]
)
def test_a_service_that_is_down_leaves_it_pending_and_is_asked_again(stripe: StripeApi, trouble: Any) -> None:
    made = handed_in()
    stripe.says(trouble)
    begun = begin(by=applicant(made), application=made, party_key="p1", provider="stripe_identity")
    assert begun.url == ""
    assert identity(made) == ("pending", "Stripe Identity was not reached about {party}; it is asked again.")
    assert "Brandt" not in VerifierSession.objects.get().last_error
    for _ in range(3):
        at_the_next_look(made)
    assert identity(made)[0] == "pending"
    stripe.says(session(), proved())
    at_the_next_look(made)
    at_the_next_look(made)
    assert identity(made)[0] == "passed"
    assert len({key for key in stripe.keys if key}) == 1


def test_a_service_that_does_not_answer_in_time_is_down(stripe: StripeApi) -> None:
    policy(onboarding={"provider_seconds": 1})
    made = handed_in()
    stripe.says(HANG)
    asked(made)
    assert VerifierSession.objects.get().last_error == "APIConnectionError"
    assert identity(made)[0] == "pending"


def test_without_a_key_nobody_is_called(settings: Any) -> None:
    settings.STRIPE_API_KEY = ""
    made = handed_in()
    assert asked(made).result == "pending"
    assert VerifierSession.objects.get().last_error == "no key is configured"


def test_a_key_that_may_not_read_whom_leaves_it_to_a_person(stripe: StripeApi) -> None:
    made = handed_in()
    asked(made)
    stripe.says(WITHHELD, session(status="verified"))
    assert at_the_next_look(made).last_error == "not_told_whom"


def test_it_is_asked_again_after_the_minutes_of_the_policy(stripe: StripeApi) -> None:
    made = handed_in()
    asked(made)
    for minutes in (1, 5, 30, 120, 720, 1440, 1440):
        row = VerifierSession.objects.get()
        assert row.due_at is not None
        assert abs(row.due_at - timezone.now() - timedelta(minutes=minutes)) < timedelta(seconds=30)
        ask_due(row.due_at)
    assert ask_due() == 0


def test_a_message_only_has_the_rest_fetched(stripe: StripeApi) -> None:
    made = handed_in()
    asked(made)
    stripe.says(proved())
    message = outcome_of(session(status="verified")[1], whole=False)
    assert take_outcome("stripe_identity", SESSION, message)
    assert identity(made)[0] == "pending"
    ask_due()
    assert identity(made)[0] == "passed"


def test_what_comes_twice_or_late_or_for_nobody_changes_nothing(stripe: StripeApi) -> None:
    made = handed_in()
    asked(made)
    stripe.says(proved())
    at_the_next_look(made)
    lines = Entry.objects.count()
    late = outcome_of(session(last_error={"code": "abandoned"})[1], whole=False)
    assert take_outcome("stripe_identity", SESSION, late)
    assert take_outcome("stripe_identity", SESSION, Outcome("passed"))
    assert Entry.objects.count() == lines
    assert identity(made)[0] == "passed"
    assert not take_outcome("stripe_identity", "vs_of_somebody_else", late)
    assert not take_outcome("stripe_identity", "", late)


def test_a_question_that_is_under_way_is_gone_on_with(stripe: StripeApi) -> None:
    made = handed_in()
    first = asked(made)
    again = begin(by=applicant(made), application=made, party_key="p1", provider="stripe_identity")
    assert again.session == first
    assert again.url


@pytest.mark.parametrize(("key", "provider"), [("p2", "stripe_identity"), ("p9", "stripe_identity"), ("p1", "aura")])
def test_only_people_are_proven_and_only_by_verifiers(key: str, provider: str) -> None:
    made = handed_in()
    with pytest.raises(Refused) as refused:
        begin(by=applicant(made), application=made, party_key=key, provider=provider)
    assert refused.value.status == 404


def test_one_verifier_works_offline() -> None:
    assert [one.name for one in VERIFIERS.values() if one.works_offline] == ["manual"]
    made = handed_in()
    begin(by=by("ines"), application=made, party_key="p1", provider="manual")
    say_identity(by=by("ines"), application=made, party_key="p1", result="passed", note=REASON)
    assert identity(made) == (
        "passed",
        f"A reviewer proved on {timezone.now():%Y-%m-%d} that {{party}} is who they say they are.",
    )
    assert VerifierSession.objects.get().finished_at
    assert REASON not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_only_a_reviewer_says_so_and_says_why() -> None:
    made = handed_in()
    with pytest.raises(Refused):
        say_identity(by=by("sam"), application=made, party_key="p1", result="passed", note=REASON)
    with pytest.raises(Refused, match="why"):
        say_identity(by=by("ines"), application=made, party_key="p1", result="passed", note="ok")
    assert not VerifierSession.objects.exists()


def test_a_real_session_of_stripe_is_read(shared_data: Path) -> None:
    fixtures = json.loads((shared_data / "billing" / "stripe_fixtures_reduced.json").read_text())
    assert outcome_of(fixtures["resources"]["identity.verification_session"]) == Outcome("passed")
