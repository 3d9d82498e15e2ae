"""Do checks become rows once, and does a person's word stand?

In the room: Harbour, handed in; the Larkspur shell, which comes with the same passport; Mina.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec.structs import replace

from accounts.journal.models import Entry
from accounts.onboarding.checking import judge, look_again, recheck, run_checks, standing
from accounts.onboarding.claims import Party
from accounts.onboarding.document_words import put_words
from accounts.onboarding.models import Application, Check, ClaimedParty
from accounts.onboarding.opening import answers_of, put_answers, put_party, said_of
from accounts.onboarding.reading import Reading, Sealed
from accounts.policy.defaults import Onboarding
from kycrisk.lib.errors import Refused
from tests.applicants import document_of, harbour_applies, mina_applies
from tests.world import NOW, by, person

pytestmark = pytest.mark.django_db
REASON = "The extract of the register shows it; seen on their website."


def handed_in(**more: Any) -> Application:
    made = harbour_applies(state="in_review", submitted_at=NOW, **more)
    document_of(made, "register_extract")
    return made


def current(application: Application) -> dict[str, str]:
    rows = application.checks.filter(is_current=True)
    return {row.what + (f" {row.subject}" if row.subject[:1] == "p" else ""): row.result for row in rows}


def test_harbour_is_checked_once_and_a_second_look_writes_nothing() -> None:
    made = handed_in()
    fresh = run_checks(made)
    assert {"register_number", "tax_id", "duplicates", "identity p1"} <= set(current(made))
    assert len(fresh) == Check.objects.count()
    assert run_checks(made) == []
    (line,) = Entry.objects.filter(verb="application.checked")
    assert line.subject_id == made.application
    assert line.detail["passed"] == sum(result == "passed" for result in current(made).values())


def test_what_changed_becomes_a_row_and_the_one_before_is_kept() -> None:
    made = handed_in()
    run_checks(made)
    paper = made.documents.get()
    put_words(paper, Sealed(reading=Reading(read_by=1, read_at=NOW, number="HRB 184220")))
    paper.save()
    assert {check.what for check in run_checks(made)} == {"register_number", "document_consistency"}
    results = list(made.checks.filter(what="register_number").order_by("id").values_list("result", "is_current"))
    assert results == [("unclear", False), ("passed", True)]


def test_what_is_not_asked_any_more_is_not_current() -> None:
    made = handed_in()
    run_checks(made)
    answers = answers_of(made)
    put_answers(made, replace(answers, company=replace(answers.company, tax_id="")))
    made.save()
    run_checks(made, ["company_age"])
    assert "tax_id" in current(made)
    run_checks(made)
    assert "tax_id" not in current(made)


def test_people_who_are_taken_out_of_an_application_leave_their_checks_behind() -> None:
    made = handed_in()
    ClaimedParty.objects.filter(application=made, key="p3").update(roles=["representative"])
    run_checks(made)
    made.shares.all().delete()
    made.parties.filter(key__in=["p1", "p3"]).delete()
    run_checks(made)
    assert not [what for what in current(made) if what.startswith("identity")]


def test_one_passport_for_two_names_is_met_in_both_applications() -> None:
    harbour, shell = handed_in(), handed_in(company_name="Larkspur Data Ltd")
    row = shell.parties.get(key="p1")
    put_party(row, replace(said_of(row), name="Vera Larkspur", born_on="1990-01-01"))
    row.save()
    run_checks(harbour)
    run_checks(shell)
    check = shell.checks.get(what="duplicates", is_current=True)
    assert check.result == "failed"
    assert check.evidence["alike"][0] == {"what": "paper", "application": harbour.application, "party": "p1"}
    assert check.party == row


def test_what_an_account_applied_for_before_is_no_duplicate() -> None:
    first = handed_in()
    run_checks(first)
    again = handed_in(renews=first)
    run_checks(again)
    assert current(again)["duplicates"] == "passed"


def test_a_reviewers_word_stands_until_the_facts_change() -> None:
    made = handed_in()
    run_checks(made)
    word = judge(by=by("ines"), check=made.checks.get(what="register_number"), result="passed", note=REASON)
    run_checks(made)
    assert made.checks.get(what="register_number", is_current=True) == word
    assert made.comments.get().by == person("ines")
    assert REASON not in str(Entry.objects.filter(verb="check.judged").get().detail)
    answers = answers_of(made)
    put_answers(made, replace(answers, company=replace(answers.company, registration_number="HRB 999")))
    made.save()
    run_checks(made)
    assert current(made)["register_number"] == "unclear"


@pytest.mark.parametrize(
    ("what", "result", "note", "code"),
    [
        ("register_number", "passed", "ok", "reason_missing"),
        ("register_number", "unclear", REASON, "bad_result"),
        ("identity", "passed", REASON, "own_verb"),
    ],
)
def test_a_word_needs_a_reason_and_the_right_verb(what: str, result: str, note: str, code: str) -> None:
    made = handed_in()
    run_checks(made)
    with pytest.raises(Refused) as refused:
        judge(by=by("ines"), check=made.checks.get(what=what), result=result, note=note)
    assert refused.value.code == code
    assert not made.checks.filter(provider="person").exists()


def test_sales_give_no_word_and_nobody_judges_what_was_looked_at_again() -> None:
    made = handed_in()
    run_checks(made)
    check = made.checks.get(what="register_number")
    with pytest.raises(Refused, match="may"):
        judge(by=by("sam"), check=check, result="passed", note=REASON)
    judge(by=by("ines"), check=check, result="passed", note=REASON)
    with pytest.raises(Refused) as refused:
        judge(by=by("noor"), check=check, result="failed", note=REASON)
    assert refused.value.code == "check_outdated"


def test_a_reviewer_has_one_check_looked_at_again() -> None:
    made = handed_in()
    recheck(by=by("ines"), application=made, what="tax_id")
    assert set(current(made)) == {"tax_id"}
    with pytest.raises(Refused, match="no check"):
        recheck(by=by("ines"), application=made, what="aura")


def test_time_makes_nothing_pass_but_lets_proofs_run_out() -> None:
    made = handed_in()
    run_checks(made)
    pending = {what for what, result in current(made).items() if result == "pending"}
    assert look_again(timezone.now() + timedelta(days=4000)) == 1
    assert {what for what, result in current(made).items() if result == "pending"} == pending
    Check.objects.filter(what="tax_id").update(valid_until=NOW, result="failed")
    look_again()
    assert current(made)["tax_id"] == "passed"


def test_decided_and_erased_applications_and_drafts_are_left_alone() -> None:
    draft = harbour_applies()
    run_checks(draft)
    assert look_again() == 0
    Application.objects.update(erased_at=NOW)
    Check.objects.all().delete()
    assert run_checks(draft) == []


def test_a_tier_says_what_it_still_needs() -> None:
    made = mina_applies(state="in_review", submitted_at=NOW)
    run_checks(made)
    found = standing(made, Onboarding(), "verified")
    assert not found.complete
    assert [need.key for need in found.missing] == [
        "completeness",
        "email_control",
        "identity",
        "document.passport|identity_card|residence_permit",
    ]
    assert found.sentence.startswith("The verified tier needs: Completeness (unclear)")
    Check.objects.update(result="passed")
    document_of(made, "identity_card")
    assert standing(made, Onboarding(), "verified").complete
    Check.objects.filter(what="undertakings").update(result="failed")
    assert [need.key for need in standing(made, Onboarding(), "verified").against] == ["undertakings"]


def test_looking_costs_the_same_for_six_people_as_for_twenty() -> None:
    few, many = handed_in(), handed_in()
    for number in range(6, 21):
        row = ClaimedParty(application=many, key=f"p{number}", kind="person", roles=["owner"])
        put_party(row, Party(name=f"Owner {number}", born_on=f"1980-01-{number:02}", country="DE"))
        row.save()
    for made in (few, many, few, many):
        run_checks(made)
    with CaptureQueriesContext(connection) as for_few:
        run_checks(few)
    with CaptureQueriesContext(connection) as for_many:
        run_checks(many)
    assert len(for_few) == len(for_many)
