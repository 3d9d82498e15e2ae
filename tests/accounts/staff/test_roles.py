"""Does the one table of verbs say what the interface promises of the six roles, no more and no less?"""

import pytest

from accounts.staff.models import Role
from accounts.staff.roles import MAY, Verb, require, role_may
from kycrisk.lib.errors import Refused
from tests.world import GRAPH, by

READING = {verb for verb in Verb if verb.name.startswith("READ_")} | {Verb.REVEAL_PERSONAL}
OF_CUSTOMERS = {
    Verb.READ_CASES, Verb.READ_NETWORKS, Verb.READ_ACCOUNTS, Verb.READ_APPROVALS, Verb.READ_APPLICATIONS,
    Verb.READ_CANARIES, Verb.READ_JOURNAL, Verb.REVEAL_PERSONAL, Verb.READ_OVERVIEW,
}  # fmt: skip
# role: what it changes
CHANGES = {
    Role.SALES: {Verb.WORK_APPLICATIONS},
    Role.REVIEWER: {Verb.CLAIM_CASES, Verb.DECIDE_CASES, Verb.PROPOSE, Verb.GIVE_VERDICTS},
    Role.LEAD: {
        Verb.CLAIM_CASES, Verb.DECIDE_CASES, Verb.PROPOSE, Verb.GIVE_VERDICTS,
        Verb.APPROVE, Verb.REASSIGN_CASES, Verb.ACTIVATE_POLICY,
    },
    Role.ANALYST: {Verb.DRAFT_POLICY, Verb.ACTIVATE_POLICY, Verb.MINT_CANARIES},
    Role.AUDITOR: set(),
    Role.ADMIN: {Verb.ADMINISTER},
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_role_changes_what_it_is_there_for_and_nothing_else(role: Role):
    assert set(MAY[role]) - READING == CHANGES[role]


def test_a_lead_may_all_that_a_reviewer_may():
    assert MAY[Role.LEAD] > MAY[Role.REVIEWER]


def test_sales_sees_applications_and_neither_documents_nor_cases():
    assert set(MAY[Role.SALES]) & READING == {Verb.READ_APPLICATIONS}


def test_an_auditor_reads_everything_and_changes_nothing():
    assert set(MAY[Role.AUDITOR]) == READING


def test_an_admin_sees_nothing_of_a_customer():
    assert set(MAY[Role.ADMIN]) == {Verb.READ_ADMINISTRATION, Verb.ADMINISTER}
    assert not OF_CUSTOMERS & set(MAY[Role.ADMIN])


def test_an_analyst_sees_no_case_and_nothing_personal():
    assert not {Verb.READ_CASES, Verb.REVEAL_PERSONAL, Verb.READ_JOURNAL} & set(MAY[Role.ANALYST])


def test_only_a_lead_approves_what_somebody_proposed():
    assert {role for role in Role if role_may(role, Verb.APPROVE)} == {Role.LEAD}


def test_every_verb_is_somebodys():
    assert {verb for verbs in MAY.values() for verb in verbs} == set(Verb)


def test_whoever_is_no_person_with_a_role_is_refused():
    assert not role_may("", Verb.READ_CASES)
    assert not role_may("root", Verb.READ_CASES)
    with pytest.raises(Refused, match="may not decide cases"):
        require(GRAPH, Verb.DECIDE_CASES)


@pytest.mark.django_db
def test_a_refusal_says_who_may_not_do_what():
    require(by("ines"), Verb.DECIDE_CASES)
    with pytest.raises(Refused) as refused:
        require(by("sam"), Verb.DECIDE_CASES)
    assert refused.value.status == 403
    assert refused.value.detail == "Sam Keller may not decide cases: the role sales does not include it."
