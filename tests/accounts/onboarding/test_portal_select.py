"""Is a long list written as Django would write it, whatever somebody puts into a choice?"""

import pytest
from django import forms
from django.test.html import parse_html

from accounts.onboarding.portal_select import Select

CHOICES = [("", "Choose …"), ("DE", "Germany"), ("CI", "Côte d’Ivoire"), ('"><b>', "<i>Nowhere & co</i>")]


@pytest.mark.parametrize("value", [None, "", "DE", '"><b>', "XX"])
def test_it_is_written_as_django_writes_it(value: str | None):
    attributes = {"autocomplete": "off", "id": "id_country", "aria-invalid": "true"}
    ours, theirs = Select(choices=CHOICES), forms.Select(choices=CHOICES)
    written = ours.render("country", value, attributes)
    assert parse_html(written) == parse_html(theirs.render("country", value, attributes))
