"""What does a page of the portal show? The steps, the groups of one of them, and what is around it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.onboarding.chart import chart
from accounts.onboarding.claims import Claims, Party
from accounts.onboarding.models import Application
from accounts.onboarding.needs import STEPS, Missing, missing, tier_wanted
from accounts.onboarding.opening import claims_of
from accounts.onboarding.portal_entry import Visit, frame_of
from accounts.onboarding.portal_forms import COMPANY, USE, OwnersGroup, StatementGroup
from accounts.onboarding.portal_forms_party import YOU
from accounts.onboarding.portal_groups import Group
from accounts.policy.querysets import current


@dataclass(frozen=True, slots=True)
class Opened:
    """An application, opened once for a page: what it says and what is missing."""

    application: Application
    claims: Claims
    gaps: tuple[Missing, ...]

    @classmethod
    def of(cls, application: Application) -> "Opened":
        """Five queries, whatever its size."""
        claims = claims_of(application)
        return cls(application, claims, missing(claims, current().numbers.onboarding))

    @property
    def you(self) -> tuple[str, Party]:
        """The key and the words of whoever applies for themselves; empty before anything was said."""
        found = self.claims.with_role("applicant")
        return (found[0].key, found[0].said) if found else ("", Party())

    def step_keys(self) -> list[str]:
        """The steps in order."""
        return [step.key for step in STEPS[self.claims.kind]]

    def first_open(self) -> str:
        """Where the applicant goes on: the first step that lacks something, at last the one to send."""
        lacking = {gap.step for gap in self.gaps}
        return next((key for key in self.step_keys() if key in lacking), "review")

    def after(self, step: str) -> str:
        """The step behind this one."""
        keys = self.step_keys()
        return keys[min(keys.index(step) + 1, len(keys) - 1)]


def classes_of(kind: str, step: str) -> tuple[type[Group], ...]:
    """The groups that stand on a step as plain questions."""
    found: dict[str, tuple[type[Group], ...]] = {
        "company": COMPANY,
        "you": YOU,
        "use": USE[kind],
        "ownership": (OwnersGroup,),
        "review": (StatementGroup,),
    }
    return found.get(step, ())


def groups(opened: Opened, step: str, sent: Any = None) -> list[Group]:
    """The groups of a step, with what was sent for them."""
    claims = opened.claims
    said = opened.you[1] if step == "you" else claims.answers
    country = claims.country
    return [_made(opened, cls, said, sent, country) for cls in classes_of(claims.kind, step)]


def step_of(opened: Opened, group: str) -> str:
    """On which step a group stands; empty for one that does not exist."""
    kind = opened.claims.kind
    return next((step for step in opened.step_keys() if group in {one.key for one in classes_of(kind, step)}), "")


def page_of(request: HttpRequest, visit: Visit, opened: Opened) -> dict[str, Any]:
    """What every page of an application shows: frame, mark of the last save, whom to ask."""
    return {
        **frame_of(request),
        "application": opened.application,
        "token": visit.token,
        "link": visit.link,
        "owner": opened.application.owner,
        "opened": opened,
        "tier": tier_wanted(opened.claims, current().numbers.onboarding),
    }


def steps_of(visit: Visit, opened: Opened, now: str) -> dict[str, Any]:
    """The rail: each step with its number, whether it is done, and where this page stands."""
    keys = opened.step_keys()
    lacking = {gap.step for gap in opened.gaps}
    rail = [
        {
            "number": number,
            "key": step.key,
            "label": _(step.label),
            "url": visit.address("apply-step", step=step.key),
            "current": step.key == now,
            "done": step.key not in lacking and step.key != "review",
        }
        for number, step in enumerate(STEPS[opened.claims.kind], start=1)
    ]
    place = keys.index(now) if now in keys else 0
    return {
        "rail": rail,
        "step": now,
        "step_number": place + 1,
        "step_count": len(keys),
        "next_step": rail[place + 1] if place + 1 < len(rail) else None,
        "previous_step": rail[place - 1] if place else None,
    }


def heading_of(opened: Opened, step: str) -> str:
    """What a step asks, in a line."""
    company = opened.claims.answers.company.legal_name or opened.application.company_name or _("your company")
    return {
        "company": _("Which company is it?"),
        "you": _("Who are you?"),
        "ownership": _("Who owns %(company)s?") % {"company": company},
        "documents": _("Documents"),
        "use": _("What will you use it for?"),
        "review": _("Review and send"),
    }[step]


def chart_of(claims: Claims) -> Any:
    """The ownership chart, or nothing for somebody who applies for themselves."""
    return chart(claims) if claims.kind == "organisation" else None


def owner_share() -> str:
    """From which share on an owner is named."""
    share = current().numbers.onboarding.owner_share
    return f"{share:g}"


def _made(opened: Opened, cls: type[Group], said: Any, sent: Any, country: str) -> Group:
    if cls is OwnersGroup:
        return OwnersGroup(said, sent, country=country, share=owner_share())
    return cls(said, sent, country=country)
