"""The serving side asks for words to plant in Larkspur's answers, and learns where they came back."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.journal.models import Entry
from graph.canaries.actions import Spotted, Wish, mint, reveal, spot
from graph.canaries.forgetting import forget_account, forget_before
from graph.canaries.models import Canary, Where
from graph.canaries.remembering import planted
from graph.networks.models import Membership, Network
from kycrisk.lib.errors import Refused
from tests import world
from tests.machines import machine

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, tzinfo=UTC)
PATH = "/api/v1/canaries"


def test_minted_words_are_listed_with_where_they_came_back_and_burn_in_public() -> None:
    ring, server = world.larkspur(2), machine("canaries:read", "canaries:write")
    answer = server.post(PATH, {"count": 3, "account": ring[0].account, "note": "since Monday"})
    assert answer.status_code == 201
    words = answer.json()["canaries"]
    assert len(set(words)) == 3
    first, second, third = Canary.objects.order_by("pk")
    spot([Spotted(first.pk, ring[1].pk, Where.PROMPT, "/gateway", AT)] * 2)
    spot([Spotted(second.pk, ring[0].pk, Where.DATASET, "/hub", AT)])
    rows = {row["canary"]: row for row in server.get(PATH).json()["results"]}
    assert [rows[text]["state"] for text in words] == ["live", "burnt", "live"]
    assert (
        rows[words[0]]["sightings"][0] | {"account": ring[1].account, "where": "prompt", "count": 2}
        == (rows[words[0]]["sightings"][0])
    )
    assert {(row["account"], row["note"]) for row in rows.values()} == {(ring[0].account, "since Monday")}
    assert third.words_mark != first.words_mark
    assert Entry.objects.filter(verb="canaries.read", detail__count=3).exists()


def test_a_pool_is_a_network_and_its_members_are_frozen() -> None:
    ring, server = world.larkspur(3), machine("canaries:write")
    network = Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", state="live")
    Membership.objects.bulk_create(Membership(network=network, account=one, role="member") for one in ring)
    assert server.post(PATH, {"count": 1, "pool": world.LARKSPUR_NETWORK}).status_code == 201
    minting = Canary.objects.get().minting
    assert minting is not None
    assert (minting.pool, minting.recipients.count()) == (world.LARKSPUR_NETWORK, 3)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 400, "required"),
        ({"count": 0}, 400, "greater than or equal to 1"),
        ({"count": 1_001}, 422, "Ask for 1 to 1,000"),
        ({"count": 1, "account": "acct_nobody"}, 422, "no account acct_nobody"),
        ({"count": 1, "pool": "net_NOBODY"}, 422, "no network net_NOBODY"),
        ({"count": 1, "pool": "net_X", "account": "acct_x"}, 422, "not both"),
    ],
)
def test_what_cannot_be_made_is_said(body: dict[str, object], status: int, said: str) -> None:
    answer = machine("canaries:write").post(PATH, body)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_who_may_only_read_mints_nothing_and_who_may_only_mint_reads_nothing() -> None:
    assert machine("canaries:read").post(PATH, {"count": 1}).status_code == 403
    assert machine("canaries:write").get(PATH).status_code == 403


def test_an_analyst_and_a_lead_read_the_words_with_a_reason_a_reviewer_does_not() -> None:
    (words,) = mint(by=world.by("ana"), wish=Wish(1))
    canary = Canary.objects.select_related("minting").get()
    assert reveal(by=world.by("lena"), canary=canary, reason="Asked by the gateway's team") == words
    assert Entry.objects.get(verb="canary.revealed").detail == {"reason": "Asked by the gateway's team"}
    for who, reason, status in (("ines", "I am curious", 403), ("ana", "", 422)):
        with pytest.raises(Refused) as refused:
            reveal(by=world.by(who), canary=canary, reason=reason)
        assert refused.value.status == status
    with pytest.raises(Refused):
        mint(by=world.by("ines"), wish=Wish(1))


def test_what_was_given_to_a_forgotten_account_alone_is_forgotten_with_it() -> None:
    ring = world.larkspur(2)
    mint(by=world.by("ana"), wish=Wish(1, ring[:1]))
    mint(by=world.by("ana"), wish=Wish(1, ring, pool=world.LARKSPUR_NETWORK))
    forget_account(ring[0])
    assert [canary.sealed is None for canary in Canary.objects.order_by("pk")] == [True, False]


def test_old_words_are_forgotten_but_what_is_burnt_stays_burnt() -> None:
    (harbour,) = [world.harbour()]
    mint(by=world.by("ana"), wish=Wish(2, [harbour]))
    burnt, _never_seen = Canary.objects.order_by("pk")
    spot([Spotted(burnt.pk, harbour.pk, Where.PUBLICATION, "/press", AT)])
    later = datetime.now(UTC) + timedelta(days=1)
    assert forget_before(later) == 2
    assert forget_before(later) == 0
    kept = Canary.objects.get()
    assert (kept.pk, kept.sealed, kept.spottings.count()) == (burnt.pk, None, 1)


def test_new_canaries_are_looked_for_at_once() -> None:
    before = len(planted().totals)
    mint(by=world.by("ana"), wish=Wish(5))
    assert len(planted().totals) == before + 5
