"""The board of a fresh installation: does every invented company stand where it should, by the verbs of real ones?"""

from collections import Counter

import pytest

from accounts.onboarding.models import Application
from accounts.onboarding.showing import BOARD, show_board
from accounts.review.models import Case
from tests.world import person

pytestmark = pytest.mark.django_db


def test_somebody_stands_in_every_column_and_one_waits_for_a_reviewer():
    assert show_board(person("sam"), person("ines")) == len(BOARD)
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {"draft": 4, "in_review": 1, "information_requested": 1, "approved": 1, "rejected": 1}
    waiting = Case.objects.get(state="open")
    assert Application.objects.get(application=waiting.subject_id).company_name == "Vantage Freight BV"
