"""Two companies apply, each brought in by a seller of its own, and everybody there is comes to look.

*Harbour* was brought in by Sam, *Larkspur*, a shell, by Tess. Whatever belongs to an application has a name that only
one of the two knows, so that one's name under the other's address is always somebody else's.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.onboarding.actions import Ask, ask_item
from accounts.onboarding.links import token_of
from accounts.onboarding.models import Application, ApplicationLink, ClaimedParty
from accounts.onboarding.words import put_words
from accounts.review.actions import claim, propose, wake
from accounts.review.choices import Choice
from accounts.staff.bearer import SCOPES
from accounts.staff.models import Role, User
from tests.accounts.onboarding.entrance import link_of
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, seen, the_case
from tests.accounts.routes import STAFF_OF
from tests.machines import MachineClient, machine
from tests.world import by, person

DRAFT, ASKED = "draft", "information_requested"
WORDS = "This is written down so that colleagues understand it."
# One form that fills in every page's.
FORM = {"outcome": "ask", "text": WORDS, "note": WORDS, "reason": WORDS, "result": "passed", "seen": "1"}
FORM |= {"account": "acct_another", "what": "completeness"}


@dataclass(frozen=True)
class Applying:
    """One application: `inside` is what an address names of it, `form` what a form names."""

    application: Application
    link: ApplicationLink
    inside: dict[str, str]
    form: dict[str, str]

    @property
    def token(self) -> str:
        """The key in the applicant's letter."""
        return token_of(self.link)


def two_applying(state: str) -> tuple[Applying, Applying]:
    """Harbour and Larkspur, both still filling in (`draft`), or both asked for something and proposed."""
    tess, _ = User.objects.get_or_create(username="tess", defaults={"role": Role.SALES, "password": "!"})
    return _applying("Harbour", person("sam"), "p8", state), _applying("Larkspur", tess, "p9", state)


def _applying(company: str, seller: User, key: str, state: str) -> Applying:
    """`key`: what only this company calls the person who represents it."""
    account = None if state == DRAFT else newcomer(f"acct_{company.lower()}")
    made = complete_harbour(account, company_name=company, owner=seller)
    ClaimedParty.objects.filter(application=made, key="p1").update(key=key)
    if state != DRAFT:
        made = handed_in(made)
    item = _question_in_a_draft(made) if state == DRAFT else _asked(made)
    inside = {
        "document": made.documents.get(kind="passport").document,
        "item": item,
        "key": key,
        "slot": f"passport-identity_card-residence_permit-{key}",
    }
    return Applying(made, link_of(made), inside, {"item": item, **({} if state == DRAFT else _proposed(made))})


def _question_in_a_draft(made: Application) -> str:
    now = timezone.now()
    text = put_words(made, "A newer register extract", "question")
    return str(made.items.create(asked_by=person("noor"), asked_at=now, due_at=now, sealed_text=text).item)


def _asked(made: Application) -> str:
    claim(by=by("noor"), case=the_case(made))
    return ask_item(by=by("noor"), application=made, ask=Ask(text="A newer register extract")).item


def _proposed(made: Application) -> dict[str, str]:
    check = made.checks.filter(is_current=True).first()
    assert check is not None
    wake(by=by("noor"), case=the_case(made))
    choice = Choice(measure="approve_enterprise", note="register and owners agree", seen=seen(made))
    proposal = propose(by=by("noor"), case=the_case(made), verdict=choice)
    return {"check": check.check_id, "proposal": proposal.proposal}


@dataclass(frozen=True)
class Visitor:
    """A colleague with a role, a machine with a scope, an applicant with a link, or nobody we know."""

    name: str
    role: str = ""
    scope: str = ""
    link: Applying | None = None

    @cached_property
    def client(self) -> Client | MachineClient:
        """What they come with."""
        if self.scope:
            return machine(self.scope, name=self.scope)
        browser = Client()
        if self.role:
            browser.force_login(person(STAFF_OF[Role(self.role)]))
        return browser

    def come(self) -> None:
        """Log in, or get the key, before anything that is undone."""
        assert self.client is not None

    def asks(self, method: str, address: str, form: dict[str, str]) -> Any:
        """The answer they get."""
        if isinstance(self.client, MachineClient):
            return self.client.send(method, address, "" if method == "GET" else "{}")
        return self.client.post(address, form) if method == "POST" else self.client.get(address)


def everybody(*applying: Applying) -> list[Visitor]:
    """Each role, each scope, a stranger, and the applicants with their links."""
    applicants = [Visitor(f"{one.application.company_name}’s applicant", link=one) for one in applying]
    machines = [Visitor(f"a key for {scope}", scope=scope) for scope in SCOPES]
    return [*(Visitor(str(role), role=role) for role in Role), Visitor("a stranger"), *applicants, *machines]
