"""May this applicant be approved at a tier, or what is missing? Checks and documents, by policy. Pure."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from accounts.onboarding.checks import BY_KEY, ORDER
from accounts.onboarding.claims import Claims
from accounts.onboarding.needs import needs_of
from accounts.policy.defaults import Onboarding

WORST_FIRST: Final = ("failed", "pending", "unclear", "passed")


class Row(NamedTuple):
    """A current check, as it is weighed here."""

    check: str
    what: str
    subject: str
    result: str
    sentence: str


class Need(NamedTuple):
    """One need of a tier: its key (of a check, or `document.<kinds>`), its name, and how it stands.

    `result`: that of a check, the worst of several; `absent` where there is nothing. `sentence` says why.
    """

    key: str
    label: str
    result: str
    sentence: str = ""
    check: str = ""


class Standing(NamedTuple):
    """What of a tier's needs is proven, what is missing, and which other checks speak against the applicant."""

    tier: str
    passed: tuple[Need, ...]
    missing: tuple[Need, ...]
    against: tuple[Need, ...]

    @property
    def complete(self) -> bool:
        """Nothing that the tier needs is missing."""
        return not self.missing

    @property
    def sentence(self) -> str:
        """For the reviewer: what is missing, or that nothing is."""
        if self.complete:
            return f"Everything the {self.tier} tier needs is there."
        return f"The {self.tier} tier needs: {', '.join(f'{one.label} ({one.result})' for one in self.missing)}."


def standing_of(claims: Claims, numbers: Onboarding, tier: str, rows: Sequence[Row]) -> Standing:
    """How an application stands towards a tier, in the order of the checks."""
    needs = needs_of(claims, numbers, tier)
    checks = [_need(key, rows) for key in sorted(needs.checks, key=lambda key: ORDER.get(key, len(ORDER)))]
    given = {one.kind for one in claims.documents}
    papers = [_paper(kinds, given) for kinds in needs.documents]
    against = [
        Need(row.what, BY_KEY[row.what].label, row.result, row.sentence, row.check)
        for row in sorted(rows, key=lambda row: ORDER[row.what])
        if row.result == "failed" and row.what not in needs.checks
    ]
    wanted = (*checks, *papers)
    return Standing(
        tier,
        tuple(need for need in wanted if need.result == "passed"),
        tuple(need for need in wanted if need.result != "passed"),
        tuple(against),
    )


def _need(key: str, rows: Sequence[Row]) -> Need:
    found = sorted((row for row in rows if row.what == key), key=lambda row: WORST_FIRST.index(row.result))
    label = BY_KEY[key].label if key in BY_KEY else key
    if not found:
        return Need(key, label, "absent")
    return Need(key, label, found[0].result, found[0].sentence, found[0].check)


def _paper(kinds: str, given: set[str]) -> Need:
    label = " or ".join(kind.replace("_", " ") for kind in kinds.split("|"))
    there = not given.isdisjoint(kinds.split("|"))
    return Need(f"document.{kinds}", label, "passed" if there else "absent")
