"""Who is in the room? The cast that every test may name, and the small things they bring along.

* *Harbour*: an honest company that has paid for fourteen months.
* *The Larkspur ring*: shells that share a card and a subnet and ask the same questions.
* *The café*: thirty honest accounts behind one address.
* Staff, as `make run` has them: Ines and Noor review, Omar and Lena lead, Ana analyses, Audrey audits, Ada administers,
  Sam sells.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from accounts.access import answers
from accounts.access.actions import change, establish
from accounts.access.doors import Door
from accounts.access.models import Access
from accounts.journal.actors import Actor
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.policy.models import PolicyVersion, VersionState
from accounts.review.evidence import Group, Line, Member, Pack, Referral
from accounts.staff.models import Role, User

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STAFF = {
    "ines": ("Ines", "Moreau", Role.REVIEWER),
    "noor": ("Noor", "Haddad", Role.REVIEWER),
    "omar": ("Omar", "Aziz", Role.LEAD),
    "lena": ("Lena", "Park", Role.LEAD),
    "ana": ("Ana", "Ferrari", Role.ANALYST),
    "audrey": ("Audrey", "Lindt", Role.AUDITOR),
    "ada": ("Ada", "Novak", Role.ADMIN),
    "sam": ("Sam", "Keller", Role.SALES),
}
HARBOUR = "acct_harbour"
LARKSPUR_NETWORK = "net_LARKSPUR0001"
CAFE_NETWORK = "net_CAFE00000001"
OPEN = Door("open")
GRAPH = Actor.command("derivation")


# -- staff


def person(username: str) -> User:
    """A member of staff by the name of the demo login."""
    first, last, role = STAFF[username]
    found, _ = User.objects.get_or_create(
        username=username, defaults={"first_name": first, "last_name": last, "role": role, "password": "!"}
    )
    return found


def by(username: str) -> Actor:
    """The same, as the actor of a verb."""
    return Actor.person(person(username))


def policy(**sections: dict[str, object]) -> None:
    """Numbers that hold at once, without the two people it takes: `policy(desk={"batch_accounts": 50})`."""
    people = {"proposed_by": person("ana"), "activated_by": person("lena")}
    PolicyVersion.objects.create(number=7, state=VersionState.ACTIVE, body=sections, **people)


# -- customers


def customer(name: str, *, age_days: int = 30, verified: bool = False, company: LegalEntity | None = None) -> Account:
    """An account that has been here for so many days."""
    created = NOW - timedelta(days=age_days)
    return Account.objects.create(
        account=name,
        created_at=created,
        plan="business" if company else "individual",
        country="DE",
        legal_entity=company,
        tier=Tier.VERIFIED if verified else Tier.NONE,
        verified_at=created if verified else None,
    )


def harbour() -> Account:
    """Harbour Analytics GmbH: verified, fourteen months with us, no dispute."""
    company = LegalEntity.objects.create(
        name="Harbour Analytics GmbH", jurisdiction="DE", registration_number="HRB 150123", source="register"
    )
    return customer(HARBOUR, age_days=420, verified=True, company=company)


def larkspur(count: int = 6) -> list[Account]:
    """The ring's accounts, all three weeks old."""
    company = LegalEntity.objects.create(name="Larkspur Data Ltd", jurisdiction="GB", registration_number="14000001")
    return [customer(f"acct_larkspur_{number:03}", age_days=21, company=company) for number in range(1, count + 1)]


def shells(count: int) -> list[Account]:
    """As many of the ring's accounts as a real one has, made at once; their doors are still to be opened."""
    company = LegalEntity.objects.create(name="Larkspur Data Ltd", jurisdiction="GB", registration_number="14000001")
    created = NOW - timedelta(days=21)
    return Account.objects.bulk_create(
        (
            Account(account=f"acct_shell_{number:05}", created_at=created, plan="business", legal_entity=company)
            for number in range(1, count + 1)
        ),
        batch_size=2_000,
    )


def cafe(count: int = 30) -> list[Account]:
    """Guests of one café: honest people behind one address, with nothing else in common."""
    return [customer(f"acct_cafe_{number:02}", age_days=40 + number) for number in range(1, count + 1)]


def let_in(accounts: Sequence[Account], *, door: Door = OPEN) -> list[Account]:
    """Their first door: open unless told otherwise; any other state through a step of its own."""
    establish(by=GRAPH, accounts=accounts, door=OPEN)
    if door != OPEN:
        for account in accounts:
            change(by=GRAPH, account=account, door=door)
    return list(accounts)


def door_of(account: Account) -> Door:
    """How its door stands now."""
    return answers.door_of(Access.objects.get(account=account))


# -- what graph would say of them


def names(accounts: Sequence[Account]) -> list[str]:
    """Their public ids."""
    return [account.account for account in accounts]


def card_and_conduct(*, bits: float = 9.0, conduct: float = 31.2) -> list[Group]:
    """What ties the ring: one card and the same six kinds of question."""
    card = Line("shared_payment", "payment", "Three accounts paid with the same card (•••• 4242).", bits=bits)
    step = Line("in_step", "prompts", "All accounts are in step: six prompt families.", bits=conduct)
    return [Group("owns", bits, [card]), Group("does", conduct, [step])]


def ring_referral(accounts: Sequence[Account], *, bits: float = 40.2, **changes: object) -> Referral:
    """The ring is referred: everybody on it is in step and suggested for a limit; so many bits in all."""
    members = [
        Member(account.account, "limit", company="Larkspur Data Ltd", in_step=True, families=6, elicitation_share=0.54)
        for account in accounts
    ]
    groups = card_and_conduct(conduct=bits - 9.0)
    pack = Pack(
        headline=f"Larkspur: {len(members)} accounts act as one",
        summary="One young company; everybody asks the same six kinds of question.",
        recommendation="limit",
        score=0.97,
        bits=bits,
        groups=groups,
        speaks_for=["No payment was disputed."],
        campaign_type="distillation",
    )
    return referral(LARKSPUR_NETWORK, "Larkspur", pack, members, **changes)


def cafe_referral(accounts: Sequence[Account], **changes: object) -> Referral:
    """Somebody looks at the café: one address that ties nobody, no common conduct."""
    line = Line("shared_ip", "ip", "Thirty accounts signed in from one address.", bits=2.0)
    pack = Pack(
        headline="Thirty accounts share an address; conduct is their own",
        summary="No card, device or owner is shared.",
        recommendation="watch",
        score=0.3,
        bits=2.0,
        groups=[Group("connects", 2.0, [line])],
        speaks_for=["Sharing alone is not guilt: families, cafés and agencies share too."],
        campaign_type="honest_group",
    )
    members = [Member(account.account, "watch", leave_out="not in step") for account in accounts]
    return referral(CAFE_NETWORK, "The café", pack, members, priority=0, **changes)


def referral(network: str, title: str, pack: Pack, members: list[Member], **changes: object) -> Referral:
    """A referral of a network; `changes` replaces fields of it."""
    fields: dict[str, object] = {
        "kind": "network",
        "subject_type": "network",
        "subject_id": network,
        "title": title,
        "pack": pack,
        "members": members,
        "priority": 2,
        "priority_reasons": ["they act as one"],
        "as_of": NOW,
        "policy_version": 0,
    }
    return Referral(**{**fields, **changes})  # type: ignore[arg-type]  # a test names the fields it changes
