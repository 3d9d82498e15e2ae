"""What becomes of Harbour's claims once it is approved? Records that nobody is merged into by name."""

from datetime import date

import pytest
from msgspec.structs import replace

from accounts.onboarding.actions import approve
from accounts.onboarding.models import Application, ClaimedParty
from accounts.onboarding.opening import put_party, said_of
from accounts.onboarding.promoting import promote
from accounts.parties.models import Account, Directorship, LegalEntity, Person, Stake
from accounts.parties.querysets import contact_of
from tests.accounts.onboarding.room import complete_harbour, complete_mina, handed_in, newcomer, nothing_to_prove, seen
from tests.world import by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_to_prove(db: None) -> None:
    nothing_to_prove()


def approved(made: Application) -> Account:
    made = approve(by=by("ines"), application=handed_in(made), note="it all agrees", seen=seen(made))
    return Account.objects.get(applications=made)


def held() -> set[tuple[str, str, float, float]]:
    """Who holds how much of whom, persons by the key they had in the application."""
    keys = {row.person_id: row.key for row in ClaimedParty.objects.exclude(person=None)}
    return {
        (
            stake.owner_entity.name if stake.owner_entity else keys[stake.owner_person_id],
            stake.owned.name,
            float(stake.share_min or 0),
            float(stake.share_max or 0),
        )
        for stake in Stake.objects.select_related("owned", "owner_entity")
    }


def test_the_company_its_owners_and_directors_are_in_the_record():
    made = complete_harbour(newcomer())
    account = approved(made)
    company = account.legal_entity
    assert company is not None
    assert (company.name, company.jurisdiction, company.registration_number) == (
        "Harbour Analytics GmbH",
        "DE",
        "HRB 184220",
    )
    assert (company.source, company.incorporated_on) == (f"application {made.application}", date(2021, 5, 4))
    assert held() == {
        ("Nordkai Holding GmbH", "Harbour Analytics GmbH", 60, 60),
        ("p3", "Harbour Analytics GmbH", 22, 30),
        ("p4", "Nordkai Holding GmbH", 51, 51),
        ("Sealine Capital Ltd", "Nordkai Holding GmbH", 49, 49),
    }
    director = Directorship.objects.get(entity=company).person
    assert made.parties.get(key="p1").person == director


def test_the_account_knows_what_was_declared_and_whom_to_write_to():
    account = approved(complete_harbour(newcomer()))
    assert (account.country, account.declared_accounts, account.declared_requests_per_day) == ("DE", 3, 40_000)
    assert contact_of(account).email == "office@harbour-analytics.example"


def test_a_company_that_is_known_by_its_register_is_found_and_left_as_it_was():
    known = LegalEntity.objects.create(
        name="HARBOUR ANALYTICS GMBH", jurisdiction="DE", registration_number="HRB 184220", source="register"
    )
    account = approved(complete_harbour(newcomer()))
    assert account.legal_entity == known
    known.refresh_from_db()
    assert (known.name, known.source) == ("HARBOUR ANALYTICS GMBH", "register")
    assert Stake.objects.filter(owned=known).count() == 2


def test_promoting_twice_changes_nothing():
    made = complete_harbour(newcomer())
    approved(made)
    before = [model.objects.count() for model in (LegalEntity, Person, Stake, Directorship)]
    promote(by=by("ines"), application=Application.objects.get())
    assert [model.objects.count() for model in (LegalEntity, Person, Stake, Directorship)] == before


def test_two_people_of_one_name_stay_two():
    approved(complete_harbour(newcomer("acct_harbour_one")))
    approved(complete_harbour(newcomer("acct_harbour_two")))
    assert Person.objects.count() == 6
    assert LegalEntity.objects.filter(registration_number="HRB 184220").count() == 1


def test_a_party_that_a_register_shows_to_be_the_applicant_itself_holds_nothing_of_it():
    made = complete_harbour(newcomer())
    holding = made.parties.get(key="p2")
    put_party(holding, replace(said_of(holding), registration_number="HRB 184220"))
    holding.save(update_fields=["sealed"])
    approved(made)
    company = LegalEntity.objects.get(registration_number="HRB 184220")
    holders = Stake.objects.filter(owned=company).values_list("owner_entity__name", "owner_person__claims__key")
    assert set(holders) == {(None, "p3"), (None, "p4"), ("Sealine Capital Ltd", None)}


def test_an_individual_becomes_a_person_and_no_company():
    account = approved(complete_mina(newcomer("acct_mina")))
    assert (account.legal_entity, account.plan, account.country) == (None, "individual", "FR")
    assert Person.objects.get().nationality == "FR"
    assert not LegalEntity.objects.exists()


def test_nothing_is_promoted_before_the_approval():
    handed_in()
    assert not Person.objects.exists()
    assert not LegalEntity.objects.exists()
