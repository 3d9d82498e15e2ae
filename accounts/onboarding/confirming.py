"""Does the applicant read mail at their address, and is the website theirs? A link that is opened, a file that is put.

The link's page only shows a button: programs that look through mail open links, but they do not press buttons.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import write
from accounts.onboarding.checking import run_checks
from accounts.onboarding.claims import Claims
from accounts.onboarding.gathering import facts_of
from accounts.onboarding.holding import applicant, locked, tell
from accounts.onboarding.links import address_of, found_by, live, new_link, token_of
from accounts.onboarding.models import Application, ApplicationLink, LetterKind
from accounts.onboarding.prints import email_print
from accounts.onboarding.querysets import DECIDED
from accounts.onboarding.rules_contact import domain_of_email, own_domain
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused
from kycrisk.lib.http import Forbidden, Manners, Unreachable, get

CHECKS: Final = ("email_control", "domain_control", "email_domain")


@transaction.atomic
def ask_to_confirm(*, by: Actor, application: Application) -> int:
    """Write to the applicant's own address, and to one at their domain, where that is not shown yet; how many letters.

    An address that has a link which still works is not written to again.
    """
    application = locked(application)
    facts = facts_of(application)
    first, domain = facts.emails[:1], own_domain(facts)
    shown = facts.domain_file or any(domain_of_email(email) == domain for email in (*facts.confirmed, *first))
    inside = () if shown else tuple(_people_at(facts.claims, domain))[:1]
    wanted = [email for email in (*first, *inside) if email not in facts.confirmed and email not in facts.asked]
    for email in wanted:
        _write_to(by, application, facts.claims, email)
    return len(wanted)


def open_confirmation(token: str) -> ApplicationLink | None:
    """The link with this token if its page may be shown: one that works, or that was used; None for all others."""
    link = found_by(token, "email")
    if link is None or link.revoked_at or link.application.erased_at:
        return None
    return link if link.used_at or link.expires_at > timezone.now() else None


@transaction.atomic
def confirm(*, token: str) -> ApplicationLink | None:
    """Whoever has the link reads mail at its address. Pressing the button twice confirms once."""
    link = open_confirmation(token)
    if link is None or link.used_at:
        return link
    application = locked(link.application)
    link.used_at = timezone.now()
    if ApplicationLink.objects.filter(live(link.used_at), pk=link.pk, used_at=None).update(used_at=link.used_at):
        tell(applicant(application), application, "application.address_confirmed")
        if application.state not in DECIDED:
            run_checks(application, CHECKS)
    return link


@transaction.atomic
def file_wanted(application: Application) -> ApplicationLink | None:
    """What is to stand where on the website: `links.address_of` says the path, `links.token_of` the words.

    None for an applicant without a domain of their own. The same file until it was seen or the domain changed.
    """
    application = locked(application)
    domain = own_domain(facts_of(application))
    if not domain:
        return None
    wanted, now = email_print(domain), timezone.now()
    links = ApplicationLink.objects.filter(live(now), application=application, purpose="domain", address_print=wanted)
    found = links.order_by("-id").first()
    if found is None:
        found = _link(application, "domain", domain, now)
        new_link(found)
    return found


def look_for_file(*, by: Actor, application: Application, manners: Manners | None = None) -> bool:
    """Is our file on the applicant's website? Refused (409) with what was found instead."""
    link = file_wanted(application)
    domain = own_domain(facts_of(application))
    if link is None:
        raise Refused("Name a website of your own first.", code="no_domain")
    place = address_of(link).partition("/.well-known/")[2]
    seconds = float(current().numbers.onboarding.provider_seconds)
    try:
        answer = get(f"https://{domain}/.well-known/{place}", manners=manners or Manners(total_seconds=seconds))
    except (Forbidden, Unreachable) as error:
        raise Refused(f"{domain} was not reached: {error}", code="website_unreachable") from None
    if answer.status != 200 or token_of(link) not in answer.excerpt:
        raise Refused(f"{domain} answers {answer.status}, without the words we look for.", code="file_not_found")
    _note_file(by, application, link)
    return True


@transaction.atomic
def _note_file(by: Actor, application: Application, link: ApplicationLink) -> None:
    application = locked(application)
    if ApplicationLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        tell(by, application, "application.domain_confirmed")
        run_checks(application, CHECKS)


def _write_to(by: Actor, application: Application, claims: Claims, email: str) -> None:
    now = timezone.now()
    link = _link(application, "email", email, now)
    new_link(link)
    own = {claims.answers.company.email.casefold(), claims.answers.contact_email.casefold()}
    key = next((party.key for party in claims.parties if party.said.email.casefold() == email), "")
    party = None if email in own else application.parties.filter(key=key).first()
    write(application, LetterKind.CONFIRM, now, link=link, party=party)
    tell(by, application, "application.asked_to_confirm", party=party.key if party else "")


def _link(application: Application, purpose: str, about: str, now: datetime) -> ApplicationLink:
    until = now + timedelta(days=current().numbers.onboarding.confirm_days)
    return ApplicationLink(
        application=application, purpose=purpose, address_print=email_print(about), created_at=now, expires_at=until
    )


def _people_at(claims: Claims, domain: str) -> list[str]:
    emails = [party.said.email.casefold() for party in claims.parties if party.said.email]
    return [email for email in emails if domain and domain_of_email(email) == domain]
