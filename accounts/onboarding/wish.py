"""Which applications does somebody ask for? A filter as it stands in an address; unknown words are left aside.

What was typed to search by may be a person's name, so it stands there veiled: addresses end up in logs and histories.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from accounts.onboarding.board import STAGES
from kycrisk.lib.vault import Unreadable, unveil, veil

CONTEXT = "applications.search"
LONGEST = 200
SORTS: dict[str, tuple[str, ...]] = {
    "company": ("company_name", "id"),
    "country": ("country", "company_name", "id"),
    "plan": ("plan", "company_name", "id"),
    "since": ("state_since", "id"),
    "created": ("created_at", "id"),
    "steps": ("steps_done", "id"),
}
FIRST = "-created"
# To choose from; systems of others may start applications for plans of their own.
PLANS = ("individual", "business", "enterprise")


@dataclass(frozen=True, slots=True)
class Wish:
    """`mine`: only those the visitor brings in; `sort`: a key of SORTS, with `-` the other way round."""

    mine: bool = False
    stuck: bool = False
    plan: str = ""
    stage: str = ""
    words: str = ""
    sort: str = FIRST

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wish":
        """From the address."""
        sort, stage, plan = (asked.get(name, "")[:40] for name in ("sort", "stage", "plan"))
        return cls(
            mine=asked.get("mine") == "1",
            stuck=asked.get("stuck") == "1",
            plan=plan if plan.isprintable() else "",
            stage=stage if stage in STAGES else "",
            words=unveiled(asked.get("q", "")),
            sort=sort if sort.removeprefix("-") in SORTS else FIRST,
        )

    @property
    def is_filtered(self) -> bool:
        """Is anything left out?"""
        return bool(self.mine or self.stuck or self.plan or self.stage or self.words)

    @property
    def veiled(self) -> str:
        """The words as they stand in an address."""
        return veil(self.words, context=CONTEXT) if self.words else ""

    @property
    def order(self) -> list[str]:
        """The columns to order by."""
        turned = self.sort.startswith("-")
        return [f"-{name}" if turned else name for name in SORTS[self.sort.removeprefix("-")]]

    def query(self, page: int = 1, **changes: str | bool) -> str:
        """The same with some things changed, as the end of an address: `?mine=1&sort=company`."""
        wish = replace(self, **changes)  # type: ignore[arg-type]
        asked = {
            "mine": "1" if wish.mine else "",
            "stuck": "1" if wish.stuck else "",
            "plan": wish.plan,
            "stage": wish.stage,
            "q": wish.veiled,
            "sort": "" if wish.sort == FIRST else wish.sort,
            "page": str(page) if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def unveiled(text: str) -> str:
    """What was searched for; nothing for what is none of ours."""
    try:
        return unveil(text, context=CONTEXT) if text else ""
    except Unreadable:
        return ""
