"""The ring rents servers, Harbour sits on its own line; and a leaver is forgotten without blinding us to the ring."""

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.models import Account
from graph.signals.accepting import accept
from graph.signals.actions import forget
from graph.signals.actions_sources import revoke_source
from graph.signals.folding import fold
from graph.signals.kinds import Kind, NetworkClass
from graph.signals.models import Identifier, NetworkRange, Sighting, Signal
from graph.signals.sealing import opened
from graph.signals.withholding import BELIEVED, WITHHELD, Shelf
from tests.graph.signals.senders import AT, event, lines

pytestmark = pytest.mark.usefixtures("committed_db")
BY = Actor.command("erase_subject")


@pytest.fixture(autouse=True)
def no_lists(committed_db: None) -> None:  # the database comes first
    NetworkRange.objects.all().delete()


def come_in(*events: dict[str, Any]) -> None:
    accept(lines(list(events)), key=None, sender="test", received_at=AT)


def at_address(name: str, ip: str) -> dict[str, Any]:
    return event("session.seen", name, {"ip": ip})


def import_list(name: str, *files: Path) -> str:
    out = io.StringIO()
    call_command("import_ranges", name, *map(str, files), quiet=True, stdout=out)
    return out.getvalue()


def listed(folder: Path, *rows: str, name: str = "list.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(rows))
    return path


def classes() -> dict[str, int]:
    return {
        value.text: identifier.network_class
        for identifier in Identifier.objects.select_related("kept_by")
        if (value := opened(identifier))
    }


# -- networks


def test_an_address_seen_after_the_import_is_known_for_what_it_is(tmp_path: Path):
    import_list("hosting", listed(tmp_path, "198.51.100.0/24  # a cloud", "", "2001:db8:5::/48"))
    come_in(at_address("acct_harbour", "203.0.113.9"), at_address("acct_larkspur_001", "198.51.100.7"))
    assert classes() == {
        "203.0.113.9": NetworkClass.UNKNOWN,
        "203.0.113.0/24": NetworkClass.UNKNOWN,
        "198.51.100.7": NetworkClass.HOSTING,
        "198.51.100.0/24": NetworkClass.HOSTING,
    }


def test_addresses_seen_before_are_looked_at_again_and_a_new_list_replaces_the_old(tmp_path: Path):
    come_in(at_address("acct_harbour", "203.0.113.9"), at_address("acct_larkspur_001", "198.51.100.7"))
    said = import_list("vpn", listed(tmp_path, "198.51.100.7"))
    assert said == "1 vpn ranges; 1 known addresses changed their class.\n"
    assert classes()["198.51.100.7"] == NetworkClass.VPN
    import_list("vpn", listed(tmp_path, "192.0.2.0/24"))
    assert set(classes().values()) == {NetworkClass.UNKNOWN}
    assert NetworkRange.objects.get().network == "192.0.2.0/24"
    last = Entry.objects.filter(verb="ranges.imported").latest("pk")
    assert last.detail == {"class": "vpn", "ranges": 1, "version": "list.txt"}


def test_a_tor_list_and_a_list_in_two_files_are_read(tmp_path: Path):
    exits = listed(
        tmp_path, "fingerprint, ipaddr, port", "A, 198.51.100.7, 443", "A, 2001:db8::7, 443", name="exits.csv"
    )
    assert import_list("tor", exits).startswith("2 tor ranges")
    second = tmp_path / "more.txt.gz"
    second.write_bytes(gzip.compress(b"192.0.2.0/24\n"))
    assert import_list("carrier", listed(tmp_path, "198.51.100.0/24"), second).startswith("2 carrier ranges")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["198.51.100.0/24", "nonsense"], r"list.txt: line 2: 'nonsense' is no network; write it like"),
        ([], "The list is empty; the one before stays"),
        (["0.0.0.0/0"], "0.0.0.0/0 is too wide for a list of networks"),
        (["2001::/3"], "2000::/3 is too wide"),
    ],
)
def test_a_list_that_cannot_be_right_changes_nothing(tmp_path: Path, rows: list[str], sentence: str):
    import_list("vpn", listed(tmp_path, "192.0.2.0/24"))
    with pytest.raises(CommandError, match=sentence):
        import_list("vpn", listed(tmp_path, *rows))
    assert NetworkRange.objects.get().network == "192.0.2.0/24"


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match=r"gone\.txt: No such file"):
        import_list("vpn", tmp_path / "gone.txt")


def test_the_real_lists_can_be_imported(shared_data: Path):
    folder = shared_data / "network"
    assert import_list("hosting", folder / "datacenter_ipv4.txt", folder / "datacenter_ipv6.txt")
    assert import_list("vpn", folder / "vpn_ipv4.txt", folder / "vpn_ipv6.txt")
    assert import_list("tor", folder / "tor_exits.csv")
    assert NetworkRange.objects.count() > 60_000


# -- forgetting


def leaver_and_cafe() -> Account:
    """Somebody who leaves once signed in at the café; the card is nobody else's."""
    come_in(
        at_address("acct_leaver", "203.0.113.7"),
        event("payment.used", "acct_leaver", {"fingerprint": "fp_leaver_0001", "amount": 1_999, "currency": "EUR"}),
        event("exchange.made", "acct_leaver", {"model": "m", "prompt": "How are you?"}),
        at_address("acct_cafe_01", "203.0.113.7"),
    )
    fold(1000)
    return Account.objects.get(account="acct_leaver")


@pytest.mark.parametrize("shelf", [BELIEVED, WITHHELD], ids=["believed", "withheld"])
def test_everything_observed_of_a_forgotten_account_is_gone(shelf: Shelf):
    leaver = leaver_and_cafe()
    if shelf is WITHHELD:
        revoke_source(by=BY, prefix="/gateway", reason="It lied.")
    assert all(model._base_manager.filter(account=leaver).exists() for model in shelf.models)
    forget(by=BY, account=leaver)
    assert not Signal.objects.filter(account=leaver).exists()
    for model in (*BELIEVED.models, *WITHHELD.models):
        assert not model._base_manager.filter(account=leaver).exists()
    card = Identifier.objects.get(kind=Kind.PAYMENT)
    assert (card.sealed, card.mask, card.kept_by) == (None, "", None)
    entry = Entry.objects.filter(verb="signals.forgotten").latest("pk")
    assert entry.detail == {"signals": 3, "sightings": 3, "profiles": 1, "payments": 1, "stripe": 0}


def test_what_others_show_as_well_stays_theirs():
    leaver = leaver_and_cafe()
    forget(by=BY, account=leaver)
    Account.objects.filter(pk=leaver.pk).update(wrapped_key=None)
    shared = Identifier.objects.select_related("kept_by").get(kind=Kind.IP)
    value = opened(shared)
    assert value is not None
    assert (value.text, shared.kept_by and shared.kept_by.account, shared.mask) == (
        "203.0.113.7",
        "acct_cafe_01",
        "203.0.113.…",
    )
    assert Sighting.objects.filter(identifier=shared).count() == 1


def test_forgetting_one_of_the_ring_leaves_the_rest_of_it_tied():
    come_in(*[event("payment.used", f"acct_larkspur_{n}", {"fingerprint": "fp_larkspur_4242"}) for n in range(4)])
    fold(1000)
    forget(by=BY, account=Account.objects.get(account="acct_larkspur_0"))
    card = Identifier.objects.select_related("kept_by").get(kind=Kind.PAYMENT)
    assert Sighting.objects.filter(identifier=card).count() == 3
    assert opened(card) is not None
