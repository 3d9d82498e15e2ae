"""Many rows changed at once hold what one `save` each would have written."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.parties.models import Account
from graph.networks.models import Network
from kycrisk.lib.bulk import update_rows
from tests.world import NOW, cafe

pytestmark = pytest.mark.django_db


def test_every_kind_of_field_is_written_and_others_are_left_alone() -> None:
    harbour = Network.objects.create(name="Harbour Analytics GmbH", bits=1.5)
    larkspur = Network.objects.create(name="Larkspur Data Ltd", headline="as it was")
    harbour.summary, harbour.score, harbour.as_of, harbour.name = {"pack": ["ö", None, {"'": 1}]}, 0.25, NOW, "renamed"
    larkspur.summary, larkspur.score, larkspur.merged_into = {}, 1.0, harbour
    update_rows([harbour, larkspur], ["summary", "score", "as_of", "merged_into"])
    first, second = Network.objects.order_by("pk")
    assert (first.summary, first.score, first.as_of, first.merged_into) == (harbour.summary, 0.25, NOW, None)
    assert (first.name, first.bits) == ("Harbour Analytics GmbH", 1.5), "not among the fields"
    assert (second.summary, second.score, second.as_of, second.merged_into) == ({}, 1.0, None, harbour)
    assert second.headline == "as it was"


def test_nothing_to_write_is_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        update_rows([], ["name"])


def test_more_rows_than_fit_one_statement_are_all_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kycrisk.lib.bulk.AT_ONCE", 2)
    guests = cafe(5)
    for guest in guests:
        guest.plan = "business"
    update_rows(guests, ["plan"])
    assert Account.objects.filter(plan="business").count() == 5
