"""Does every route say whom it is for, and keep to it? All routes × six roles and a stranger × reading and writing.

Routes are found, not listed: one that is added later is walked too, and one that declares nothing fails. What a route
needs in its address (a case, an account) is made by `tests/accounts/routes.py`; add a maker there for a new kind.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from accounts.staff.models import Role, User
from accounts.staff.permissions import Permission
from accounts.staff.roles import role_may
from tests.accounts.routes import ROUTES, STAFF_OF, Route, things
from tests.machines import MachineClient, machine, stranger
from tests.world import person

pytestmark = pytest.mark.django_db
PAGES = [route for route in ROUTES if route.permission]
CALLS = [route for route in ROUTES if route.scopes]
OWNED = {"case", "proposal", "decision"}
METHODS = ("GET", "POST")
IDEMPOTENT_BY_ITSELF = {"api/v1/signals", "access/v1/evaluation", "access/v1/evaluations"}


def test_every_route_declares_whom_it_is_for():
    silent = [route.pattern for route in ROUTES if not (route.permission or route.scopes)]
    assert silent == [], "use requires(), any_staff() or public(), or name the scopes of a ScopedView"


def test_every_way_of_calling_a_machine_route_needs_a_scope():
    open_ways = {route.pattern: route.methods - set(route.scopes) for route in CALLS}
    assert {pattern: ways for pattern, ways in open_ways.items() if ways} == {}


def test_a_call_that_creates_may_be_repeated_with_a_key():
    posts = [route for route in CALLS if "POST" in route.methods and route.pattern not in IDEMPOTENT_BY_ITSELF]
    assert [route.pattern for route in posts if not route.may_be_repeated] == []


def test_whatever_is_public_says_why():
    reasons = [route.permission.reason for route in PAGES if route.permission and route.permission.public]
    assert all(reasons)


def asked(browser: Client, method: str, address: str) -> tuple[int, str]:
    """The status and where it leads; whatever it did is undone."""
    before = transaction.savepoint_create()
    try:
        answer = browser.generic(method, address)
        return answer.status_code, answer.headers.get("Location", "")
    finally:
        transaction.savepoint_rollback(before)


def browser_of(role: Role) -> Client:
    """Somebody with this role, logged in."""
    User.objects.filter(pk=person(STAFF_OF[role]).pk).update(password="usable")
    browser = Client()
    browser.force_login(person(STAFF_OF[role]))
    return browser


def objects_of(route: Route) -> Iterator[tuple[str, str]]:
    """Whose things the address names, and the address; they exist until the next one is asked for."""
    for owner in ("ines", "noor") if OWNED & set(route.parameters) else ("ines",):
        before = transaction.savepoint_create()
        yield owner, route.address(things(route, owner))
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.pattern)
def test_a_page_opens_to_the_roles_it_names_and_to_nobody_else(route: Route):
    assert route.permission
    for owner, address in objects_of(route):
        check_stranger(route.permission, address)
        for role in Role:
            check_role(route.permission, role, address, owner)


def check_stranger(permission: Permission, address: str) -> None:
    """Whoever is not logged in is asked to, unless the page is public."""
    for method in METHODS:
        status, leads_to = asked(Client(), method, address)
        if permission.public:
            assert status < 500, address
            assert status != 403, address
        else:
            assert (status, leads_to.startswith("/login/")) in {(302, True), (405, False)}, (
                f"{method} {address}: {status}"
            )


def check_role(permission: Permission, role: Role, address: str, owner: str) -> None:
    """Who may, gets in; who may not, gets 403 and nothing else. 405: the page knows no such method."""
    may = permission.public or permission.verb is None or role_may(role, permission.verb)
    for method in METHODS:
        status, _ = asked(browser_of(role), method, address)
        told = f"{method} {address} ({owner}'s): {status} for {role}"
        if may:
            assert status < 500, told
            assert status not in {401, 403} or method == "POST", told  # a verb may refuse more: one's own proposal
        else:
            assert status in {403, 405}, told


@pytest.mark.parametrize("route", CALLS, ids=lambda route: route.pattern)
def test_a_call_needs_a_key_with_its_scope(route: Route):
    address = route.address(things(route, "ines"))
    for method in sorted(route.methods):
        scope = route.scopes[method]
        assert status_of(stranger(), method, address) == 401
        others = {scope for other in CALLS for scope in other.scopes.values()} - {scope}
        assert status_of(machine(*others), method, address) == 403
        assert status_of(machine(scope), method, address) not in {401, 403, 405}


def status_of(caller: MachineClient, method: str, address: str) -> int:
    before = transaction.savepoint_create()
    try:
        return int(caller.send(method, address, "" if method == "GET" else "{}").status_code)
    finally:
        transaction.savepoint_rollback(before)


def test_a_method_that_a_call_does_not_know_is_a_problem():
    answer = machine("cases:read").post("/api/v1/cases", {})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
