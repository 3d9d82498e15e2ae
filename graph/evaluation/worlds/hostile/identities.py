"""Who do a ring's accounts claim to be, and what do they share? Cards, devices, mail, companies."""

from dataclasses import dataclass, field, replace
from random import Random

from graph.evaluation.worlds import people
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.hostile.styles import Cards, Identity
from graph.evaluation.worlds.plans import AccountPlan, Card, Row
from graph.evaluation.worlds.room import Room

_THREE = 3


@dataclass(slots=True)
class Wallet:
    """What one cell pays with; `bin_` is the operator's."""

    room: Room
    style: Identity
    country: Country
    bin_: str
    size: int
    funding: str
    dealt: list[Card] = field(default_factory=list)

    def cards_for(self, seat: int) -> list[Card]:
        """The cards of the account with that number in the cell."""
        mode, rng = self.style.cards, self.room.rng
        if mode is Cards.POOL:
            pool = self._at_least(2 + self.size // 8)
            return rng.sample(pool, min(len(pool), 2))
        if mode is Cards.THREES:
            return [self._at_least(seat // _THREE + 1)[seat // _THREE]]
        return [self._fresh()]

    def _at_least(self, count: int) -> list[Card]:
        while len(self.dealt) < count:
            self.dealt.append(self._fresh())
        return self.dealt

    def _fresh(self) -> Card:
        if self.style.cards is Cards.FRESH_IN_BIN:
            return self.room.card_in(self.bin_, self.country.code, "virtual")
        return self.room.card(self.country.code, self.funding)


@dataclass(slots=True)
class Front:
    """What the accounts of one cell show: payment, devices, a mail domain, a company."""

    style: Identity
    wallet: Wallet
    domain: str | None
    shell: Row | None
    devices: list[str]

    @classmethod
    def of(cls, room: Room, style: Identity, wallet: Wallet, shell: Row | None) -> "Front":
        """A cell's front."""
        desks = -(-wallet.size // style.to_a_device) if style.to_a_device else 0
        return cls(style, wallet, _mail(room.rng, style), shell, [room.device() for _ in range(desks)])

    def dress(self, plan: AccountPlan, seat: int) -> None:
        """Give the account with that number what its cell shares."""
        rng = self.wallet.room.rng
        if plan.billing.cards and self.style.cards is not Cards.OWN:
            plan.billing = replace(plan.billing, cards=self.wallet.cards_for(seat))
        if self.devices:
            plan.devices = [self.devices[seat // self.style.to_a_device]]
        if self.domain:
            plan.email = people.mailbox(plan.name, self.domain, rng)
        if rng.random() < self.style.recruited:
            plan.verified_at = plan.created_at
        if self.shell:
            plan.entity, plan.plan = str(self.shell["id"]), "business"
            plan.street = str(self.shell["registered_address"])


def _mail(rng: Random, style: Identity) -> str | None:
    draw = rng.random()
    if draw < style.disposable:
        return rng.choice(people.DISPOSABLE_MAIL)
    return people.private_domain(rng) if draw < style.disposable + style.private else None
