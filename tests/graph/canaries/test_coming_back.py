"""Whom do planted words tie, and whom never?

In the room: Harbour, whose answers held words it publishes; Larkspur, whose pool got words of its own; two strangers
who paste what they were never given; a competitor that would like to see Harbour blamed.
"""

from datetime import UTC, datetime

import pytest

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.actions import record_accounts
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from graph.canaries.actions import Wish, mint
from graph.canaries.models import Canary, Minting, Spotting
from graph.canaries.sealing import opened
from graph.pipeline.actions import advance
from graph.signals.burning import burnt_values, with_state
from graph.signals.models import Identifier, Sighting, Signal, Source
from tests.graph.pipeline.loading import send
from tests.graph.pipeline.test_explaining import event, explained

BY = Actor.command("test")
HARBOUR, ONE, OTHER = "acct_harbour", "acct_one", "acct_other"
LARKSPUR = [f"acct_larkspur_{n}" for n in range(1, 5)]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
_numbers = iter(range(1, 10_000))


@pytest.fixture(autouse=True)
def _room(real_db: str) -> None:
    record_accounts(by=BY, facts=[AccountFacts(account=name) for name in (HARBOUR, ONE, OTHER, *LARKSPUR)])


def planted(*recipients: str, pool: str = "", count: int = 1) -> list[str]:
    accounts = list(Account.objects.filter(account__in=recipients).order_by("pk"))
    return mint(by=BY, wish=Wish(count, accounts, pool))


def asked(account: str, words: str, day: int = 3) -> bytes:
    prompt = f"Please improve this text:\n{words.upper()}\n{'It is for the harbour newsletter. ' * 6}"
    return event(next(_numbers), "exchange.made", account, day, model="large-1", prompt=prompt)


def seen(account: str, words: str, where: str | None = None, day: int = 5) -> bytes:
    return event(next(_numbers), "canary.seen", account, day, canary=words, where=where)


def bits(a: str, b: str) -> float:
    advance()
    return float(sum(one["bits"] for one in explained(a, b).get("families", []) if one["family"] == "canary"))


# -- the innocent


def test_who_shows_its_own_canary_back_is_tied_to_nobody() -> None:
    (words,) = planted(HARBOUR)
    send([asked(HARBOUR, words), asked(HARBOUR, words, 4), asked(ONE, "Nothing planted here.")])
    assert [bits(HARBOUR, other) for other in (ONE, OTHER)] == [0, 0]
    assert Spotting.objects.get().count == 2


def test_a_pool_that_shows_its_own_canary_is_not_tied_by_our_planting() -> None:
    (words,) = planted(*LARKSPUR, pool="net_LARKSPUR0001")
    send([asked(name, words) for name in LARKSPUR])
    assert bits(LARKSPUR[0], LARKSPUR[1]) == 0
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("where", ["publication", "dataset"])
def test_what_was_seen_in_public_ties_nobody_before_or_after(where: str) -> None:
    (words,) = planted(HARBOUR)
    send([asked(ONE, words), asked(OTHER, words)])
    assert bits(ONE, OTHER) == bits(HARBOUR, ONE) == 10
    send([seen(HARBOUR, words, where), asked(LARKSPUR[0], words, 6)])
    assert [bits(ONE, OTHER), bits(HARBOUR, ONE), bits(ONE, LARKSPUR[0])] == [0, 0, 0]
    assert with_state(Canary.objects.all()).get().burnt_at == datetime(2026, 11, 5, 12, tzinfo=UTC)


def test_words_quoted_by_more_strangers_than_could_be_one_tie_none_of_them() -> None:
    (words,) = planted(HARBOUR)
    crowd = [f"acct_reader_{n}" for n in range(14)]
    send([asked(name, words) for name in crowd])
    assert bits(crowd[0], crowd[1]) == 0


def test_the_recipient_is_never_charged_with_an_outsider_who_read_its_answers() -> None:
    """A competitor reads what Harbour's product says and pastes it: the tie is the competitor's, who came later."""
    (words,) = planted(HARBOUR)
    held_since = datetime(2026, 11, 1, tzinfo=UTC)
    Minting.objects.update(minted_at=held_since)
    send([asked(ONE, words)])
    advance()
    (line,) = [one for one in explained(HARBOUR, ONE)["families"] if one["family"] == "canary"]
    assert line["bits"] == 10
    held, shown = Sighting.objects.order_by("first_at")
    assert (held.account.account, held.count, held.first_at) == (HARBOUR, 0, held_since)
    assert (shown.account.account, shown.count) == (ONE, 1)


def test_words_that_we_never_made_and_a_source_saw_in_public_tie_nobody() -> None:
    send([seen(ONE, "Amber  Falcon"), seen(OTHER, "amber falcon")])
    assert bits(ONE, OTHER) == 10
    send([seen(HARBOUR, "AMBER FALCON", "dataset")])
    assert bits(ONE, OTHER) == 0


def test_a_revoked_source_burns_nothing() -> None:
    (words,) = planted()
    send([asked(ONE, words), asked(OTHER, words), seen(HARBOUR, words, "publication")])
    assert burnt_values(NOW)
    Source.objects.update(revoked_at=NOW)
    assert not burnt_values(NOW)


# -- those who were never given what they show


def test_two_who_show_one_canary_are_tied_by_ten_bits_and_to_whom_it_was_made_for() -> None:
    words, mine = planted(HARBOUR)[0], planted()[0]
    send([asked(ONE, words), seen(OTHER, words), asked(LARKSPUR[0], mine), asked(LARKSPUR[1], mine)])
    assert [bits(ONE, OTHER), bits(HARBOUR, OTHER), bits(*LARKSPUR[:2])] == [10, 10, 10]
    assert bits(ONE, LARKSPUR[0]) == 0


def test_an_outsider_with_a_pools_words_is_tied_to_the_pool() -> None:
    (words,) = planted(*LARKSPUR, pool="net_LARKSPUR0001")
    send([asked(LARKSPUR[2], words), asked(ONE, words)])
    assert bits(LARKSPUR[0], ONE) == 10


def test_the_order_of_arrival_makes_no_difference() -> None:
    (words,) = planted(HARBOUR)
    send([asked(ONE, words, 9)])
    send([asked(OTHER, words, 2), asked(ONE, words, 4)])
    advance()
    rows = Sighting.objects.values_list("account__account", "first_at__day", "count").order_by("account__account")
    assert list(rows) == [(HARBOUR, 2, 0), (ONE, 4, 2), (OTHER, 2, 1)]


# -- what is kept


def test_the_words_are_sealed_and_stand_nowhere_else() -> None:
    (words,) = planted(HARBOUR)
    send([asked(ONE, words)])
    advance()
    canary = Canary.objects.get()
    phrase = opened(canary)
    assert phrase is not None
    assert phrase.text == words
    kept = [*Identifier.objects.values(), *Signal.objects.values(), *Entry.objects.values(), *Canary.objects.values()]
    name = phrase.core.split()[0].casefold()
    assert name not in repr(kept).casefold()
    assert Identifier.objects.get(kind=18).mask == canary.canary
