"""Is what an applicant says read again as it was written, and unreadable once it is forgotten?"""

from decimal import Decimal

import pytest

from accounts.onboarding.claims import Answers, ClaimedStake, Party
from accounts.onboarding.models import ClaimedParty
from accounts.onboarding.opening import claims_of
from tests.applicants import document_of, harbour_answers, harbour_applies

pytestmark = pytest.mark.django_db


def test_harbour_reads_as_it_was_written():
    made = harbour_applies()
    paper = document_of(made, "shareholder_list")
    claims = claims_of(made)
    assert claims.answers == harbour_answers()
    assert [party.key for party in claims.with_role("owner")] == ["p2", "p3"]
    assert claims.owners_of("p2")[0] == ClaimedStake("p4", "p2", Decimal(51), Decimal(51))
    assert [(one.document, one.kind) for one in claims.documents] == [(paper.document, "shareholder_list")]


def test_who_is_forgotten_is_empty_and_the_others_stay():
    made = harbour_applies()
    ClaimedParty.objects.filter(application=made, key="p3").update(wrapped_key=None)
    claims = claims_of(made)
    assert claims.party("p3").said == Party()
    assert claims.party("p1").said.name == "Jörg Brandt"
    assert claims.answers != Answers()


def test_nothing_personal_stands_in_the_rows():
    made = harbour_applies()
    rows = [*made.parties.values_list("sealed", flat=True), made.sealed]
    assert not any(b"Brandt" in bytes(row or b"") or b"Lindqvist" in bytes(row or b"") for row in rows)
