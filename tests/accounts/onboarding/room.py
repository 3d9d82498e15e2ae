"""Who sits in the room when an application lives its life? Harbour and Mina, complete, and what tests ask of them."""

from accounts.access.models import Access
from accounts.onboarding.actions import submit
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application
from accounts.onboarding.referring import case_of
from accounts.parties.models import Account
from accounts.review.models import Case
from tests.applicants import document_of, harbour_applies, mina_applies
from tests.world import customer, policy


def complete_harbour(account: Account | None = None, **columns: object) -> Application:
    """Harbour with every document; `account` None: nobody named one yet."""
    made = harbour_applies(account, **columns)
    for kind, party in (("register_extract", ""), ("shareholder_list", ""), ("passport", "p1")):
        document_of(made, kind, party)
    return made


def complete_mina(account: Account | None = None) -> Application:
    """Mina with her identity card."""
    made = mina_applies(account=account)
    document_of(made, "identity_card", "p1")
    return made


def newcomer(name: str = "acct_harbour_new") -> Account:
    """An account that nobody let in yet."""
    return customer(name, age_days=1)


def handed_in(made: Application | None = None) -> Application:
    """An application that waits for a reviewer: Harbour's for a new account unless told."""
    made = made or complete_harbour(newcomer())
    return submit(by=applicant(made), application=made)


def the_case(made: Application) -> Case:
    """The newest case about the application."""
    case = case_of(made)
    assert case is not None
    return case


def seen(made: Application) -> int:
    """How many snapshots somebody who looks now has seen."""
    return the_case(made).evidence.count()


def state_of(account: Account | None) -> str:
    """How the door stands; empty without one."""
    access = Access.objects.filter(account=account).first()
    return access.state if access else ""


def nothing_to_prove() -> None:
    """What a tier needs is told elsewhere; here it is about who says so and what follows."""
    nothing: dict[str, object] = {"checks": [], "documents": []}
    policy(onboarding={"verified_needs": nothing, "enterprise_needs": nothing, "individual_needs": nothing})
