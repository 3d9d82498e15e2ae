"""Which pages does everybody have for themselves, and which do admins have for people and machines?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.staff import actions, actions_keys
from accounts.staff.forms import KeyForm, PersonForm, PreferencesForm, RoleForm
from accounts.staff.models import ApiKey, Role, RoleGrant, User
from accounts.staff.permissions import any_staff, requires
from accounts.staff.preferences import remember
from accounts.staff.roles import Verb, role_may
from accounts.staff.second_factor import second_factors
from accounts.staff.visitors import actor, visitor
from kycrisk.lib.errors import Refused

OVERLAP = timedelta(days=7)  # for whoever has to put a new key into a configuration


@any_staff("one's own preferences, password and second factor")
def profile(request: HttpRequest) -> HttpResponse:
    """How the desk looks and listens for me, and how I log in."""
    user = visitor(request)
    form = PreferencesForm(request.POST or None, initial={"theme": user.theme, "keys_enabled": user.keys_enabled})
    if request.method == "POST" and form.is_valid():
        user = actions.choose_preferences(by=actor(request), **form.cleaned_data)
        return remember(redirect("page-profile"), user)
    return render(request, "staff/profile.html", {"form": form, "crumbs": [{"label": "My profile", "url": ""}]})


@requires(Verb.READ_ADMINISTRATION)
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody on the staff, every key, and what waits for a second admin."""
    return _staff(request)


@require_POST
@requires(Verb.ADMINISTER)
def person_add(request: HttpRequest) -> HttpResponse:
    """Somebody joins; the password is shown once."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _staff(request, person_form=form, status=422)
    password = actions.new_password()
    return _done(
        request,
        lambda: actions.create_user(by=actor(request), password=password, **form.cleaned_data),
        {"secret": password, "secret_of": form.cleaned_data["username"], "person_form": PersonForm()},
        {"person_form": form},
    )


@require_POST
@requires(Verb.ADMINISTER)
def person_role(request: HttpRequest, user: int) -> HttpResponse:
    """Another role, at once or as a request to a second admin."""
    person, form = get_object_or_404(User, pk=user), RoleForm(request.POST)
    if not form.is_valid():
        return _staff(request, refused="There is no such role.", status=422)
    return _done(request, lambda: actions.give_role(by=actor(request), user=person, **form.cleaned_data))


@require_POST
@requires(Verb.ADMINISTER)
def person_switch(request: HttpRequest, user: int) -> HttpResponse:
    """Off if it was on, on if it was off."""
    person = get_object_or_404(User, pk=user)
    verb = actions.switch_off if person.is_active else actions.switch_on
    return _done(request, lambda: verb(by=actor(request), user=person))


@require_POST
@requires(Verb.ADMINISTER)
def person_let_in(request: HttpRequest, user: int) -> HttpResponse:
    """A new password, shown once, and no second factor until they set one up."""
    person, password = get_object_or_404(User, pk=user), actions.new_password()
    shown = {"secret": password, "secret_of": person.username}
    return _done(request, lambda: actions.let_in_again(by=actor(request), user=person, password=password), shown)


@require_POST
@requires(Verb.ADMINISTER)
def role_answer(request: HttpRequest, grant: int) -> HttpResponse:
    """A second admin agrees, or somebody drops the request."""
    asked = get_object_or_404(RoleGrant, pk=grant)
    verb = actions.confirm_role if request.POST.get("answer") == "confirm" else actions.drop_role_request
    return _done(request, lambda: verb(by=actor(request), grant=asked))


@require_POST
@requires(Verb.ADMINISTER)
def key_add(request: HttpRequest) -> HttpResponse:
    """A new key, shown once."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _staff(request, key_form=form, status=422)
    wanted = actions_keys.KeyWanted(**form.cleaned_data)
    try:
        _, secret = actions_keys.create_key(by=actor(request), wanted=wanted)
    except Refused as refused:
        return _staff(request, refused=refused.detail, key_form=form, status=refused.status)
    return _staff(request, secret=secret, secret_of=wanted.name)


@require_POST
@requires(Verb.ADMINISTER)
def key_rotate(request: HttpRequest, key: str) -> HttpResponse:
    """A new key that may do the same, shown once; the old one goes on for a week."""
    old = get_object_or_404(ApiKey, key=key)
    try:
        _, secret = actions_keys.rotate_key(by=actor(request), key=old, overlap=OVERLAP)
    except Refused as refused:
        return _staff(request, refused=refused.detail, status=refused.status)
    return _staff(request, secret=secret, secret_of=old.name)


@require_POST
@requires(Verb.ADMINISTER)
def key_revoke(request: HttpRequest, key: str) -> HttpResponse:
    """It opens nothing from now on."""
    old = get_object_or_404(ApiKey, key=key)
    return _done(request, lambda: actions_keys.revoke_key(by=actor(request), key=old))


def _done(
    request: HttpRequest,
    verb: Callable[[], object],
    shown: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do it; then the page anew, with what is `shown` once, or with the refusal and what was typed (`kept`)."""
    try:
        verb()
    except Refused as refused:
        return _staff(request, refused=refused.detail, status=refused.status, **kept or {})
    return _staff(request, **shown) if shown else redirect("page-staff")


def _staff(request: HttpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    now = timezone.now()
    context = {
        "people": User.objects.annotate(has_second_factor=Exists(second_factors(OuterRef("pk")))).order_by(
            "-is_active", "username"
        ),
        "keys": ApiKey.objects.live(now).select_related("created_by").order_by("name", "id"),
        "grants": RoleGrant.objects.waiting().select_related("user", "requested_by"),
        "roles": Role.choices,
        "may_change": role_may(visitor(request).role, Verb.ADMINISTER),
        "person_form": PersonForm(),
        "key_form": KeyForm(),
        "crumbs": [{"label": "Staff and machines", "url": ""}],
    }
    return render(request, "staff/staff.html", {**context, **extra}, status=status)
