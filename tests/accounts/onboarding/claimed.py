"""Harbour, Mina and others as claims, without a database."""

from typing import Any

from msgspec.structs import replace

from accounts.onboarding.claims import Answers, ClaimedStake, Claims, GivenDocument, NamedParty, Party
from tests.applicants import Named, harbour_answers, harbour_parties, mina_answers, mina_parties, percent


def claims(answers: Answers | None = None, parties: tuple[Named, ...] = (), **more: Any) -> Claims:
    named = tuple(NamedParty(f"p{at}", one.kind, one.roles, one.said) for at, one in enumerate(parties, start=1))
    stakes = tuple(
        ClaimedStake(f"p{at}", owned, percent(least), percent(most))
        for at, one in enumerate(parties, start=1)
        for owned, least, most in one.holds
    )
    usual: dict[str, Any] = {"kind": "organisation", "plan": "enterprise", "program": "", "country": "DE"}
    return Claims("app_1", answers=answers or Answers(), parties=named, stakes=stakes, **{**usual, **more})


def harbour(**more: Any) -> Claims:
    """Harbour with every document it needs."""
    papers = given("register_extract", "shareholder_list") + given("passport", party="p1")
    return claims(harbour_answers(), harbour_parties(), **{"documents": papers, **more})


def mina(**more: Any) -> Claims:
    usual = {
        "kind": "individual",
        "plan": "individual",
        "country": "FR",
        "documents": given("identity_card", party="p1"),
    }
    return claims(mina_answers(), mina_parties(), **{**usual, **more})


def given(*kinds: str, party: str = "", state: str = "ready") -> tuple[GivenDocument, ...]:
    return tuple(GivenDocument(f"doc_{kind}", kind, party, state) for kind in kinds)


def owned_by(*stakes: tuple[Any, ...], listed: str = "", nobody_else: bool = False) -> Claims:
    """A chart in few words: `("mara", "", 60)`, `("holding", "", 20, 40)`, `("jonas", "holding", None)`.

    Who is named mara, jonas, lin or petra is a person, all others are companies; `listed` is on an exchange.
    """
    persons = {"mara", "jonas", "lin", "petra"}
    keys = dict.fromkeys(key for owner, owned, *_ in stakes for key in (owner, owned) if key)
    parties = tuple(
        NamedParty(
            key,
            "person" if key in persons else "entity",
            ("owner",),
            Party(name=key.title(), country="DE", listed_on="XETRA" if key == listed else ""),
        )
        for key in keys
    )
    held = tuple(ClaimedStake(owner, owned, percent(held[0]), percent(held[-1])) for owner, owned, *held in stakes)
    whole = Answers(nobody_over_threshold=nobody_else)
    return replace(claims(whole), parties=parties, stakes=held)
