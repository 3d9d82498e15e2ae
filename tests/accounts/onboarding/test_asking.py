"""What if Ines needs one thing more of Harbour? The clock stands still until the answer is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.onboarding.actions import Ask, answer_item, ask_item, withdraw_item
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, ItemRequest, Letter
from accounts.onboarding.words import answer_of, question_of
from accounts.review.actions import claim
from accounts.review.models import Case
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.room import handed_in, the_case
from tests.applicants import document_of
from tests.world import by

pytestmark = pytest.mark.django_db
ARTICLES = Ask(text="Please send the articles, signed by Jörg Brandt.", document_kind="articles", party="p2")


def asked(made: Application, ask: Ask = ARTICLES) -> ItemRequest:
    return ask_item(by=by("ines"), application=made, ask=ask)


def paused_for(case: Case, length: timedelta) -> None:
    """As if it had been asked so long ago."""
    Case.objects.filter(pk=case.pk).update(paused_at=timezone.now() - length)


def test_asking_pauses_the_clock_and_writes_a_letter():
    made = handed_in()
    item = asked(made)
    case = the_case(made)
    made.refresh_from_db()
    assert (made.state, case.state, case.assignee) == ("information_requested", "waiting", item.asked_by)
    assert case.paused_at
    assert case.wake_at == item.due_at
    assert question_of(item) == ARTICLES.text
    assert Letter.objects.get(kind="asked").item == item
    assert "Brandt" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_an_answer_moves_the_due_date_and_is_new_evidence():
    made = handed_in()
    item = asked(made)
    due = the_case(made).due_at
    paused_for(the_case(made), timedelta(days=2))
    answered = answer_item(by=applicant(made), item=item, text="There are none for a GmbH of this kind.")
    made.refresh_from_db()
    case = the_case(made)
    assert (made.state, case.state, case.paused_at) == ("in_review", "open", None)
    assert timedelta(days=2) <= case.due_at - due < timedelta(days=2, minutes=5)
    assert case.evidence.count() == 2
    assert answer_of(answered).startswith("There are none")
    assert bytes(answered.sealed_answer or b"").find(b"GmbH") == -1


def test_a_document_that_names_the_item_is_an_answer():
    made = handed_in()
    item = asked(made)
    with pytest.raises(Refused, match="Upload the document, or write why you cannot"):
        answer_item(by=applicant(made), item=item)
    document_of(made, "articles", item=item)
    assert answer_item(by=applicant(made), item=item).state == "answered"


def test_the_case_waits_until_the_last_answer():
    made = handed_in()
    first, second = asked(made), asked(made, Ask(text="Who are your users?", days=3))
    assert the_case(made).wake_at == second.due_at
    answer_item(by=applicant(made), item=second, text="Ports.")
    assert the_case(made).state == "waiting"
    withdraw_item(by=by("ines"), item=first)
    made.refresh_from_db()
    assert (made.state, the_case(made).state) == ("in_review", "open")


def test_what_is_closed_is_not_answered():
    made = handed_in()
    item = withdraw_item(by=by("ines"), item=asked(made))
    with pytest.raises(Refused, match="withdrawn already"):
        answer_item(by=applicant(made), item=item, text="Late.")


def test_only_reviewers_ask_and_only_the_applicant_answers():
    made = handed_in()
    with pytest.raises(Refused, match="may not decide cases"):
        ask_item(by=by("sam"), application=made, ask=ARTICLES)
    item = asked(made)
    with pytest.raises(Refused, match="Only the applicant"):
        answer_item(by=by("ines"), item=item, text="I know it.")


def test_a_colleague_who_holds_the_case_asks_alone():
    made = handed_in()
    claim(by=by("noor"), case=the_case(made))
    with pytest.raises(Refused, match="Noor Haddad holds this case"):
        asked(made)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (Ask(text=" "), "between 1 and"),
        (Ask(text="?", document_kind="selfie"), "no kind of document"),
        (Ask(text="?", party="p9"), "no party p9"),
        (Ask(text="?", days=0), "1 to 30 days"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(ask: Ask, said: str):
    with pytest.raises(Refused, match=said):
        asked(handed_in(), ask)
