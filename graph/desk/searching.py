"""What did somebody mean by what they typed? An account, company, person, case or network, or a value that was pasted.

What was pasted may be personal (an address, a card, a phone number). It is compared by its keyed fingerprint and
forgotten; that somebody looked is written down, with the kind of value only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.journal.actors import Actor
from accounts.parties.models import Account, LegalEntity, Person
from accounts.review.models import Case
from accounts.staff.roles import Verb, role_may
from graph.desk.actions import note_search
from graph.desk.shown_values import OPEN_KINDS, Recognised, kinds_in, recognise
from graph.networks.models import Network
from graph.signals.kinds import Kind
from graph.signals.pasted import LONGEST, cleaned

SHOWN = 20
# Below this a beginning fits too much to be of use.
SHORTEST = 2
OWN_IDS = ("acct_", "case_", "net_", "ent_", "per_")


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, at most twenty of each; `only` is the address of the one thing whose id was typed in full."""

    only: str = ""
    accounts: list[Account] = field(default_factory=list)
    companies: list[LegalEntity] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    networks: list[Network] = field(default_factory=list)
    value: Recognised = field(default_factory=Recognised)
    # Kinds that the text could be, and that this role may not search by.
    withheld: tuple[Kind, ...] = ()

    @property
    def nothing(self) -> bool:
        """Does nothing fit?"""
        return not any(
            (self.only, self.accounts, self.companies, self.people, self.cases, self.networks, self.value.values)
        )


def is_own_id(typed: str) -> bool:
    """Is this one of our ids, or the beginning of one? Only such may stand in an address."""
    return typed.startswith(OWN_IDS) and typed.isascii() and typed.replace("_", "").replace("-", "").isalnum()


def search(typed: str, *, by: Actor, reason: str = "") -> Found:
    """What this person may see of what fits; the number of queries does not depend on what is found.

    Raises `Refused` (422) if a reason is needed for what was pasted.
    """
    text = cleaned(typed[: LONGEST + 1])
    if not SHORTEST <= len(text) <= LONGEST:
        return Found()
    may = _asker(by)
    if only := _exact(text, may):
        return Found(only)
    value, withheld = _value(text, by, reason)
    if value.kinds and Kind.AGENT not in value.kinds and not is_own_id(text):
        return Found(value=value)  # an IP or e-mail address is nobody's name
    companies = list(_companies(text))
    return Found(
        accounts=_accounts(text, companies),
        companies=companies,
        people=list(_people(text)) if may(Verb.REVEAL_PERSONAL) else [],
        cases=list(_cases(text)) if may(Verb.READ_CASES) else [],
        networks=list(_networks(text)) if may(Verb.READ_NETWORKS) else [],
        value=value,
        withheld=withheld,
    )


def _asker(by: Actor) -> Callable[[Verb], bool]:
    return lambda verb: role_may(by.role, verb)


def _value(text: str, by: Actor, reason: str) -> tuple[Recognised, tuple[Kind, ...]]:
    """The pasted value, if this role may look for it, and what it may not look for; a personal one is written down."""
    kinds = kinds_in(text)
    personal = tuple(kind for kind in kinds if kind not in OPEN_KINDS)
    if personal and not role_may(by.role, Verb.REVEAL_PERSONAL):
        return recognise(text, OPEN_KINDS), personal
    found = recognise(text, kinds)
    if personal:
        note_search(by=by, kinds=personal, found=len(found.accounts), reason=reason)
    return found, ()


def _exact(text: str, may: Callable[[Verb], bool]) -> str:
    upper = _in_capitals(text)
    if Account.objects.filter(account=text).exists():
        return reverse("page-account", args=[text])
    if may(Verb.READ_CASES) and (case := Case.objects.filter(case__in=(text, upper)).first()):
        return reverse("page-case", args=[case.case])
    if may(Verb.READ_NETWORKS) and (network := Network.objects.filter(network__in=(text, upper)).first()):
        return reverse("page-network", args=[network.network])
    return ""


def _in_capitals(text: str) -> str:
    """An id of ours as it is written: `case_3f8q` for `case_3F8Q`."""
    prefix, low_line, rest = text.partition("_")
    return f"{prefix.lower()}{low_line}{rest.upper()}"


def _companies(text: str) -> Iterable[LegalEntity]:
    """By id, number or LEI; else by name, the most similar first."""
    counted = LegalEntity.objects.annotate(account_count=Count("accounts"))
    if text.startswith("ent_"):
        return counted.filter(entity__startswith=text).order_by("entity")[:SHOWN]
    exact = list(counted.registered_as(text).order_by("name", "pk")[:SHOWN])
    return [*exact, *(one for one in counted.called(text)[:SHOWN] if one not in exact)][:SHOWN]


def _accounts(text: str, companies: list[LegalEntity]) -> list[Account]:
    """By the beginning of their id, or because one of these companies stands behind them."""
    fitting = Q(account__startswith=text) | Q(legal_entity__in=companies)
    rows = Account.objects.filter(fitting).select_related("legal_entity", "access", "assessment")
    return list(rows.order_by("account")[:SHOWN])


def _people(text: str) -> QuerySet[Person]:
    """By the beginning of their id, with the companies they direct or own."""
    known = Person.objects.filter(person__startswith=text) if text.startswith("per_") else Person.objects.none()
    return known.prefetch_related("directorships__entity", "stakes__owned").order_by("person")[:SHOWN]


def _cases(text: str) -> QuerySet[Case]:
    fitting = Q(case__startswith=text) | Q(case__startswith=_in_capitals(text)) | Q(title__icontains=text)
    return Case.objects.filter(fitting).order_by("-id")[:SHOWN]


def _networks(text: str) -> QuerySet[Network]:
    fitting = Q(network__startswith=text) | Q(network__startswith=_in_capitals(text)) | Q(name__icontains=text)
    return Network.objects.filter(fitting, state="live").order_by("-score", "id")[:SHOWN]
