"""Which steps lead where, and who takes them? The table of applications, read as a table."""

import pytest

from accounts.onboarding.models import ApplicationState
from accounts.onboarding.states import APPLICANT, STATES, TABLE, Step, needs, possible, way
from accounts.staff.roles import Verb
from kycrisk.lib.errors import Refused

LEADS = {
    Step.SUBMIT: {"draft": "submitted"},
    Step.TAKE_UP: {"submitted": "in_review"},
    Step.ASK: {"in_review": "information_requested", "information_requested": "information_requested"},
    Step.GO_ON: {"information_requested": "in_review"},
    Step.APPROVE: {"in_review": "approved", "information_requested": "approved"},
    Step.REJECT: {"in_review": "rejected", "information_requested": "rejected"},
    Step.REOPEN: {"rejected": "in_review"},
}


def test_the_states_are_those_of_the_database():
    assert list(STATES) == ApplicationState.values


@pytest.mark.parametrize("step", list(Step))
def test_a_step_leads_where_the_table_says_or_stays(step: Step):
    for state, found in TABLE[step].items():
        assert found.to == LEADS.get(step, {}).get(state, state)


def test_whoever_may_is_a_verb_of_the_roles_the_applicant_or_the_product():
    known = {str(verb) for verb in Verb} | {APPLICANT}
    for row in TABLE.values():
        assert {one for found in row.values() for one in found.needs} <= known
        assert len({found.needs for found in row.values()}) == 1


def test_nobody_decides_through_the_table_alone():
    assert needs(Step.APPROVE) == needs(Step.REJECT) == needs(Step.REOPEN) == ()


def test_what_leads_nowhere_says_why():
    with pytest.raises(Refused, match="The applicant has not handed it in yet") as refused:
        way("draft", Step.ASK)
    assert refused.value.code == "application_draft"


def test_an_approved_application_is_only_talked_about():
    assert possible("approved") == [Step.INVITE, Step.COMMENT, Step.GIVE]
