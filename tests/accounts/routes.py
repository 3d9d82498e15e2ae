"""Which routes are there, what do they declare, and which things do their addresses name?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

from accounts.onboarding.links import token_of
from accounts.onboarding.models import Application, Document
from accounts.policy.actions import draft
from accounts.policy.models import PolicyVersion
from accounts.review.actions import claim, propose, refer
from accounts.review.choices import Choice
from accounts.review.models import Case, Proposal
from accounts.staff.actions_sources import add_source
from accounts.staff.authentication import ScopedView
from accounts.staff.models import Role
from accounts.staff.permissions import Permission
from graph.canaries.actions import Wish, mint
from graph.canaries.models import Canary
from graph.pipeline.trials import ask_backtest
from tests import world
from tests.accounts.onboarding.entrance import link_of
from tests.applicants import document_of, harbour_applies

STAFF_OF = {
    Role.SALES: "sam",
    Role.REVIEWER: "ines",
    Role.LEAD: "omar",
    Role.ANALYST: "ana",
    Role.AUDITOR: "audrey",
    Role.ADMIN: "ada",
}


@dataclass(frozen=True)
class Route:
    """An address, with what it declares: a permission (pages) or scopes by method (calls), or neither."""

    pattern: str
    view: Any
    parameters: Mapping[str, Any] = field(hash=False)

    @cached_property
    def permission(self) -> Permission | None:
        """What the decorator left on a page's view."""
        found = getattr(self.view, "permission", None)
        return found if isinstance(found, Permission) else None

    @cached_property
    def call(self) -> type[APIView] | None:
        """The class of a machine's view."""
        found = getattr(self.view, "cls", None)
        return found if isinstance(found, type) and issubclass(found, ScopedView) else None

    @cached_property
    def scopes(self) -> dict[str, str]:
        """Scope by method."""
        return dict(getattr(self.call, "scopes", {}))

    @cached_property
    def methods(self) -> set[str]:
        """What a machine's view answers to."""
        return {name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(self.call, name)}

    @property
    def may_be_repeated(self) -> bool:
        """Does its POST understand `Idempotency-Key`?"""
        return bool(getattr(getattr(self.call, "post", None), "idempotent", False))

    def address(self, things: Mapping[str, object]) -> str:
        """The address of these things; what nobody made is something that does not exist."""
        path = "/" + self.pattern
        for name, (written, converter) in self.parameters.items():
            value = things.get(name, "1" if "int" in type(converter).__name__.lower() else "nobody")
            path = path.replace(written, str(value))
        return path


def found(patterns: list[Any], prefix: str = "", above: Mapping[str, Any] | None = None) -> Iterator[Route]:
    """Every route, however deep."""
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        parameters = {**(above or {}), **parameters_of(entry)}
        if isinstance(entry, URLResolver):
            yield from found(entry.url_patterns, pattern, parameters)
        else:
            yield Route(pattern, entry.callback, parameters)


def parameters_of(entry: URLPattern | URLResolver) -> dict[str, tuple[str, Any]]:
    """The parameters of an address: how each is written there, and what reads it."""
    text = str(entry.pattern)
    return {
        name: (next(part for part in (f"<{kind}{name}>" for kind in kinds_in(text)) if part in text), converter)
        for name, converter in entry.pattern.converters.items()
    }


def kinds_in(text: str) -> list[str]:
    """`int:`, `id:` … and nothing, as they occur in an address."""
    return ["", *[part.partition(":")[0] + ":" for part in text.split("<")[1:] if ":" in part.partition(">")[0]]]


def things(route: Route, owner: str) -> dict[str, object]:
    """What this route's address names, worked on by `owner`."""
    return {name: MAKERS[name](owner) for name in route.parameters if name in MAKERS}


def case_of(owner: str) -> Case:
    """The ring's case, in the hands of the owner."""
    ring = world.let_in(world.larkspur()) if not Case.objects.exists() else []
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring)) if ring else Case.objects.get()
    return claim(by=world.by(owner), case=case) if case.assignee is None else case


def proposal_of(owner: str) -> Proposal:
    """What the owner proposed about the ring."""
    case = case_of(owner)
    note = "They act as one."
    verdict = Choice(measure="suspend", reason="coordinated_use", note=note, seen=case.evidence.count())
    return propose(by=world.by(owner), case=case, verdict=verdict)


def application_of() -> Application:
    """Harbour's application, the one that every address in a test is about."""
    return Application.objects.first() or harbour_applies()


def document_in(application: Application) -> Document:
    """A document in it."""
    return application.documents.first() or document_of(application)


def policy_of() -> PolicyVersion:
    """A version that Ana drafted."""
    return PolicyVersion.objects.first() or draft(by=world.by("ana"), body={}, note="as it ships")


def portal_token(_owner: str) -> str:
    """The key of a link that lets Harbour into its application."""
    return token_of(link_of(application_of()))


def canary_of() -> str:
    """A canary made for nobody in particular."""
    mint(by=world.by("ana"), wish=Wish(1))
    return Canary.objects.latest("pk").canary


MAKERS: dict[str, Callable[[str], object]] = {
    "case": lambda owner: case_of(owner).case,
    "proposal": lambda owner: proposal_of(owner).proposal,
    "token": portal_token,
    "account": lambda _owner: world.harbour().account,
    "source": lambda _owner: add_source(by=world.by("ada"), name="acme")[0].name,
    "application": lambda _owner: application_of().application,
    "document": lambda _owner: document_in(application_of()).document,
    "policy": lambda _owner: policy_of().number,
    "trial": lambda _owner: ask_backtest(by=world.by("ana"), version=policy_of()).pk,
    "canary": lambda _owner: canary_of(),
    "user": lambda _owner: world.person("noor").pk,
}
ROUTES = list(found(get_resolver().url_patterns))
