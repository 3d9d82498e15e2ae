"""Ana drafts on the page, Lena activates there, Omar undoes it with them; Ines reads along."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.policy import actions
from accounts.policy.models import PolicyVersion
from accounts.policy.querysets import current
from tests.world import by, person, policy

pytestmark = pytest.mark.django_db
WHY = "Addresses go round faster than we thought."


def browser(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def written(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {name.replace("__", "."): value for name, value in typed.items()})


def drafted(**typed: Any) -> PolicyVersion:
    answer = written(browser("ana"), "/policy/draft/", note=WHY, **(typed or {"ties__ip__half_life_days": "10"}))
    assert answer.status_code == 302
    return PolicyVersion.objects.get(number=int(answer.headers["Location"].split("/")[-2]))


def test_before_the_first_version_the_page_says_that_what_ships_holds():
    said = browser("ines").get("/policy/").content.decode()
    assert "The numbers that ship hold" in said
    assert "Draft a version" not in said


def test_a_draft_names_only_the_number_that_was_changed():
    assert drafted().body == {"ties": {"ip": {"half_life_days": 10.0}}}


def test_a_number_that_makes_no_sense_is_told_how_to_mend_it_and_nothing_typed_is_lost():
    typed = {"ties__ip__cap": "many", "desk__lock_minutes": "20"}
    answer = written(browser("ana"), "/policy/draft/", note=WHY, **typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number from 0 to 100." in said
    assert 'name="desk.lock_minutes" value="20"' in said
    assert WHY in said
    assert not PolicyVersion.objects.exists()


def test_a_draft_without_a_reason_is_asked_for_one():
    answer = written(browser("ana"), "/policy/draft/", note=" ", ties__ip__cap="4")
    assert "Say why: whoever activates it reads this note." in answer.content.decode()


def test_the_differences_are_said_in_words():
    said = browser("ines").get(f"/policy/{drafted().number}/").content.decode()
    assert "After so long between two sightings an IP address is worth half." in said
    assert "<del>14 days</del>" in said
    assert "<ins>10 days</ins>" in said


def test_two_people_bring_it_into_force_and_the_drafter_is_none_of_them():
    version = drafted()
    browser("ana").post(f"/policy/{version.number}/propose/")
    own = browser("ana").get(f"/policy/{version.number}/").content.decode()
    assert "another person activates it" in own
    assert browser("ana").post(f"/policy/{version.number}/activate/", {"over": "0"}).status_code == 403
    assert browser("lena").post(f"/policy/{version.number}/activate/", {"over": "0"}).status_code == 302
    assert (current().number, current().numbers.ties.ip.half_life_days) == (version.number, 10.0)


def test_whoever_saw_other_differences_is_asked_to_look_again():
    version = drafted()
    browser("ana").post(f"/policy/{version.number}/propose/")
    answer = browser("lena").post(f"/policy/{version.number}/activate/", {"over": "3"})
    assert answer.status_code == 409
    assert "Look at the differences again" in answer.content.decode()


def test_an_earlier_version_comes_back_as_a_new_one_that_two_people_bring_into_force():
    policy(ties={"ip": {"cap": 1}})
    answer = browser("ana").post("/policy/0/again/", {"note": "The cap of 1 let the ring through."})
    made = PolicyVersion.objects.get(number=8)
    assert (answer.headers["Location"], made.state, made.body) == ("/policy/8/", "proposed", {})
    browser("omar").post("/policy/8/activate/", {"over": "7"})
    assert current().numbers.ties.ip.cap == 5


def test_what_says_what_holds_cannot_be_brought_back():
    answer = browser("ana").post("/policy/0/again/", {"note": "in case"})
    assert answer.status_code == 409
    assert "nothing to bring back" in answer.content.decode()


def test_only_so_many_run_in_shadow():
    policy(trials={"shadows_most": 1})
    first, second = drafted(), drafted(desk__lock_minutes="20")
    assert browser("ana").post(f"/policy/{first.number}/shadow/", {"shadow": "on"}).status_code == 302
    refused = browser("ana").post(f"/policy/{second.number}/shadow/", {"shadow": "on"})
    assert f"take one out first: {first.number}" in refused.content.decode()
    browser("ana").post(f"/policy/{first.number}/shadow/", {"shadow": "off"})
    assert browser("ana").post(f"/policy/{second.number}/shadow/", {"shadow": "on"}).status_code == 302


def test_what_holds_runs_in_shadow_no_longer():
    version = actions.put_in_shadow(by=by("ana"), version=drafted())
    actions.propose(by=by("ana"), version=version)
    assert actions.activate(by=by("lena"), version=version, over=0).in_shadow is False


def test_the_database_keeps_the_numbers_of_a_proposal():
    version = actions.propose(by=by("ana"), version=drafted())
    with pytest.raises(DatabaseError, match="its numbers are fixed"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(body={})


def test_the_list_asks_the_database_as_often_for_two_versions_as_for_twenty(
    django_assert_max_num_queries: Any,
):
    for number in range(20):
        drafted(desk__lock_minutes=str(number + 16))
    client = browser("ines")
    client.get("/policy/")
    with django_assert_max_num_queries(12):
        said = client.get("/policy/?page=1").content.decode()
    assert said.count("data-row-key") == 20


def test_a_version_that_is_not_there_is_not_found():
    client = browser("ana")
    assert client.get("/policy/99/").status_code == 404
    assert client.get("/policy/draft/?from=99").status_code == 404
    assert "Every number is the same." in client.get("/policy/0/").content.decode()
    assert "ties.payment.cap" in client.get("/policy/0/?view=all").content.decode()
