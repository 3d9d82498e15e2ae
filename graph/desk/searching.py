"""What did somebody mean by what they typed? An account, company, case or network, by id or its beginning."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.parties.models import Account
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.networks.models import Network

SHOWN = 20
# Below this a beginning fits too much to be of use.
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, at most twenty of each; `only` is the address of the one thing whose id was typed in full."""

    accounts: list[Account]
    cases: list[Case]
    networks: list[Network]
    only: str = ""

    @property
    def nothing(self) -> bool:
        """Does nothing fit?"""
        return not (self.accounts or self.cases or self.networks or self.only)


def search(query: str, user: User) -> Found:
    """What this person may see of what fits; four queries, whatever is typed."""
    if len(query) < SHORTEST:
        return Found([], [], [])
    if only := _exact(query, user):
        return Found([], [], [], only)
    named = Account.objects.filter(Q(account__istartswith=query) | Q(legal_entity__name__icontains=query))
    accounts = named.select_related("legal_entity", "access").order_by("account")[:SHOWN]
    cases, networks = Case.objects.none(), Network.objects.none()
    if role_may(user.role, Verb.READ_CASES):
        cases = Case.objects.filter(Q(case__istartswith=query) | Q(title__icontains=query)).order_by("-id")[:SHOWN]
    if role_may(user.role, Verb.READ_NETWORKS):
        named_so = Network.objects.filter(Q(network__istartswith=query) | Q(name__icontains=query))
        networks = named_so.filter(state="live").order_by("-score", "id")[:SHOWN]
    return Found(list(accounts), list(cases), list(networks))


def _exact(query: str, user: User) -> str:
    if Account.objects.filter(account=query).exists():
        return reverse("page-account", args=[query])
    if role_may(user.role, Verb.READ_CASES) and Case.objects.filter(case__iexact=query).exists():
        return reverse("page-case", args=[Case.objects.get(case__iexact=query).case])
    if role_may(user.role, Verb.READ_NETWORKS) and Network.objects.filter(network__iexact=query).exists():
        return reverse("page-network", args=[Network.objects.get(network__iexact=query).network])
    return ""
