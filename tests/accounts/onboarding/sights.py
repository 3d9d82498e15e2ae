"""Two companies apply, each brought in by a seller of its own: what do addresses name, who visits, what may they see?

*Harbour* was brought in by Sam, *Larkspur*, a shell, by Tess. Whatever belongs to an application has a name that only
one of the two knows, so that one's name under the other's address is somebody else's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.onboarding.actions import Ask, ask_item
from accounts.onboarding.links import token_of
from accounts.onboarding.models import Application, ClaimedParty
from accounts.onboarding.opening import sealed_text
from accounts.onboarding.states import Step, needs
from accounts.review.actions import claim, propose
from accounts.review.choices import Choice
from accounts.staff.bearer import SCOPES
from accounts.staff.models import Role, User
from accounts.staff.permissions import Permission
from accounts.staff.roles import Verb, role_may
from tests.accounts.onboarding.entrance import link_of
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, seen, the_case
from tests.accounts.routes import ROUTES, STAFF_OF, Route
from tests.machines import MachineClient, machine
from tests.world import by, person

APPLICATIONS = [
    route
    for route in ROUTES
    if "<id:application>" in route.pattern or route.pattern.startswith(("apply/", "api/v1/applications"))
]
# What an address names inside an application, and what the form of a page does.
INSIDE = {"document", "item", "key", "slot"}
IN_THE_FORM = ("checks/judge/", "items/withdraw/", "/approve/")
# What a page's own verb asks of a role beyond the page.
STEPS = {"/comment/": Step.COMMENT, "/account/": Step.NAME_ACCOUNT}


@dataclass(frozen=True)
class Applying:
    """One application and everything inside it that an address or a form can name."""

    application: Application
    things: dict[str, str]
    named: dict[str, str]

    @property
    def token(self) -> str:
        """Of the link in the applicant's letter."""
        return token_of(self.application.links.latest("id"))


def seller(username: str) -> User:
    """Sam, or the colleague beside him."""
    if username == "sam":
        return person("sam")
    columns = {"role": Role.SALES, "password": "usable"}
    return User.objects.get_or_create(username=username, defaults=columns)[0]


def applying(company: str, brought_in_by: str, key: str, *, state: str) -> Applying:
    """A company that applies, `draft` or `information_requested`; `key`: what only it calls its last party."""
    owner = seller(brought_in_by)
    account = newcomer(f"acct_{company.lower()}") if state != "draft" else None
    made = complete_harbour(account, company_name=company, owner=owner)
    ClaimedParty.objects.filter(application=made, key="p1").update(key=key)
    if state != "draft":
        handed_in(made)
    link_of(made)
    document = made.documents.get(kind="passport")
    things = {
        "application": made.application,
        "document": document.document,
        "item": _item(made),
        "key": key,
        "slot": f"passport-identity_card-residence_permit-{key}",
        "number": "1",
        "step": "use",
        "group": "use",
    }
    return Applying(made, things, {"item": things["item"], **_named(made)})


def _item(made: Application) -> str:
    if made.state == "draft":
        now = timezone.now()
        text = sealed_text(made, "A newer register extract", "item")
        row = {"asked_by": person("noor"), "asked_at": now, "due_at": now, "sealed_text": text}
        return str(made.items.create(**row).item)
    claim(by=by("noor"), case=the_case(made))
    return ask_item(by=by("noor"), application=made, ask=Ask(text="A newer register extract")).item


def _named(made: Application) -> dict[str, str]:
    """What forms name: a check and a proposal."""
    if made.state == "draft":
        return {}
    check = made.checks.filter(is_current=True).first()
    assert check is not None
    choice = Choice(measure="approve_enterprise", note="register and owners agree", seen=seen(made))
    proposal = propose(by=by("noor"), case=the_case(made), verdict=choice)
    return {"check": check.check_id, "proposal": proposal.proposal}


# -- who visits


@dataclass(frozen=True)
class Visitor:
    """A colleague, a machine, an applicant with a link, or none of them."""

    name: str
    role: str = ""
    scope: str = ""
    link: Applying | None = None

    @cached_property
    def browser(self) -> Client | MachineClient:
        """How they come."""
        if self.scope:
            return machine(self.scope, name=self.scope)
        browser = Client()
        if self.role:
            browser.force_login(person(STAFF_OF[Role(self.role)]))
        return browser

    def asks(self, method: str, address: str, form: dict[str, str]) -> Any:
        """The answer to what they ask."""
        if isinstance(self.browser, MachineClient):
            return self.browser.send(method, address, "" if method == "GET" else "{}")
        return self.browser.post(address, form) if method == "POST" else self.browser.get(address)


def visitors(*applicants: Applying) -> list[Visitor]:
    """Everybody there is: each role, each scope, a stranger, and the applicants."""
    with_links = [Visitor(f"{one.application.company_name}’s link", link=one) for one in applicants]
    machines = [Visitor(scope, scope=scope) for scope in SCOPES]
    return [*(Visitor(role, role=role) for role in Role), Visitor("stranger"), *with_links, *machines]


# -- what each may see


@dataclass(frozen=True)
class Question:
    """Somebody asks for an address: of whose application, with whose document, item, party, check or proposal in it?"""

    route: Route
    method: str
    visitor: Visitor
    about: Applying
    inside: Applying

    @property
    def address(self) -> str:
        """As it is typed; an applicant's begins with their own link, everybody else's with a guess."""
        token = self.visitor.link.token if self.visitor.link else "g" * 43
        return self.route.address({**self.inside.things, **self._outside, "token": token})

    @property
    def form(self) -> dict[str, str]:
        """One form that fills in every page's."""
        words = "This is written down so that colleagues understand it."
        usual = {"outcome": "ask", "text": words, "note": words, "reason": words, "result": "passed", "seen": "1"}
        return {**usual, "what": "completeness", **self.inside.named}

    @property
    def _outside(self) -> dict[str, str]:
        return {"application": self.about.things["application"]}

    def __str__(self) -> str:
        whose = "" if self.about is self.inside else f" with {self.inside.application.company_name}’s"
        return f"{self.visitor.name}: {self.method} {self.route.pattern} of {self.about.application.company_name}{whose}"


def questions(ours: Applying, theirs: Applying) -> Iterator[Question]:
    """Every route × visitor × method × whose application × whose things inside it."""
    for route, visitor in product(APPLICATIONS, visitors(ours, theirs)):
        for method, about, inside in product(methods(route), (ours, theirs), (ours, theirs)):
            if about is inside or _names_inside(route, method):
                yield Question(route, method, visitor, visitor.link or about, inside)


def methods(route: Route) -> list[str]:
    """What may be tried: what a call knows, and both of a page's."""
    return sorted(route.methods & {"GET", "POST"}) if route.call else ["GET", "POST"]


def _names_inside(route: Route, method: str) -> bool:
    in_form = method == "POST" and route.pattern.endswith(IN_THE_FORM) and route.pattern.startswith("applications/")
    return in_form or bool(INSIDE & set(route.parameters))


def expected(question: Question) -> str:
    """What the rules of INTERFACES make of it."""
    route, visitor = question.route, question.visitor
    if route.call:
        return _of_a_call(route.scopes[question.method], visitor)
    assert route.permission
    if route.permission.public:
        return "let in" if visitor.link else "not there", *()  # type: ignore[return-value]
    return "x"
