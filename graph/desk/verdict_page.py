"""About whom, or which value, can a person say what the evidence means? What the verdict form offers and reads."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count
from django.urls import reverse

from accounts.parties.models import Account
from accounts.review.choices import NOTE_LENGTH
from graph.networks.models import Membership, Network
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.models import Identifier, Sighting
from kycrisk.lib.errors import Refused

VALUES_OFFERED = 100
NAMES_LENGTH = 400_000
# How each kind is said to a person, and what follows from it.
KINDS = {
    "not_same_actor": ("Not the same actor", "These accounts and the others never stand in one network again."),
    "poisoned": (
        "Planted value",
        "Somebody put it there to incriminate them; it ties nobody while the policy says so.",
    ),
    "victim": ("Victims", "Somebody acts in their name or with what is theirs: no measure starts with them."),
    "cleared": ("Cleared", "Looked at and honest; they are left out of lists by default."),
    "confirmed": ("Confirmed", "They act as one; new accounts are weighed against them."),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the verdict starts from: a network with its cells, or `one` account among those it stands with."""

    title: str
    back: str
    accounts: list[str]
    cells: dict[str, list[str]]
    one: str = ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The cells to choose from, largest first; none if there is only one."""
        sized = sorted(self.cells.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(name, f"{name} ({len(members):,})") for name, members in sized] if len(sized) > 1 else []


class VerdictForm(forms.Form):
    """The kind, whom it is about, or which value."""

    kind = forms.ChoiceField(choices=[(name, words[0]) for name, words in KINDS.items()])
    cell = forms.CharField(max_length=200, required=False)
    names = forms.CharField(max_length=NAMES_LENGTH, required=False)
    value = forms.IntegerField(min_value=1, required=False)
    note = forms.CharField(max_length=NOTE_LENGTH)

    def asked(self) -> dict[str, Any]:
        """What was filled in. Raises `Refused` (422) with what is missing."""
        if self.is_valid():
            return self.cleaned_data
        missing = {"kind": "Choose what you want to say.", "note": "Write why, in at most 4,000 characters."}
        said = [words for field, words in missing.items() if field in self.errors]
        raise Refused(" ".join(said) or "This could not be read; load the page again.", code="incomplete", status=422)


def of_network(network: Network) -> Subject:
    """A network: its members, by cell."""
    members = Membership.objects.filter(network=network, role="member")
    cells: dict[str, list[str]] = {}
    for name, cell in members.order_by("account_id").values_list("account__account", "cell_name"):
        cells.setdefault(cell or "Without a company", []).append(name)
    everybody = sorted(name for cell in cells.values() for name in cell)
    return Subject(network.name, reverse("page-network", args=[network.network]), everybody, cells)


def of_account(account: Account) -> Subject:
    """One account and, for the wall, those that it stands with."""
    network = Membership.objects.filter(account=account, role="member").values("network")
    beside = Membership.objects.filter(network__in=network, role="member").values_list("account__account", flat=True)
    back = reverse("page-account", args=[account.account])
    return Subject(account.account, back, sorted({*beside, account.account}), {}, account.account)


def values_of(subject: Subject) -> list[dict[str, Any]]:
    """The values that could have been planted: what the account shows, or what at least two members share."""
    accounts = [subject.one] if subject.one else subject.accounts
    least = 1 if subject.one else 2
    held = Sighting.objects.filter(account__account__in=accounts).values("identifier")
    shared = held.annotate(holders=Count("account", distinct=True)).filter(holders__gte=least)
    rows = list(shared.order_by("-holders", "identifier")[:VALUES_OFFERED])
    found = Identifier.objects.in_bulk([row["identifier"] for row in rows])
    return [_offered(found[row["identifier"]], row["holders"]) for row in rows]


def about(subject: Subject, given: dict[str, Any]) -> list[Any]:
    """The subjects of the verdict as `record_verdict` takes them. Raises `Refused` (422)."""
    if given["kind"] == "poisoned":
        return [_value(given["value"])]
    chosen = _chosen(subject, given)
    if given["kind"] != "not_same_actor":
        return chosen
    others = sorted(set(subject.accounts) - set(chosen))
    if not others:
        raise Refused("Nobody is left on the other side; name only some of them.", code="no_other_side", status=422)
    return [chosen, others]


def _offered(identifier: Identifier, holders: int) -> dict[str, Any]:
    kind = Kind(identifier.kind)
    accounts = f"{holders:,} {'account' if holders == 1 else 'accounts'}"
    return {"pk": identifier.pk, "label": f"{FAMILY_OF_KIND[kind].capitalize()} {identifier.mask}: {accounts}"}


def _value(pk: int | None) -> dict[str, str]:
    identifier = Identifier.objects.filter(pk=pk).first() if pk else None
    if identifier is None:
        raise Refused("Choose the value that was planted.", code="no_value", status=422)
    kind = Kind(identifier.kind)
    return {"family": FAMILY_OF_KIND[kind], "value": f"{kind.name.lower()}:{identifier.fingerprint.hex}"}


def _chosen(subject: Subject, given: dict[str, Any]) -> list[str]:
    """Named one by one, else the cell, else the account the page is about."""
    if names := given["names"].replace(",", " ").split():
        return _known(names, subject.accounts)
    if given["cell"] in subject.cells:
        return subject.cells[given["cell"]]
    if subject.one:
        return [subject.one]
    raise Refused("Say whom it is about: a part of the network, or accounts by their ids.", code="nobody", status=422)


def _known(names: Collection[str], members: Collection[str]) -> list[str]:
    if strangers := sorted(set(names) - set(members)):
        raise Refused(f"{strangers[0]} is not one of these accounts.", code="not_a_member", status=422)
    return sorted(set(names))
