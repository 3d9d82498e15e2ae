"""What can an admin look at? Staff, keys and requests for roles, through Django's admin: a window, not a door.

Nothing can be changed here: changes are verbs with a journal line (`/staff/` and the commands). No customer, case or
network is registered, because the admin's role sees none.
"""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse

from accounts.staff.models import ApiKey, RoleGrant, User
from accounts.staff.permissions import Permission, public, requires
from accounts.staff.roles import Verb

DOORS = (
    "_add",
    "_delete",
    "autocomplete",
    "password_change",
    "password_change_done",
    "logout",
    "view_on_site",
)


class Window(AdminSite):
    """The site behind `/admin/`: our own login, and nobody but admins."""

    site_header = site_title = "kycrisk"
    index_title = "Staff and machines, to look at"

    def has_permission(self, request: HttpRequest) -> bool:
        """Only people with the admin's role."""
        return Permission(Verb.ADMINISTER).allows(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way in for everybody."""
        return HttpResponseRedirect(f"{reverse('account_login')}?next={reverse('admin:index')}")

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's without the doors, each with its permission."""
        return _windows_of(super().get_urls())


def _windows_of(routes: list[URLResolver | URLPattern]) -> list[URLResolver | URLPattern]:
    """Only what shows something, declared and guarded."""
    shown = [route for route in routes if isinstance(route, URLResolver) or not str(route.name).endswith(DOORS)]
    for route in shown:
        if isinstance(route, URLPattern):
            guard = public("leads to the one way in") if route.name == "login" else requires(Verb.ADMINISTER)
            route.callback = guard(route.callback)
    return shown


class LookOnly(ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameters when it runs
    """A list and a page of one row, without a button that does anything."""

    actions = None

    def get_urls(self) -> list[URLPattern]:
        """The list and the page of one row."""
        return [route for route in _windows_of([*super().get_urls()]) if isinstance(route, URLPattern)]

    def has_add_permission(self, request: HttpRequest, *_obj: Any) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever came in may look."""
        return Permission(Verb.ADMINISTER).allows(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same for the list of lists."""
        return Permission(Verb.ADMINISTER).allows(request.user)


class Users(LookOnly):
    """Staff without their passwords."""

    list_display = ("username", "first_name", "last_name", "role", "is_active", "last_login")
    fields = (*list_display, "date_joined")


class Keys(LookOnly):
    """Keys without what is kept of their secrets."""

    list_display = ("key", "name", "scopes", "created_at", "expires_at", "revoked_at")
    fields = (*list_display, "sources", "networks", "created_by", "replaced_by")


class Grants(LookOnly):
    """Who asked for which role, and who agreed."""

    list_display = fields = ("user", "role", "requested_by", "requested_at", "confirmed_by", "confirmed_at")


window = Window(name="admin")
window.register(User, Users)
window.register(ApiKey, Keys)
window.register(RoleGrant, Grants)
