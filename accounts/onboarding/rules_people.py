"""Are the people who they say, and did we meet them, their papers or their company before? Pure.

Twins, namesakes and directors of several companies are met every day. What contradicts is one paper for two people.
"""

from datetime import timedelta
from typing import Final

from accounts.onboarding.check_facts import Facts, Finding, Likeness, Proof, Verdict
from accounts.onboarding.claims import NamedParty

PROVIDERS: Final = {"manual": "A reviewer", "stripe_identity": "Stripe Identity"}
LISTED: Final = 20
# What a coincidence with another application (`{there}`) means, the worst first.
MEANING: Final[dict[str, tuple[Verdict, str]]] = {
    "paper of another person": ("failed", "The document number given for {party} stands for somebody else in {there}."),
    "file of another person": ("failed", "The file handed in for {party} was handed in for somebody else in {there}."),
    "file of another company": ("unclear", "The same file was handed in with {there}, by another applicant."),
    "paper": ("unclear", "The document number given for {party} also stands in {there}."),
    "company": ("unclear", "The same company applies or applied in {there}."),
    "person in a rejected one": ("unclear", "{party} is named in {there}, which was rejected."),
    "person": ("passed", "{party} is also named in {there}; many people stand for several companies."),
    "namesake": ("passed", "Somebody of {party}'s name and birth date, with other papers, is named in {there}."),
    "own file": ("passed", "The same file was handed in with {there}, for the same company or person."),
}


def identity(facts: Facts, party: NamedParty) -> Finding:
    """Did the person prove who they are, to a service or to a reviewer who compared their papers?"""
    proof = facts.proofs.get(party.key)
    if proof is None:
        return Finding("pending", "{party} was not asked yet to prove who they are.")
    who, evidence = PROVIDERS.get(proof.provider, proof.provider), {"session": proof.session}
    if proof.reason:
        evidence |= {"reason": proof.reason}
    return Finding(proof.result, _said_of(proof, who), evidence, provider=proof.provider)


def identity_reuse(facts: Facts, party: NamedParty) -> Finding | None:
    """Did the same person prove another organisation a short while ago?"""
    proof, other = facts.proofs.get(party.key), facts.other_uses.get(party.key)
    if proof is None or proof.result != "passed":
        return None
    if other is None:
        return Finding("passed", "{party} proved no other organisation lately.")
    evidence = {"application": other.application, "at": other.at.date().isoformat()}
    if party.key in facts.allowed:
        return Finding("passed", f"A reviewer allowed {{party}} to stand for {other.application} as well.", evidence)
    days = timedelta(days=facts.numbers.identity_days)
    sentence = f"{{party}} proved {other.application} on {other.at:%Y-%m-%d}, less than {days.days} days before."
    return Finding("unclear", sentence, evidence, other.at + days)


def duplicates(facts: Facts) -> Finding:
    """Does another application name the same person, company, paper or file, and does that contradict this one?"""
    if not facts.alike:
        return Finding("passed", "Nothing of this application was met under another one.")
    worst_first = sorted(facts.alike, key=lambda like: list(MEANING).index(_kind(like)))
    worst = worst_first[0]
    result, sentence = MEANING[_kind(worst)]
    evidence = {"alike": [_evidence(like) for like in worst_first[:LISTED]]}
    return Finding(result, sentence.replace("{there}", worst.application), evidence, party=worst.party)


def _kind(like: Likeness) -> str:
    """Which of the coincidences in `MEANING` this is."""
    if like.what in {"paper", "file"} and like.same_person is False:
        return f"{like.what} of another person"
    if like.what == "file":
        return "own file" if like.same_company or like.same_person else "file of another company"
    if like.what == "person" and like.other_paper:
        return "namesake"
    return "person in a rejected one" if like.what == "person" and like.state == "rejected" else like.what


def _said_of(proof: Proof, who: str) -> str:
    on = f"{proof.at:%Y-%m-%d}"
    if proof.result == "passed":
        return f"{who} proved on {on} that {{party}} is who they say they are."
    if proof.result == "failed":
        again = "" if proof.finished else " They may try again."
        return f"{who} could not prove on {on} that {{party}} is who they say they are.{again}"
    if proof.result == "unclear":
        return f"{who} proved somebody on {on}, but not that it is {{party}}."
    if proof.reason:
        return f"{who} was not reached about {{party}}; it is asked again."
    return f"{who} was asked about {{party}} on {on} and has not answered yet."


def _evidence(like: Likeness) -> dict[str, str]:
    told = {"what": like.what, "application": like.application, "party": like.party}
    return {name: value for name, value in told.items() if value}
