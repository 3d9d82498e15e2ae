"""Who is let in, at which tier, and what becomes of the account? Harbour by one person, by two, or not at all."""

from datetime import timedelta

import pytest

from accounts.access.doors import Door
from accounts.journal.models import Entry
from accounts.onboarding.actions import (
    approve,
    approve_proposal,
    contest,
    name_account,
    propose_enterprise,
    reject,
)
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Letter
from accounts.onboarding.referring import put_before_somebody
from accounts.onboarding.settling import settle, settle_all
from accounts.onboarding.words import contest_of
from accounts.parties.models import Account
from accounts.review.actions import decide
from accounts.review.choices import Choice
from accounts.review.models import Case, Notice
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, seen, state_of, the_case
from tests.world import by, door_of, let_in, policy

pytestmark = pytest.mark.django_db
NOTE = "register, owners and passport agree"


@pytest.fixture(autouse=True)
def nothing_to_prove(db: None) -> None:
    """What a tier needs is told elsewhere; here it is about who says so and what follows."""
    nothing: dict[str, list[str]] = {"checks": [], "documents": []}
    policy(onboarding={"verified_needs": nothing, "enterprise_needs": nothing})


def approved(made: Application, who: str = "ines") -> Application:
    return approve(by=by(who), application=made, note=NOTE, seen=seen(made))


def rejected(made: Application, who: str = "ines") -> Application:
    note = "the passport is of somebody else"
    return reject(by=by(who), application=made, reason="verification_failed", note=note, seen=seen(made))


def account_of(made: Application) -> Account:
    return Account.objects.get(applications=made)


def test_one_person_approves_and_the_account_is_open_with_the_tier_s_limits():
    made = approved(handed_in())
    account = account_of(made)
    assert made.state == "approved"
    assert door_of(account) == Door("open", 600, 20_000_000)
    assert (account.tier, account.verified_at) == ("verified", made.decided_at)
    assert account.verified_until == account.verified_at + timedelta(days=730)  # type: ignore[operator]  # both are set
    assert the_case(made).state == "closed"
    assert Letter.objects.filter(application=made).latest("id").kind == "approved"


def test_the_enterprise_tier_takes_another_person():
    made = handed_in()
    with pytest.raises(Refused, match="takes two people"):
        approve(by=by("ines"), application=made, tier="enterprise", note=NOTE, seen=1)
    proposal = propose_enterprise(by=by("omar"), application=made, note=NOTE, seen=seen(made))
    with pytest.raises(Refused, match="You proposed this"):
        approve_proposal(by=by("omar"), proposal=proposal, typed_count=1)
    made.refresh_from_db()
    assert (made.state, state_of(made.account)) == ("in_review", "provisional")
    made = approve_proposal(by=by("lena"), proposal=proposal, typed_count=1)
    account = account_of(made)
    assert (made.state, account.tier) == ("approved", "enterprise")
    assert door_of(account) == Door("open", 6_000, 2_000_000_000)


def test_a_rejection_shuts_the_provisional_door_and_tells_the_class_alone():
    made = rejected(handed_in())
    assert (made.state, door_of(account_of(made))) == ("rejected", Door("closed", reason="verification_failed"))
    assert account_of(made).tier == "refused"
    letter = Letter.objects.filter(application=made).latest("id")
    assert (letter.kind, letter.reason) == ("rejected", "verification_failed")
    assert letter.link is not None
    assert not Notice.objects.exists()


def test_without_an_account_nothing_is_approved_but_it_can_be_rejected():
    made = handed_in(complete_harbour())
    with pytest.raises(Refused, match="Name the account first"):
        approved(made)
    with pytest.raises(Refused, match="Name the account first"):
        propose_enterprise(by=by("ines"), application=made, note=NOTE, seen=seen(made))
    assert rejected(made).state == "rejected"


@pytest.mark.parametrize("door", [Door("open"), Door("limited", 10, reason="terms")])
def test_nobody_in_use_is_shut_by_a_rejection(door: Door):
    account = newcomer()
    let_in([account], door=door)
    made = handed_in(complete_harbour(account))
    with pytest.raises(Refused, match="propose a suspension"):
        rejected(made)
    assert door_of(account) == door


@pytest.mark.parametrize("state", ["limited", "suspended"])
def test_what_was_narrowed_stays_narrow_and_the_identity_is_proven_all_the_same(state: str):
    account = newcomer()
    let_in([account], door=Door(state, reason="terms"))
    made = approved(handed_in(complete_harbour(account)))
    assert (made.state, state_of(account), account_of(made).tier) == ("approved", state, "verified")
    decision = the_case(made).decisions.get()
    assert decision.members.get().skipped_reason == f"stays {state}: lift that by itself"


def test_who_was_verified_before_is_not_refused_by_a_rejection():
    account = newcomer()
    let_in([account], door=Door("suspended", reason="terms"))
    Account.objects.filter(pk=account.pk).update(tier="verified")
    made = rejected(handed_in(complete_harbour(account)))
    assert (account_of(made).tier, state_of(account)) == ("verified", "suspended")


def test_proving_again_renews_the_tier_and_leaves_the_door_alone():
    first = approved(handed_in())
    account = account_of(first)
    before = door_of(account)
    Account.objects.filter(pk=account.pk).update(tier="none", verified_until=None)
    again = approved(handed_in(complete_harbour(account, renews=first)))
    account.refresh_from_db()
    assert (account.tier, account.verified_at, door_of(account)) == ("verified", again.decided_at, before)
    assert "nothing would change" in the_case(again).decisions.get().members.get().skipped_reason


def test_the_second_reviewer_learns_who_was_first():
    made = handed_in()
    looked = seen(made)
    approved(made, "ines")
    with pytest.raises(Refused, match="Ines Moreau decided this case"):
        reject(by=by("noor"), application=made, reason="terms", note="no", seen=looked)
    assert Application.objects.get().state == "approved"


def test_nobody_decides_on_what_has_changed_since_they_looked():
    made = handed_in(complete_harbour())
    looked = seen(made)
    newcomer()
    made = name_account(by=by("sam"), application=made, account="acct_harbour_new")
    with pytest.raises(Refused, match="evidence changed"):
        approve(by=by("ines"), application=made, note=NOTE, seen=looked)


def test_sellers_decide_nothing_and_drafts_are_not_decided():
    made = complete_harbour(newcomer())
    with pytest.raises(Refused, match="may not decide cases"):
        approve(by=by("sam"), application=made, note=NOTE, seen=0)
    with pytest.raises(Refused, match="not handed it in yet"):
        approve(by=by("ines"), application=made, note=NOTE, seen=0)


def test_an_application_follows_what_was_decided_elsewhere_once():
    made = handed_in()
    choice = Choice(measure="approve", note=NOTE, seen=seen(made))
    decide(by=by("ines"), case=the_case(made), verdict=choice)
    assert Application.objects.get().state == "in_review"
    assert settle_all() == 1
    assert settle(made).state == "approved"
    assert settle_all() == 0
    assert Entry.objects.filter(verb="application.approved").count() == 1


def test_late_evidence_opens_no_case_about_a_decided_application():
    made = approved(handed_in())
    assert put_before_somebody(by=by("ines"), application=made) is None
    assert Case.objects.count() == 1


def contested(made: Application) -> Case:
    contest(by=applicant(made), application=made, text="The passport is Jörg Brandt’s own.")
    return Case.objects.get(kind="appeal")


def test_a_rejection_is_contested_once_in_words_that_only_the_applicant_s_key_opens():
    made = rejected(handed_in())
    case = contested(made)
    said = made.contests.get()
    assert contest_of(said).startswith("The passport")
    assert (case.subject_type, case.title) == ("decision", f"Appeal by {made.application}")
    with pytest.raises(Refused, match="contested this already"):
        contest(by=applicant(made), application=made, text="Again.")


def test_who_rejected_does_not_decide_the_contest():
    case = contested(rejected(handed_in()))
    with pytest.raises(Refused, match="took part in the decision appealed"):
        decide(by=by("ines"), case=case, verdict=Choice(measure="lift", note="well", seen=1))


@pytest.mark.parametrize("named", [True, False])
def test_upheld_it_is_looked_at_afresh_with_the_door_of_a_newcomer(*, named: bool):
    made = rejected(handed_in(complete_harbour(newcomer() if named else None)))
    case = contested(made)
    decide(by=by("noor"), case=case, verdict=Choice(measure="lift", note="it is his", seen=1))
    assert settle_all() == 1
    made.refresh_from_db()
    assert (made.state, the_case(made).state, the_case(made).kind) == ("in_review", "open", "onboarding")
    assert made.contests.get().outcome == "upheld"
    assert Letter.objects.filter(application=made).latest("id").kind == "upheld"
    if named:
        door = door_of(account_of(made))
        assert (door.state, account_of(made).tier) == ("provisional", "none")
        assert door.expires_at is not None
        assert door.expires_at > the_case(made).opened_at + timedelta(days=13)
        assert approved(made).state == "approved"


def test_dismissed_the_answer_stands_and_a_letter_says_so():
    made = rejected(handed_in())
    decide(by=by("noor"), case=contested(made), verdict=Choice(measure="dismiss_appeal", note="it is not", seen=1))
    settle_all()
    made.refresh_from_db()
    assert (made.state, made.contests.get().outcome) == ("rejected", "dismissed")
    assert Letter.objects.filter(application=made).latest("id").kind == "stands"
    assert settle_all() == 0
