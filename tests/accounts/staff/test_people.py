"""Who is in the room: Ada, the only admin at first; Ines, who reviews; later Bo, a second admin."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.staff import actions
from accounts.staff.models import Role, RoleGrant, User
from kycrisk.lib.errors import Refused
from tests.accounts.staff.conftest import PASSWORD
from tests.world import by, person

pytestmark = pytest.mark.django_db
SERVER = Actor.command("create_user")


def second_admin() -> Actor:
    """Bo, whom the server's owner made an admin."""
    return Actor.person(
        actions.create_user(by=SERVER, username="bo", role=Role.ADMIN, password=PASSWORD, full_name="Bo Lund")
    )


def refusal(verb: object, **arguments: object) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refused:
        verb(**arguments)  # type: ignore[operator]
    return refused.value.code


def test_somebody_joins_and_can_log_in():
    user = actions.create_user(
        by=by("ada"), username="kim", role=Role.REVIEWER, password=PASSWORD, full_name="Kim van Dyk"
    )
    assert (str(user), user.role, user.check_password(PASSWORD)) == ("Kim van Dyk", "reviewer", True)
    assert [(line.verb, line.detail) for line in Entry.objects.of("user", "kim")] == [
        ("user.created", {"role": "reviewer"})
    ]


@pytest.mark.parametrize("who", ["sam", "ines", "omar", "ana", "audrey"])
def test_only_admins_look_after_people(who: str):
    kim = {"username": "kim", "role": Role.REVIEWER, "password": PASSWORD}
    assert refusal(actions.create_user, by=by(who), **kim) == "not_permitted"
    assert refusal(actions.give_role, by=by(who), user=person("noor"), role=Role.SALES) == "not_permitted"
    assert refusal(actions.switch_off, by=by(who), user=person("noor")) == "not_permitted"
    assert refusal(actions.let_in_again, by=by(who), user=person("noor"), password=PASSWORD) == "not_permitted"


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("kim", "short", "weak_password"),
        ("kim", "administrator", "weak_password"),
        ("kimberley", "kimberley-2026", "weak_password"),
        ("", PASSWORD, "bad_username"),
        ("kim dyk", PASSWORD, "bad_username"),
        ("k" * 151, PASSWORD, "name_taken"),
        ("INES", PASSWORD, "name_taken"),
    ],
)
def test_a_name_or_password_that_cannot_be_is_refused(username: str, password: str, code: str):
    person("ines")
    assert refusal(actions.create_user, by=by("ada"), username=username, role="sales", password=password) == code
    assert User.objects.filter(role=Role.SALES).count() == 0


def test_an_only_admin_makes_a_lead_alone():
    assert actions.give_role(by=by("ada"), user=person("ines"), role=Role.LEAD) is None
    assert User.objects.get(username="ines").role == Role.LEAD


def test_two_admins_make_a_lead_together():
    bo = second_admin()
    grant = actions.give_role(by=by("ada"), user=person("ines"), role=Role.LEAD)
    assert grant is not None
    assert User.objects.get(username="ines").role == Role.REVIEWER
    actions.confirm_role(by=bo, grant=grant)
    assert User.objects.get(username="ines").role == Role.LEAD
    assert [line.verb for line in Entry.objects.of("user", "ines")] == ["role.given", "role.requested"]
    assert not RoleGrant.objects.waiting().exists()


def test_of_two_admins_one_alone_makes_neither_lead_nor_admin():
    second_admin()
    grant = actions.give_role(by=by("ada"), user=person("ines"), role=Role.ADMIN)
    assert refusal(actions.confirm_role, by=by("ada"), grant=grant) == "four_eyes"
    assert refusal(actions.give_role, by=by("ada"), user=person("ines"), role=Role.LEAD) == "already_asked"
    kim = {"username": "kim", "role": Role.LEAD, "password": PASSWORD}
    assert refusal(actions.create_user, by=by("ada"), **kim) == "second_admin"
    assert refusal(actions.create_user, by=SERVER, **kim) == "second_admin"
    assert User.objects.get(username="ines").role == Role.REVIEWER


def test_a_role_below_that_needs_one_admin_only():
    second_admin()
    assert actions.give_role(by=by("ada"), user=person("ines"), role=Role.ANALYST) is None
    assert User.objects.get(username="ines").role == Role.ANALYST


def test_nobody_confirms_a_role_of_their_own():
    bo = second_admin()
    cy = Actor.person(person("ines"))
    grant = actions.give_role(by=bo, user=person("ines"), role=Role.ADMIN)
    assert refusal(actions.confirm_role, by=cy, grant=grant) == "not_permitted"
    assert refusal(actions.give_role, by=by("ada"), user=person("ada"), role=Role.LEAD) == "own_access"


def test_a_request_that_was_dropped_gives_nothing():
    bo = second_admin()
    grant = actions.give_role(by=by("ada"), user=person("ines"), role=Role.LEAD)
    assert grant is not None
    actions.drop_role_request(by=bo, grant=grant)
    grant.pk = grant.pk or 1
    assert refusal(actions.confirm_role, by=bo, grant=grant) == "not_waiting"


def test_the_last_admin_stays():
    boss = Actor.command("server")
    assert refusal(actions.give_role, by=boss, user=person("ada"), role=Role.SALES) == "last_admin"
    assert refusal(actions.switch_off, by=boss, user=person("ada")) == "last_admin"


def test_somebody_is_switched_off_and_on():
    actions.switch_off(by=by("ada"), user=person("ines"))
    assert not User.objects.get(username="ines").is_active
    assert refusal(actions.switch_off, by=by("ada"), user=person("ines")) == "no_change"
    actions.switch_on(by=by("ada"), user=person("ines"))
    assert User.objects.get(username="ines").is_active


def test_a_lost_phone_is_forgotten_with_the_password():
    Authenticator.objects.create(user=person("ines"), type="totp", data={})
    actions.let_in_again(by=by("ada"), user=person("ines"), password=PASSWORD)
    assert User.objects.get(username="ines").check_password(PASSWORD)
    assert not Authenticator.objects.exists()


def test_of_two_admins_none_can_become_a_lead_by_a_new_password():
    second_admin()
    lead = {"user": person("omar"), "password": PASSWORD}
    assert refusal(actions.let_in_again, by=by("ada"), **lead) == "second_admin"
    actions.let_in_again(by=Actor.command("let_user_in"), user=person("omar"), password=PASSWORD)


def test_everybody_chooses_for_themselves():
    actions.choose_preferences(by=by("ines"), theme="dark", keys_enabled=False)
    ines = User.objects.get(username="ines")
    assert (ines.theme, ines.keys_enabled) == ("dark", False)
    assert refusal(actions.choose_preferences, by=by("ines"), theme="pink", keys_enabled=True) == "unknown_theme"
