"""Who may see which application? Every question that can be asked, and what the rules make of it.

The rules, in the order in which they are kept: a machine needs the scope; a portal opens to its own link, whoever is
logged in; a page needs somebody logged in, whose role includes its verb; what does not belong to the application is not
there; a verb may ask more of a role than its page. Whose seller brought a company in makes no difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from accounts.onboarding.states import Step, needs
from accounts.staff.roles import Verb, role_may
from tests.accounts.onboarding.two_applying import DRAFT, FORM, Applying, Visitor, everybody
from tests.accounts.routes import ROUTES, Route

ROUTES_OF_APPLICATIONS = [
    route for route in ROUTES if "application" in route.parameters or route.pattern.startswith("apply/")
]
# Pages whose form names something inside the application.
FORM_NAMES_INSIDE = ("checks/judge/", "items/withdraw/", "<id:application>/approve/")
# Verbs that ask more of a role than the page they stand on.
STEPS = {"<id:application>/comment/": Step.COMMENT, "<id:application>/account/": Step.NAME_ACCOUNT}
METHODS = {"GET", "HEAD", "POST"}
GUESS = "g" * 43
OTHER = {"number": "1", "step": "use", "group": "purpose"}


@dataclass(frozen=True)
class Question:
    """Somebody asks for an address, with what is inside `inside` where it should be inside `about`."""

    route: Route
    visitor: Visitor
    method: str
    about: Applying
    inside: Applying

    @property
    def address(self) -> str:
        """As it is typed: into a portal with the visitor's own link, or a guess."""
        token = self.visitor.link.token if self.visitor.link else GUESS
        application = self.about.application.application
        return self.route.address({**OTHER, **self.inside.inside, "application": application, "token": token})

    def answer(self) -> str:
        """What becomes of it, in the words of `expected`."""
        return said_by(self.visitor.asks(self.method, self.address, {**FORM, **self.inside.form}))

    def __str__(self) -> str:
        whose = "" if self.about is self.inside else f", with {self.inside.application.company_name}’s things"
        company = self.about.application.company_name
        return f"{self.visitor.name}: {self.method} {self.route.pattern} of {company}{whose}"


def questions(ours: Applying, theirs: Applying) -> Iterator[Question]:
    """Route × visitor × method × whose application × whose things: every one that can be told from another.

    Before it is handed in only the portal is asked: staff pages tell by role, which does not depend on the state.
    """
    both = (ours, theirs)
    draft = ours.application.state == DRAFT
    routes = [route for route in ROUTES_OF_APPLICATIONS if is_portal(route) or not draft]
    for route, visitor in product(routes, everybody(*both)):
        for method, about, inside in product(_methods(route), both, both):
            elsewhere = is_portal(route) and about is not (visitor.link or ours)
            if not elsewhere and (about is inside or names_inside(route, method)):
                yield Question(route, visitor, method, about, inside)


def _methods(route: Route) -> list[str]:
    return sorted(route.methods) if route.call else ["GET", "POST"]


def is_portal(route: Route) -> bool:
    """Does a link open it?"""
    return "token" in route.parameters


def names_inside(route: Route, method: str) -> bool:
    """Does the address, or what is sent, name a document, an item, a party, a check or a proposal?"""
    in_the_form = method == "POST" and route.pattern.endswith(FORM_NAMES_INSIDE)
    return in_the_form or bool({"document", "item", "key", "slot"} & set(route.parameters))


def expected(question: Question) -> str:
    """What has to become of it."""
    route, visitor = question.route, question.visitor
    if route.call:
        return _of_a_call(question)
    if is_portal(route):
        # The letter that asks to confirm an address has a key of its own; the invitation's opens nothing there.
        return _inside(question) if visitor.link and "confirm/" not in route.pattern else "not there"
    if not visitor.role:
        return "log in"
    assert route.permission
    assert route.permission.verb
    if not role_may(visitor.role, route.permission.verb):
        return "forbidden"
    return _inside(question) if _may_step(question) else "forbidden"


def _of_a_call(question: Question) -> str:
    scope = question.visitor.scope
    return ("let in" if scope == question.route.scopes[question.method] else "forbidden") if scope else "key needed"


def _inside(question: Question) -> str:
    if question.method not in taken_by(question.route):
        return "no such method"
    return "let in" if question.about is question.inside else "not there"


def _may_step(question: Question) -> bool:
    """May this role do what the form does? Asked once the page has been found."""
    step = next((step for tail, step in STEPS.items() if question.route.pattern.endswith(tail)), None)
    if step is None or question.method != "POST":
        return True
    return any(role_may(question.visitor.role, Verb(verb)) for verb in needs(step))


def taken_by(route: Route) -> set[str]:
    """The methods of a page, as `require_http_methods` keeps them; it leaves no other trace on a view."""
    view: Any = route.view
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            if isinstance(cell.cell_contents, list) and METHODS.issuperset(cell.cell_contents):
                return set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return METHODS


def said_by(answer: Any) -> str:
    """The same words for what an answer is; a refusal that speaks of the application counts as let in."""
    status = answer.status_code
    if answer.headers.get("Location", "").startswith("/login/"):
        return "log in"
    words = {401: "key needed", 403: "forbidden", 404: "not there", 405: "no such method", 409: "let in", 422: "let in"}
    return words.get(status, "let in" if status < 400 else f"status {status}")
