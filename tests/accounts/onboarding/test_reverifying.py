"""Is a person asked about an account whose proof does not hold any more, once, and is nothing narrowed by itself?

In the room: Harbour, verified; its new director; a member of the Larkspur ring; a café guest who was never verified.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.access.models import Access
from accounts.onboarding.models import ClaimedParty
from accounts.onboarding.reverifying import Told, reverify
from accounts.parties.models import Account, Directorship, Person, Tier
from accounts.review.models import Case
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from tests.applicants import document_of, harbour_applies
from tests.world import NOW, by, cafe, customer, harbour, let_in

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def verified(account: Account, until: timedelta = YEAR) -> Account:
    account.tier, account.verified_at = Tier.VERIFIED, timezone.now() - timedelta(days=100)
    account.verified_until = timezone.now() + until
    account.save()
    let_in([account])
    return account


def causes(account: Account) -> list[str]:
    return list(account.reverifications.order_by("id").values_list("cause", flat=True))


def case_of(account: Account) -> Case:
    return Case.objects.get(subject_type="account", subject_id=account.account)


def test_harbour_whose_proof_holds_and_a_guest_who_was_never_verified_are_left_alone() -> None:
    verified(harbour())
    cafe(2)
    assert reverify() == Told(0, 0)
    assert not Case.objects.exists()


def test_what_runs_out_soon_is_announced_once_and_asks_nobody() -> None:
    add_endpoint(by=by("ada"), url="https://hooks.example.com/a")
    account = verified(harbour(), timedelta(days=20))
    assert reverify() == Told(1, 0)
    assert reverify() == Told(0, 0)
    event = Event.objects.get(type="verification.expiring")
    assert event.payload["account"] == account.account
    assert not Case.objects.exists()


def test_what_is_over_is_put_before_a_person_once_and_no_door_moves() -> None:
    account = verified(harbour(), -timedelta(days=1))
    before = Access.objects.get(account=account).sequence
    assert reverify() == Told(0, 1)
    assert reverify() == Told(0, 0)
    assert case_of(account).kind == "reverification"
    assert Access.objects.get(account=account).sequence == before


def approved(account: Account) -> None:
    made = harbour_applies(account, state="approved", submitted_at=NOW, decided_at=NOW)
    yesterday = timezone.now() - timedelta(days=1)
    document_of(made, "passport", expires_on=yesterday.date())
    made.checks.create(what="lei", result="passed", sentence="GLEIF names it.", at=NOW, valid_until=yesterday)


def test_a_passport_and_a_check_that_ran_out_are_one_question() -> None:
    account = verified(harbour())
    approved(account)
    assert reverify() == Told(0, 1)
    assert sorted(causes(account)) == ["check", "document"]
    assert "again" in case_of(account).title


def test_a_renewed_application_speaks_for_the_account() -> None:
    account = verified(harbour())
    approved(account)
    first = account.applications.get()
    harbour_applies(account, state="approved", submitted_at=NOW, decided_at=NOW, renews=first)
    assert reverify() == Told(0, 0)


def test_a_director_who_came_later_is_asked_about_and_one_whom_the_account_named_is_not() -> None:
    account = verified(harbour())
    company = account.legal_entity
    assert company
    named, stranger = Person.objects.create(), Person.objects.create()
    made = harbour_applies(account, state="approved", submitted_at=NOW, decided_at=NOW)
    ClaimedParty.objects.filter(application=made, key="p1").update(person=named)
    Directorship.objects.create(entity=company, person=named)
    assert reverify() == Told(0, 0)
    Directorship.objects.create(entity=company, person=stranger)
    assert reverify() == Told(0, 1)
    assert causes(account) == ["owner"]


def test_a_verified_member_of_a_network_that_is_looked_at_is_asked_about() -> None:
    member, guest = verified(customer("acct_larkspur_001")), customer("acct_larkspur_002")
    network = Case.objects.create(
        kind="network", subject_type="network", subject_id="net_1", title="Larkspur", opened_at=NOW, due_at=NOW
    )
    network.evidence.create(
        at=NOW,
        as_of=NOW,
        recommendation="review",
        headline="A ring",
        body={},
        members=[{"account": member.account}, {"account": guest.account}],
        policy_version=1,
    )
    assert reverify() == Told(0, 1)
    assert case_of(member).priority == 2
    assert network.case in str(case_of(member).priority_reasons)
    assert not causes(guest)
