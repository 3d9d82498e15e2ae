"""Is what was read in a document kept under its own key, and forgotten with it? Harbour's register extract."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.onboarding.document_words import put_words, words_of
from accounts.onboarding.reading import Reading, ReadShare, Sealed
from tests.applicants import document_of, harbour_applies

pytestmark = pytest.mark.django_db
READ = Reading(
    read_by=1,
    read_at=datetime(2026, 11, 24, 8, 12, tzinfo=UTC),
    name="Harbour Analytics GmbH",
    shares=(ReadShare("Petra Lindqvist", Decimal("22.5"), Decimal("22.5")),),
)


def test_the_name_of_a_file_and_what_was_read_in_it_are_sealed_together_and_forgotten_together():
    document = document_of(harbour_applies())
    put_words(document, Sealed("Auszug Harbour.pdf", READ))
    document.save()
    document.refresh_from_db()
    assert document.sealed is not None
    assert b"Harbour" not in bytes(document.sealed)
    assert words_of(document) == Sealed("Auszug Harbour.pdf", READ)
    assert not words_of(document_of(document.application)).reading

    document.wrapped_key = None
    assert words_of(document) == Sealed()
