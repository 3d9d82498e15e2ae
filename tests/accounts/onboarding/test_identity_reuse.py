"""Does one person prove one organisation only?

In the room: Jörg Brandt, who directs Harbour and, a month later, Nordkai; a straw man who proves two shells at the same
moment; Harbour, which applies anew.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from msgspec.structs import replace

from accounts.onboarding.asking_verifiers import take_outcome
from accounts.onboarding.identities import allow_identity, say_identity
from accounts.onboarding.models import Application, IdentityUse, VerifierSession
from accounts.onboarding.verifiers import Outcome, Whom
from kycrisk.lib.errors import Refused
from tests.applicants import application, harbour_answers, harbour_applies, harbour_parties
from tests.world import NOW, by

REASON = "Compared the passport with the selfie from our call."
PROVED = Outcome("passed", whom=Whom("Jörg Brandt", "1979-08-02"))


def harbour() -> Application:
    return harbour_applies(state="in_review", submitted_at=NOW)


def nordkai() -> Application:
    answers = harbour_answers()
    company = replace(answers.company, legal_name="Nordkai Holding GmbH", registration_number="HRB 90311")
    answers = replace(answers, company=company)
    return application(answers, harbour_parties(), company_name="Nordkai", state="in_review", submitted_at=NOW)


def proves(made: Application) -> None:
    say_identity(by=by("ines"), application=made, party_key="p1", result="passed", note=REASON)


def reuse(made: Application) -> tuple[str, str]:
    check = made.checks.get(what="identity_reuse", is_current=True)
    return check.result, check.sentence


@pytest.mark.django_db
def test_the_second_organisation_within_the_days_is_for_a_person_who_may_allow_it() -> None:
    first, second = harbour(), nordkai()
    proves(first)
    proves(second)
    today = f"{timezone.now():%Y-%m-%d}"
    assert reuse(first) == ("passed", "{party} proved no other organisation lately.")
    assert reuse(second) == ("unclear", f"{{party}} proved {first.application} on {today}, less than 90 days before.")
    allow_identity(by=by("ines"), application=second, party_key="p1", note="He directs both; the register shows it.")
    assert reuse(second) == ("passed", f"A reviewer allowed {{party}} to stand for {first.application} as well.")


@pytest.mark.django_db
def test_after_the_days_nobody_has_to_allow_anything() -> None:
    first, second = harbour(), nordkai()
    proves(first)
    IdentityUse.objects.update(at=timezone.now() - timedelta(days=91))
    proves(second)
    assert reuse(second)[0] == "passed"


@pytest.mark.django_db
def test_the_same_company_that_applies_anew_is_no_other_organisation() -> None:
    first, again = harbour(), harbour()
    proves(first)
    proves(again)
    assert reuse(again)[0] == "passed"


@pytest.mark.django_db
def test_nobody_is_allowed_who_has_not_proven_themselves_and_only_by_reviewers() -> None:
    made = nordkai()
    with pytest.raises(Refused) as refused:
        allow_identity(by=by("ines"), application=made, party_key="p1", note=REASON)
    assert refused.value.code == "identity_not_proven"
    proves(made)
    with pytest.raises(Refused):
        allow_identity(by=by("sam"), application=made, party_key="p1", note=REASON)


def waiting(made: Application, external_id: str) -> str:
    VerifierSession.objects.create(
        application=made,
        party=made.parties.get(key="p1"),
        provider="stripe_identity",
        external_id=external_id,
        created_at=NOW,
    )
    return external_id


def all_at_once(external_ids: list[str]) -> None:
    def take(external_id: str) -> None:
        try:
            take_outcome("stripe_identity", external_id, PROVED)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(external_ids)) as pool:
        list(pool.map(take, external_ids))


def test_a_straw_man_who_proves_two_shells_at_the_same_moment_is_seen(real_db: Any) -> None:
    shells = [harbour(), nordkai()]
    all_at_once([waiting(made, f"vs_{number}") for number, made in enumerate(shells)])
    assert sorted(reuse(made)[0] for made in shells) == ["passed", "unclear"]


def test_an_answer_that_comes_eight_times_at_once_is_taken_once(real_db: Any) -> None:
    made = harbour()
    all_at_once([waiting(made, "vs_1")] * 8)
    assert made.checks.filter(what="identity").count() == 1
    assert IdentityUse.objects.count() == 2
