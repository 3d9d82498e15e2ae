"""How does somebody join the staff, change roles, lose access, or choose how the desk behaves?

Whoever runs a command on the server can do anything anyway; everybody else needs the admin's role. A lead or an admin
is made by two admins, as soon as there are two.
"""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import ActorKind
from accounts.staff.models import Role, RoleGrant, User
from accounts.staff.roles import Verb, require
from accounts.staff.second_factor import forget_second_factor
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock

LOCK = "staff.roles"  # who is admin, and how many there are, is decided one at a time
NEED_TWO = frozenset({Role.LEAD, Role.ADMIN})
THEMES = ("", "light", "dark")


def new_password() -> str:
    """A password that nobody has to think of: 120 random bits."""
    return secrets.token_urlsafe(15)


@transaction.atomic
def create_user(*, by: Actor, username: str, role: str, password: str, full_name: str = "") -> User:
    """Let somebody join the staff."""
    _may_administer(by)
    wait_for_lock(LOCK)
    if Role(role) in NEED_TWO and _admins() >= 2:
        raise Refused(
            f"Two admins make somebody {role}: create {username} with another role, then ask for this one.",
            code="second_admin",
        )
    first, _, last = full_name.strip().partition(" ")
    user = User(username=_usable_name(username), role=role, first_name=first, last_name=last)
    _give_password(user, password)
    user.save(force_insert=True)
    record(by=by, verb="user.created", subject=("user", username), detail={"role": role})
    return user


@transaction.atomic
def give_role(*, by: Actor, user: User, role: str) -> RoleGrant | None:
    """Change somebody's role: at once (None), or as a request that a second admin has to confirm."""
    _may_administer(by)
    wait_for_lock(LOCK)
    user = _somebody_else(by, user)
    if RoleGrant.objects.waiting().filter(user=user).exists():
        raise Refused(f"A role for {user} already waits for a second admin.", code="already_asked")
    if Role(role) in NEED_TWO and _admins() >= 2 and by.user_id is not None:
        record(by=by, verb="role.requested", subject=("user", user.username), detail={"role": role})
        return RoleGrant.objects.create(user=user, role=role, requested_by_id=by.user_id)
    _set_role(by, user, role)
    return None


@transaction.atomic
def confirm_role(*, by: Actor, grant: RoleGrant) -> None:
    """The second admin agrees: from now on the role holds."""
    require(by, Verb.ADMINISTER)
    wait_for_lock(LOCK)
    grant = _waiting(grant)
    if by.user_id == grant.requested_by_id:
        raise Refused("Two admins make a lead or an admin; you asked for this yourself.", code="four_eyes", status=403)
    _set_role(by, _somebody_else(by, grant.user), grant.role)
    grant.confirmed_by_id, grant.confirmed_at = by.user_id, timezone.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])


@transaction.atomic
def drop_role_request(*, by: Actor, grant: RoleGrant) -> None:
    """Take the request back, or say no; the journal keeps that it was made."""
    require(by, Verb.ADMINISTER)
    grant = _waiting(grant)
    record(by=by, verb="role.not_given", subject=("user", grant.user.username), detail={"role": grant.role})
    grant.delete()


@transaction.atomic
def switch_off(*, by: Actor, user: User) -> None:
    """Nobody logs in under this name any more, and whoever is logged in is out with the next click."""
    _may_administer(by)
    wait_for_lock(LOCK)
    user = _somebody_else(by, user)
    _keep_an_admin(user)
    _set_active(by, user, "user.switched_off", active=False)


@transaction.atomic
def switch_on(*, by: Actor, user: User) -> None:
    """Let somebody who was switched off log in again."""
    _may_administer(by)
    _set_active(by, _somebody_else(by, user), "user.switched_on", active=True)


@transaction.atomic
def let_in_again(*, by: Actor, user: User, password: str) -> None:
    """For somebody who lost password or phone: a new password, and no second factor until they set one up.

    Whoever could do this to a lead or an admin could act as one, so once there are two admins it takes the server.
    """
    _may_administer(by)
    wait_for_lock(LOCK)
    user = _somebody_else(by, user)
    if Role(user.role) in NEED_TWO and by.kind != ActorKind.COMMAND and _admins() >= 2:
        raise Refused(f"{user} is {user.role}: run let_user_in on the server.", code="second_admin", status=403)
    _give_password(user, password)
    user.save(update_fields=["password"])
    forget_second_factor(user)
    record(by=by, verb="user.let_in_again", subject=("user", user.username))


@transaction.atomic
def choose_preferences(*, by: Actor, theme: str, keys_enabled: bool) -> User:
    """One's own: light, dark or as the system says (empty), and whether single keys do anything."""
    if theme not in THEMES:
        raise Refused("A theme is light, dark, or empty for the system's.", code="unknown_theme", status=422)
    user = User.objects.select_for_update().get(pk=by.user_id or 0)
    user.theme, user.keys_enabled = theme, keys_enabled
    user.save(update_fields=["theme", "keys_enabled"])
    chosen = {"theme": theme, "keys": keys_enabled}
    record(by=by, verb="preferences.chosen", subject=("user", user.username), detail=chosen)
    return user


def _may_administer(by: Actor) -> None:
    if by.kind != ActorKind.COMMAND:
        require(by, Verb.ADMINISTER)


def _admins() -> int:
    return User.objects.filter(is_active=True, role=Role.ADMIN).count()


def _usable_name(username: str) -> str:
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="bad_username", status=422) from None
    if len(username) > 150 or User.objects.filter(username__iexact=username).exists():
        raise Refused(f"The name {username[:150]!r} is taken or longer than 150 letters.", code="name_taken")
    return username


def _give_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="weak_password", status=422) from None
    user.set_password(password)


def _somebody_else(by: Actor, user: User) -> User:
    """The user as they are now, held until the transaction ends; nobody does these things to themselves."""
    if by.user_id == user.pk:
        raise Refused("Nobody changes their own access; ask another admin.", code="own_access", status=403)
    return User.objects.select_for_update().get(pk=user.pk)


def _waiting(grant: RoleGrant) -> RoleGrant:
    held = RoleGrant.objects.waiting().select_for_update().filter(pk=grant.pk).first()
    if held is None:
        raise Refused("This request is no longer waiting.", code="not_waiting")
    return held


def _keep_an_admin(user: User) -> None:
    if user.role == Role.ADMIN and user.is_active and _admins() == 1:
        raise Refused(f"{user} is the last admin; make another one first.", code="last_admin")


def _set_role(by: Actor, user: User, role: str) -> None:
    if role != Role.ADMIN:
        _keep_an_admin(user)
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    detail = {"role": role, "before": before}
    record(by=by, verb="role.given", subject=("user", user.username), detail=detail)


def _set_active(by: Actor, user: User, verb: str, *, active: bool) -> None:
    if user.is_active == active:
        raise Refused(f"{user} is switched {'on' if active else 'off'} already.", code="no_change")
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(by=by, verb=verb, subject=("user", user.username))
