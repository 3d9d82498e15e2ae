"""Are people who we met before judged fairly?

In the room: Jörg Brandt of Harbour, who directs another company too; a namesake born on the same day; a man who proved
two organisations in one month; the Larkspur ring, which hands in one passport for many names.
"""

from datetime import timedelta
from typing import Any

import pytest

from accounts.onboarding.check_facts import Likeness, OtherUse, Proof, Verdict
from accounts.onboarding.check_rules import findings
from tests.accounts.onboarding.judged import NOW, harbour_facts, says

JOERG = "p1"
WEEK_AGO = NOW - timedelta(days=7)


def proof(result: Verdict, **more: Any) -> dict[str, Proof]:
    return {JOERG: Proof("stripe_identity", result, WEEK_AGO, "ver_1")._replace(**more)}


def met(*likenesses: Likeness) -> tuple[str, str]:
    return says(harbour_facts(alike=likenesses), "duplicates")


def test_who_was_never_met_before_passes() -> None:
    assert met()[0] == "passed"


def test_a_director_of_two_companies_passes_and_it_is_said() -> None:
    assert met(Likeness("person", "app_B", "approved", JOERG, same_person=True)) == (
        "passed",
        "{party} is also named in app_B; many people stand for several companies.",
    )


def test_a_namesake_born_on_the_same_day_with_papers_of_their_own_passes() -> None:
    result, sentence = met(Likeness("person", "app_B", "rejected", JOERG, same_person=True, other_paper=True))
    assert result == "passed"
    assert "other papers" in sentence


def test_an_agency_that_files_the_extract_of_its_client_twice_passes() -> None:
    assert met(Likeness("file", "app_B", "approved", same_company=True))[0] == "passed"


@pytest.mark.parametrize(
    ("like", "result"),
    [
        (Likeness("paper", "app_B", "draft", JOERG, same_person=False), "failed"),
        (Likeness("paper", "app_B", "draft", JOERG), "unclear"),
        (Likeness("file", "app_B", "draft", JOERG, same_person=False), "failed"),
        (Likeness("file", "app_B", "draft", JOERG), "unclear"),
        (Likeness("company", "app_B", "in_review", same_company=True), "unclear"),
        (Likeness("person", "app_B", "rejected", JOERG, same_person=True), "unclear"),
    ],
)
def test_what_contradicts_fails_and_what_is_open_goes_to_a_person(like: Likeness, result: str) -> None:
    said = met(like)
    assert said[0] == result
    assert "app_B" in said[1]


def test_the_worst_decides_and_all_of_them_are_evidence() -> None:
    mild = Likeness("person", "app_B", "approved", JOERG, same_person=True)
    grave = Likeness("paper", "app_C", "approved", JOERG, same_person=False)
    ((_, finding),) = findings(harbour_facts(alike=(mild, grave)), ["duplicates"])
    assert (finding.result, finding.party) == ("failed", JOERG)
    assert [one["application"] for one in finding.evidence["alike"]] == ["app_C", "app_B"]


@pytest.mark.parametrize(
    ("proofs", "result", "words"),
    [
        ({}, "pending", "was not asked yet"),
        (proof("pending", finished=False), "pending", "has not answered"),
        (proof("pending", reason="no answer in time", finished=False), "pending", "was not reached"),
        (proof("passed"), "passed", "Stripe Identity proved on 2026-11-17"),
        (proof("failed", reason="document_expired", finished=False), "failed", "may try again"),
        (proof("unclear", reason="name_differs"), "unclear", "not that it is {party}"),
    ],
)
def test_only_an_answer_makes_an_identity_pass(proofs: dict[str, Proof], result: str, words: str) -> None:
    said = says(harbour_facts(proofs=proofs), "identity", JOERG)
    assert said[0] == result
    assert words in said[1]


def test_only_who_signs_is_asked_to_prove_themselves() -> None:
    assert [one.subject for _, one in findings(harbour_facts(), ["identity"])] == [JOERG]


def test_one_person_proves_one_organisation_in_so_many_days_unless_a_reviewer_allows_it() -> None:
    twice = {"proofs": proof("passed"), "other_uses": {JOERG: OtherUse("app_B", WEEK_AGO)}}
    assert says(harbour_facts(proofs=proof("passed")), "identity_reuse", JOERG)[0] == "passed"
    assert says(harbour_facts(**twice), "identity_reuse", JOERG)[0] == "unclear"
    assert says(harbour_facts(**twice, allowed=frozenset({JOERG})), "identity_reuse", JOERG)[0] == "passed"
    (finding,) = [one for _, one in findings(harbour_facts(**twice), ["identity_reuse"])]
    assert finding.valid_until == WEEK_AGO + timedelta(days=90)


def test_no_sentence_names_anybody() -> None:
    proofs = proof("passed")
    facts = harbour_facts(proofs=proofs, alike=(Likeness("person", "app_B", "draft", JOERG, same_person=True),))
    told = " ".join(f"{one.sentence} {one.evidence}" for _, one in findings(facts))
    assert not [name for name in ("Brandt", "Lindqvist", "Adeyemi", "C01X00T47", "1979") if name in told]
