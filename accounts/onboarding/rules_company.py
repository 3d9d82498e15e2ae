"""Is the company what it says it is? Judgements on what it said of itself and what registers say. Pure.

A small, young or foreign company is no suspect: what is merely unusual is said and passes, what is open goes to a
person, and only what contradicts fails.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from accounts.onboarding.check_facts import Facts, Finding, LeiEntry
from accounts.onboarding.claims import Address
from accounts.onboarding.comparing import Verdict, names, numbers
from accounts.onboarding.fields import registration_number as register_form
from accounts.onboarding.fields import tax_id as tax_form
from accounts.onboarding.owners import Answer, beneficial
from accounts.onboarding.reading import Reading
from accounts.onboarding.texts import words

# What GLEIF says of an identifier that is not to be used any more.
GLEIF_GONE: Final = frozenset({"RETIRED", "ANNULLED", "DUPLICATE", "MERGED", "CANCELLED"})
BOXES: Final = frozenset({"postfach", "apartado", "casilla", "postbus", "box", "pobox"})
# Countries whose addresses have a postal code (Universal Postal Union; those that matter most).
WITH_CODE: Final = frozenset(
    "AT AU BE BG BR CA CH CN CZ DE DK EE ES FI FR GB GR HR HU IN IT JP KR".split()
    + "LT LU LV MX NL NO NZ PL PT RO SE SG SI SK US".split()
)


def completeness(facts: Facts) -> Finding:
    """Is everything there that this kind of applicant is asked for?"""
    if not facts.missing:
        return Finding("passed", "Everything that is asked for is there.")
    count = len(facts.missing)
    listed = ", ".join(facts.missing_words[:3]) + (f" and {count - 3} more" if count > 3 else "")
    return Finding("unclear", f"Not there yet: {listed}.", {"missing": list(facts.missing[:40])})


def register_number(facts: Facts) -> Finding | None:
    """Does a register, or an extract that somebody read, know the company by this number?"""
    company = facts.claims.answers.company
    if not company.registration_number:
        return None
    try:
        register_form(company.registration_number, company.jurisdiction)
    except ValueError as flaw:
        return Finding("failed", f"The register number cannot be one of {company.jurisdiction}: {flaw}"[:400])
    said = company.registration_number
    read = [one.number for one in (*_extracts(facts), facts.register) if one.number]
    if any(numbers(said, number) == Verdict.DIFFERS for number in read):
        return Finding("failed", "The register or its extract shows another register number than was typed.")
    if read:
        return Finding("passed", "The register or its extract shows the same register number.", {"by": "register"})
    if facts.lei and facts.lei.register_number and numbers(said, facts.lei.register_number) != Verdict.DIFFERS:
        return Finding("passed", "GLEIF names the same register number.", {"by": "lei"})
    return Finding(
        "unclear", f"The number has the form of {company.jurisdiction}; no extract that somebody read shows it yet."
    )


def lei(facts: Facts) -> Finding | None:
    """Does GLEIF know the identifier, is it kept up, and does it name this company?"""
    company = facts.claims.answers.company
    if not company.lei:
        return None
    if facts.lei_file_of is None:
        return Finding("pending", "No GLEIF file was imported yet, so nobody can tell whose LEI this is.")
    evidence = {"file_of": facts.lei_file_of.date().isoformat()}
    if facts.lei is None:
        return Finding(
            "unclear", "The GLEIF file does not know this LEI; a new one appears after a few days.", evidence
        )
    evidence |= {"status": facts.lei.registration_status, "entity_status": facts.lei.entity_status}
    return _lei_status(facts, facts.lei, evidence)


def tax_id(facts: Facts) -> Finding | None:
    """Has the tax number the form and the check digits its country gives it? Nobody outside is asked."""
    company = facts.claims.answers.company
    if not company.tax_id:
        return None
    try:
        tax_form(company.tax_id, company.jurisdiction[:2])
    except ValueError as flaw:
        return Finding("failed", f"The tax number cannot be one of {company.jurisdiction[:2]}: {flaw}"[:400])
    return Finding("passed", f"The tax number has the form of {company.jurisdiction[:2]}; no authority was asked.")


def company_age(facts: Facts) -> Finding | None:
    """Since when does the company exist? A young one is said to be young; that alone is nothing against it."""
    if facts.claims.kind == "individual":
        return None
    said = facts.claims.answers.company.incorporated_on
    if not said:
        return Finding("unclear", "The date of incorporation is not known.")
    if date.fromisoformat(_earliest(said)) > facts.today:
        return Finding("failed", "The date of incorporation lies in the future.", {"since": said})
    days = (facts.today - min(date.fromisoformat(_latest(said)), facts.today)).days
    if days < facts.numbers.young_days:
        evidence = {"since": said, "young": True}
        return Finding("passed", f"A young company, founded {said}; look at who stands behind it.", evidence)
    return Finding("passed", f"The company exists since {said}.", {"since": said})


def address_form(facts: Facts) -> Finding | None:
    """Does the registered address name a house in its country, rather than a box?"""
    if facts.claims.kind == "individual":
        return None
    company = facts.claims.answers.company
    address = company.registered_address
    gaps = _gaps(address)
    if gaps:
        return Finding("unclear", f"The registered address has no {' and no '.join(gaps)}.", {"lacks": gaps})
    if _is_box(address):
        return Finding("unclear", "The registered address is a box, where nobody can be met.")
    if company.jurisdiction and address.country != company.jurisdiction[:2]:
        elsewhere = f"The registered address lies in {address.country}, the register in {company.jurisdiction[:2]}."
        return Finding("unclear", elsewhere, {"address": address.country, "register": company.jurisdiction[:2]})
    return Finding("passed", "The registered address names a place in its country.")


def mass_address(facts: Facts) -> Finding | None:
    """How many others are registered at the same place? Honest companies share offices, so this only marks."""
    if facts.claims.kind == "individual" or not facts.claims.answers.company.registered_address:
        return None
    count = len(facts.at_address) + facts.companies_at_address
    evidence = {"applications": list(facts.at_address[:20]), "companies": facts.companies_at_address}
    if count == 0:
        return Finding("passed", "Nobody else here is registered at this address.", evidence)
    others = f"{count} other{'s' if count > 1 else ''} here {'are' if count > 1 else 'is'} registered at this address"
    if count < facts.numbers.mass_address:
        return Finding("passed", f"{others}.", evidence)
    return Finding("unclear", f"{others}: a shared office, or a letterbox.", evidence)


def undertakings(facts: Facts) -> Finding:
    """Did the applicant promise what their use asks for?"""
    if "use.undertakings" in facts.missing:
        return Finding("unclear", "Not everything that a reseller promises was agreed to.")
    agreed = sorted(facts.claims.answers.use.undertakings)
    sentence = "Everything asked for was agreed to." if agreed else "This use asks for no promises."
    return Finding("passed", sentence, {"agreed": agreed})


def beneficial_owners(facts: Facts) -> Finding | None:
    """Is everybody named and described who holds enough of the company, through whatever chain?"""
    if facts.claims.kind == "individual":
        return None
    answer = beneficial(facts.claims, facts.numbers.owner_share)
    evidence: dict[str, object] = {
        "owners": {owner.party: f"{owner.least}–{owner.most}" for owner in answer.owners},
        "unidentified_max": str(answer.unidentified_max),
    }
    if answer.verdict == "cannot_tell":
        return _undecided(facts, answer, evidence)
    bare = [owner.party for owner in answer.owners if not _described(facts, owner.party)]
    if bare:
        sentence = "{party} holds enough to be known, but name, birth date or nationality is missing."
        return Finding("unclear", sentence, evidence, party=bare[0])
    line = f"{Decimal(str(facts.numbers.owner_share)).normalize():f} %"
    if answer.verdict == "yes":
        count = len(answer.owners)
        who = "One person holds" if count == 1 else f"{count} people hold"
        return Finding("passed", f"{who} {line} or more and {'is' if count == 1 else 'are'} named.", evidence)
    if not facts.claims.with_role("control"):
        return Finding("unclear", f"Nobody holds {line}, and nobody is named who controls the company.", evidence)
    return Finding("passed", f"Nobody holds {line}; who controls the company is named.", evidence)


def _undecided(facts: Facts, answer: Answer, evidence: dict[str, object]) -> Finding:
    line = f"{Decimal(str(facts.numbers.owner_share)).normalize():f} %"
    start = f"Who holds {line} cannot be told"
    if answer.decides is None:
        return Finding("unclear", f"{start}, and no single share would settle it.", evidence)
    evidence |= {"decides": {"owner": answer.decides.owner, "owned": answer.decides.owned}}
    if answer.decides.owner:
        where = "the applicant" if not answer.decides.owned else "the company above it"
        sentence = f"{start}: proof of {{party}}'s share of {where} would settle it."
        return Finding("unclear", sentence, evidence, party=answer.decides.owner)
    if answer.decides.owned:
        sentence = f"{start}: a list of all who hold shares of {{party}} would settle it."
        return Finding("unclear", sentence, evidence, party=answer.decides.owned)
    return Finding("unclear", f"{start}: a list of all who hold shares of the applicant would settle it.", evidence)


def _lei_status(facts: Facts, entry: LeiEntry, evidence: dict[str, str]) -> Finding:
    company, status = facts.claims.answers.company, entry.registration_status
    if status in GLEIF_GONE or entry.entity_status == "INACTIVE":
        gone = f"GLEIF says that this LEI is no longer in use ({status or entry.entity_status})."
        return Finding("failed", gone, evidence)
    apart = names(company.legal_name, entry.name)
    elsewhere = company.jurisdiction and entry.jurisdiction[:2] != company.jurisdiction[:2]
    if elsewhere or apart == Verdict.DIFFERS:
        other = f"for a company of {entry.jurisdiction}" if elsewhere else "under another name"
        return Finding("failed", f"GLEIF knows this LEI {other}.", evidence)
    if apart in {Verdict.SMALL, Verdict.NOT_COMPARED}:
        return Finding("unclear", "GLEIF knows this LEI under a name that is nearly the same.", evidence)
    if status != "ISSUED":
        why = "was not renewed" if status == "LAPSED" else "is not issued yet"
        return Finding("unclear", f"The LEI names this company, but {why}.", evidence)
    return Finding("passed", "GLEIF names this company by this LEI.", evidence, entry.renews_at)


def _extracts(facts: Facts) -> list[Reading]:
    kinds = {given.document: given.kind for given in facts.claims.documents}
    return [read for document, read in facts.seen.items() if read and kinds.get(document) == "register_extract"]


def _described(facts: Facts, key: str) -> bool:
    said = facts.claims.party(key).said
    return bool(said.name and said.born_on and said.country)


def _gaps(address: Address) -> list[str]:
    needed = {"street": address.lines, "town": address.city, "country": address.country}
    if address.country in WITH_CODE:
        needed["postal code"] = address.postal_code
    return [name for name, said in needed.items() if not said]


def _is_box(address: Address) -> bool:
    said = words(address.lines)
    return bool(said) and ("".join(said[:2]) in {"pobox", "po"} or said[0] in BOXES or said[:3] == ["p", "o", "box"])


def _earliest(said: str) -> str:
    """The first day a date of any precision may mean."""
    return said + "0000-01-01"[len(said) :]


def _latest(said: str) -> str:
    """The last day a date of any precision may mean."""
    if len(said) == len("2021"):
        return f"{said}-12-31"
    if len(said) == len("2021-05"):
        first = date.fromisoformat(f"{said}-28") + timedelta(days=4)
        return (first.replace(day=1) - timedelta(days=1)).isoformat()
    return said
