"""What does a check look at? Everything that was found out about an application, without a verdict. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from accounts.onboarding.claims import Claims, NamedParty
from accounts.onboarding.reading import Reading
from accounts.policy.defaults import Onboarding

type Verdict = Literal["passed", "failed", "unclear", "pending"]

NOT_READ = Reading()
IDENTITY_KINDS = frozenset({"passport", "identity_card", "residence_permit"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says. The sentence names nobody: `{party}` stands for the party it is about.

    `evidence` holds ids, masks, counts and dates. `about` is what was looked at, in the clear: it is kept as a keyed
    hash alone, so that a person's word on one number is not taken for a word on the next. `subject` tells several rows
    of one check apart: the key of a party or the id of a document.
    """

    result: Verdict
    sentence: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    valid_until: datetime | None = None
    provider: str = "kycrisk"
    party: str = ""
    subject: str = ""
    about: str = ""


class LeiEntry(NamedTuple):
    """A legal entity as GLEIF names it."""

    name: str
    jurisdiction: str
    register_number: str
    entity_status: str
    registration_status: str
    renews_at: datetime | None


class Confirmed(NamedTuple):
    """An address or a domain somebody showed to control, when and how (`link` or `file`)."""

    at: datetime
    how: str


class Likeness(NamedTuple):
    """Something of this application that another one has too.

    `what`: `company`, `person`, `paper` (a document number) or `file`. `same_person`: the other is about the same
    person; None when it is about nobody or cannot be told. `other_paper`: the two show different documents.
    """

    what: str
    application: str
    state: str
    party: str = ""
    same_company: bool = False
    same_person: bool | None = None
    other_paper: bool = False


class Proof(NamedTuple):
    """What the last session with a verifier came to; `reason`: a code of the service, or why it was not reached."""

    provider: str
    result: Verdict
    at: datetime
    session: str
    reason: str = ""
    finished: bool = True


class OtherUse(NamedTuple):
    """The same person proved another organisation then."""

    application: str
    at: datetime


def emails_of(claims: Claims) -> tuple[str, ...]:
    """The applicant's addresses in small letters: first their own, then whom sales wrote to."""
    own = [party.said.email for party in claims.with_role("applicant")]
    said = [claims.answers.company.email, *own, claims.answers.contact_email]
    return tuple(dict.fromkeys(email.casefold() for email in said if email))


@dataclass(frozen=True)
class Facts:
    """Everything the rules read.

    By party key: `proofs`, `other_uses`, and `allowed`, who may stand for several organisations. By document id:
    `seen`, what a person read there. By e-mail address: `confirmed`, and `asked`, when a link was sent.
    `at_address`: other applications there. `register`: what a person read in the register itself.
    """

    claims: Claims
    numbers: Onboarding
    now: datetime
    missing: tuple[str, ...] = ()
    missing_words: tuple[str, ...] = ()
    lei: LeiEntry | None = None
    lei_file_of: datetime | None = None
    confirmed: Mapping[str, Confirmed] = field(default_factory=dict)
    asked: Mapping[str, datetime] = field(default_factory=dict)
    domain_file: Confirmed | None = None
    at_address: tuple[str, ...] = ()
    companies_at_address: int = 0
    alike: tuple[Likeness, ...] = ()
    seen: Mapping[str, Reading] = field(default_factory=dict)
    register: Reading = NOT_READ
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    other_uses: Mapping[str, OtherUse] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def emails(self) -> tuple[str, ...]:
        """The applicant's addresses: first the one that is theirs by their own word, then whom sales wrote to."""
        return emails_of(self.claims)

    def to_be_identified(self) -> tuple[NamedParty, ...]:
        """Who must prove who they are: whoever applies or signs."""
        signs = {"representative", "applicant"}
        people = (party for party in self.claims.parties if party.kind == "person")
        return tuple(party for party in people if not signs.isdisjoint(party.roles))
