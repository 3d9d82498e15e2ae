"""Ana makes canaries for the Larkspur ring and sees which came back; Ines sees that, and not what they say."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graph.canaries.actions import Spotted, Wish, mint, spot
from graph.canaries.models import Canary, Where
from tests import world

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, tzinfo=UTC)


def seated(name: str) -> Client:
    client = Client()
    client.force_login(world.person(name))
    return client


def test_ana_makes_some_and_sees_their_words_this_once() -> None:
    (shell,) = world.larkspur(1)
    made = seated("ana").post("/canaries/mint/", {"count": 2, "whom": shell.account, "note": "Monday"})
    words = made.context["words"]
    assert len(words) == 2
    page = seated("ana").get("/canaries/", {"whom": shell.account}).content.decode()
    assert page.count(shell.account) >= 2
    assert not any(text in page for text in words)


def test_what_cannot_be_made_says_how_to_mend_it() -> None:
    ana = seated("ana")
    for typed, status, said in (
        ({"count": "many"}, 422, "Enter a whole number"),
        ({"count": 1, "whom": "acct_nobody"}, 422, "There is no account acct_nobody"),
        ({"count": 5_000}, 422, "Ask for 1 to 1,000"),
    ):
        answer = ana.post("/canaries/mint/", typed)
        assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert not Canary.objects.exists()


def test_ines_sees_who_showed_it_and_not_what_it_says() -> None:
    ring, (words,) = world.larkspur(2), mint(by=world.by("ana"), wish=Wish(1))
    canary = Canary.objects.get()
    spot([Spotted(canary.pk, ring[1].pk, Where.DATASET, "/hub", AT)])
    page = seated("ines").get(f"/canaries/{canary.canary}/").content.decode()
    assert ring[1].account in page
    assert "it ties nobody" in page
    assert words not in page
    assert seated("ines").post(f"/canaries/{canary.canary}/words/", {"reason": "I am curious"}).status_code == 403
    shown = seated("ana").post(f"/canaries/{canary.canary}/words/", {"reason": "The gateway asks"})
    assert shown.context["shown"] == words


def test_the_list_is_filtered_and_costs_the_same_with_two_and_with_twenty() -> None:
    ring, ana = world.larkspur(2), seated("ana")
    costs = []
    for count in (2, 18):
        mint(by=world.by("ana"), wish=Wish(count, ring[:1]))
        spot([Spotted(one.pk, ring[1].pk, Where.PROMPT, "/t", AT) for one in Canary.objects.all()[: count // 2]])
        ana.get("/canaries/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ana.get("/canaries/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    shown = {state: len(ana.get("/canaries/", {"state": state}).context["page"]) for state in ("live", "burnt", "back")}
    assert shown == {"live": 20, "burnt": 0, "back": 9}
