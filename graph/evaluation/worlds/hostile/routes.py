"""From which addresses does a cell work? Pools in datacentres, at VPN exits, in homes that a proxy sells."""

from dataclasses import dataclass

from graph.evaluation.worlds import where
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.hostile.styles import Access, Egress
from graph.evaluation.worlds.plans import Where
from graph.evaluation.worlds.room import Room


@dataclass(frozen=True, slots=True)
class Route:
    """One cell's addresses and how they are dealt out."""

    room: Room
    style: Access
    pool: list[str]

    @classmethod
    def of(cls, room: Room, style: Access, country: Country, size: int, subnet: list[str]) -> "Route":
        """A cell's pool; `subnet` is the ring's own block."""
        return cls(room, style, _pool(room, style, country, max(2, round(size * style.to_an_account)), subnet))

    def where(self, seat: int, home: Where) -> Where:
        """How the account with that number moves; `home` is where an ordinary person in its place would be."""
        if not self.pool:
            return home
        few = self._few()
        if self.style.by_request:
            route = where.by_request(few)
        elif self.style.egress is Egress.RESIDENTIAL:
            route = where.in_turn(few, seat)
        else:
            route = where.by_day(few, self.room.salt)
        return where.mostly(route, home, self.style.at_home) if self.style.at_home else route

    def _few(self) -> list[str]:
        """An account keeps to a few of the cell's addresses, as people do."""
        rng = self.room.rng
        return rng.sample(self.pool, min(len(self.pool), rng.choice((1, 1, 2, 2, 3, 4))))


def _pool(room: Room, style: Access, country: Country, count: int, subnet: list[str]) -> list[str]:
    rng, commons = room.rng, room.commons
    if style.egress is Egress.HOMES:
        return []
    if style.egress is Egress.VPN:
        return rng.choices(commons.exits, k=count)
    if style.egress is Egress.SUBNET:
        return rng.sample(subnet, min(count, len(subnet)))
    if style.egress is Egress.DATACENTRE:
        return [rng.choice(commons.clouds), *room.subnet(count, hosting=True)]
    sold = rng.choices(commons.proxied_homes, k=count // 2 + 1)
    return [*sold, *(room.home(country.code) for _ in range(count // 2))]
