"""Who else is registered there? A letterbox with many companies, and Harbour next door."""

import pytest

from accounts.parties.models import LegalEntity

pytestmark = pytest.mark.django_db


def test_companies_at_one_address_are_found_however_it_is_laid_out():
    LegalEntity.objects.create(name="Larkspur Data Ltd", registered_address="9 Ferry Lane, London, E16 2AB, GB")
    LegalEntity.objects.create(name="Larkspur Labs Ltd", registered_address="9 FERRY LANE\nLondon E16 2AB GB")
    LegalEntity.objects.create(name="Harbour Analytics GmbH", registered_address="11 Ferry Lane, London, E16 2AB, GB")
    LegalEntity.objects.create(name="Nowhere Ltd")
    found = LegalEntity.objects.registered_at("9 Ferry Lane, London, E16 2AB, GB")
    assert {one.name for one in found} == {"Larkspur Data Ltd", "Larkspur Labs Ltd"}
