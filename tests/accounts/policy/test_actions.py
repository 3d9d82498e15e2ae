"""Who is in the room: Ana, who analyses and drafts; Lena, who leads and activates; Ines and Ada, who may do neither."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.journal.models import Entry
from accounts.policy import actions
from accounts.policy.models import PolicyVersion
from accounts.policy.querysets import active, current, newest_first, waiting
from accounts.staff.models import Role, User
from kycrisk.lib.errors import Refused
from tests.world import by

SHORTER = {"ties": {"ip": {"half_life_days": 10.0}}}
WHY = "Addresses go round faster than we thought: 38 fewer referrals in shadow, none missed."


def drafted(who: str = "ana") -> PolicyVersion:
    return actions.draft(by=by(who), body=SHORTER, note=WHY)


def proposed() -> PolicyVersion:
    return actions.propose(by=by("ana"), version=drafted())


def another_analyst() -> None:
    User.objects.get_or_create(username="anton", defaults={"first_name": "Anton", "role": Role.ANALYST})


@pytest.mark.django_db
class TestOneVersion:
    def test_what_ships_holds_until_somebody_activates(self):
        proposed()
        assert current().number == 0
        assert current().numbers.ties.ip.half_life_days == 14

    def test_what_ana_drafts_lena_activates(self):
        version = actions.activate(by=by("lena"), version=proposed(), over=0)
        assert (current().number, current().numbers.ties.ip.half_life_days) == (1, 10.0)
        assert current().numbers.ties.ip.hub_limit == 60
        assert (version.drafted_by, version.activated_by) == (version.proposed_by, User.objects.get(username="lena"))
        line = Entry.objects.of("policy", "1")[0]
        assert (line.verb, line.actor_name) == ("policy.activated", "Lena Park")
        assert line.detail == {"over": 0, "changes": [["ties.ip.half_life_days", "14", "10"]]}

    def test_every_step_is_told(self):
        version = actions.return_to_draft(by=by("lena"), version=proposed())
        actions.revise(by=by("ana"), version=version, body={}, note="back to what ships")
        told = [line.verb for line in Entry.objects.of("policy", "1")]
        assert told == ["policy.revised", "policy.returned", "policy.proposed", "policy.drafted"]

    def test_the_next_one_retires_the_one_before(self):
        first = actions.activate(by=by("lena"), version=proposed(), over=0)
        second = actions.activate(by=by("lena"), version=proposed(), over=1)
        first.refresh_from_db()
        assert (first.state, second.state, active()) == ("retired", "active", second)
        assert [version.number for version in newest_first()] == [2, 1]

    def test_what_waits_for_a_second_person_is_listed(self):
        drafted()
        version = proposed()
        assert list(waiting()) == [version]

    @pytest.mark.parametrize("who", ["ines", "lena", "audrey", "ada", "sam"])
    def test_only_analysts_draft(self, who: str):
        with pytest.raises(Refused, match="may not draft the policy"):
            drafted(who)
        assert not PolicyVersion.objects.exists()

    @pytest.mark.parametrize("who", ["ines", "audrey", "ada", "sam"])
    def test_only_analysts_and_leads_activate(self, who: str):
        version = proposed()
        with pytest.raises(Refused, match="may not activate the policy"):
            actions.activate(by=by(who), version=version, over=0)
        assert current().number == 0

    def test_nobody_activates_what_is_their_own(self):
        version = proposed()
        with pytest.raises(Refused, match="Two people") as refused:
            actions.activate(by=by("ana"), version=version, over=0)
        assert (refused.value.code, current().number) == ("four_eyes", 0)

    def test_the_database_refuses_one_person_too(self):
        version = proposed()
        with pytest.raises(IntegrityError, match="policy_version_four_eyes"), transaction.atomic():
            PolicyVersion.objects.filter(pk=version.pk).update(state="active", activated_by=version.drafted_by)

    def test_whoever_looked_at_old_differences_looks_again(self):
        late = proposed()
        actions.activate(by=by("lena"), version=proposed(), over=0)
        with pytest.raises(Refused, match="Look at the differences again"):
            actions.activate(by=by("lena"), version=late, over=0)
        assert current().number == 2

    def test_a_draft_is_not_activated_unproposed(self):
        with pytest.raises(Refused, match="is draft, not proposed"):
            actions.activate(by=by("lena"), version=drafted(), over=0)

    def test_a_proposal_is_not_revised(self):
        version = proposed()
        with pytest.raises(Refused, match="is proposed, not draft"):
            actions.revise(by=by("ana"), version=version, body={}, note=WHY)

    def test_somebody_elses_draft_is_not_revised(self):
        version = drafted()
        another_analyst()
        anton = by("ana").__class__.person(User.objects.get(username="anton"))
        with pytest.raises(Refused, match="Only whoever drafted it"):
            actions.revise(by=anton, version=version, body={}, note=WHY)

    def test_a_reviewer_does_not_send_a_proposal_back(self):
        version = proposed()
        with pytest.raises(Refused, match="may not activate"):
            actions.return_to_draft(by=by("ines"), version=version)

    @pytest.mark.parametrize(
        ("body", "note", "code"),
        [
            ({"ties": {"ip": {"cap": 101}}}, WHY, "bad_policy"),
            ({"nonsense": 1}, WHY, "bad_policy"),
            ({}, " ", "note_missing"),
        ],
    )
    def test_a_senseless_draft_is_refused(self, body: dict[str, object], note: str, code: str):
        with pytest.raises(Refused) as refused:
            actions.draft(by=by("ana"), body=body, note=note)
        assert (refused.value.code, refused.value.status) == (code, 422)


def test_two_leads_at_once_activate_one_policy(real_db: str):
    versions, refusals, start = [proposed(), proposed()], [], threading.Barrier(2)

    def activate(who: str, version: PolicyVersion) -> None:
        try:
            start.wait(10)
            actions.activate(by=by(who), version=version, over=0)
        except Refused as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    leads = [threading.Thread(target=activate, args=pair) for pair in zip(("omar", "lena"), versions, strict=True)]
    for lead in leads:
        lead.start()
    for lead in leads:
        lead.join()
    assert refusals == ["policy_moved"]
    assert PolicyVersion.objects.filter(state="active").count() == 1
