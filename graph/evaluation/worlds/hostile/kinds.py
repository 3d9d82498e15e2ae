"""What is each sort of ring like? Tables of `RingStyle` in shapes that providers have published, and harder ones."""

from dataclasses import replace

from graph.evaluation.worlds.hostile.styles import Access, Cards, Egress, Hours, Identity, Life, RingStyle, Work
from graph.evaluation.worlds.ownership import ShellStyle
from graph.evaluation.worlds.texts import KitStyle

SLOW = RingStyle(
    kit=KitStyle(families=40, each=12),
    identity=Identity(Cards.THREES),
    access=Access(Egress.RESIDENTIAL, at_home=0.5),
    work=Work(requests_per_day=1.2, mundane=(0.2, 0.7), jump=0.5),
    life=Life(aged=0.15),
)
"""Little for each account, for a long time; cards in threes, homes that a proxy sells."""
PATIENT = RingStyle(
    kit=KitStyle(families=40, each=10, paraphrase=0.15),
    identity=Identity(Cards.POOL, shells=ShellStyle(), private=0.5, recruited=0.4),
    access=Access(Egress.DATACENTRE, to_an_account=0.4, at_home=0.6),
    work=Work(requests_per_day=2.0, mundane=(0.3, 0.7), hours=Hours.SHIFTS),
    life=Life(days=30, oldest_days=200),
)
"""Shell companies with one owner and card pools; shifts, datacentres."""
STEADY = RingStyle(
    kit=KitStyle(families=60, each=15, paraphrase=0.1, drift=0.3, drifts_by="day"),
    identity=Identity(Cards.FRESH_IN_BIN, to_a_device=4, disposable=0.3),
    access=Access(Egress.RESIDENTIAL, to_an_account=0.5, by_request=False),
    work=Work(requests_per_day=2.2, mundane=(0.2, 0.6), jump=0.6),
    life=Life(aged=0.1, second_pool=0.3),
    cell=25.0,
)
"""Fresh virtual cards inside one BIN, four accounts to a device; a second pool soon after a ban."""
FAST = RingStyle(
    kit=KitStyle(families=12),
    identity=Identity(Cards.POOL, funding=("prepaid", "virtual", "debit"), disposable=0.4),
    access=Access(Egress.SUBNET, to_an_account=0.5, at_home=0.1),
    work=Work(requests_per_day=6.0, mundane=(0.0, 0.3), hours=Hours.CLOCK, active=1.0, api_only=0.5),
    life=Life(days=17, waves=2, oldest_days=25, aged=0.0),
    cell=30.0,
)
"""Few accounts, much each, one block of addresses, round the clock."""
BURST = RingStyle(
    kit=KitStyle(families=8),
    identity=Identity(Cards.THREES, disposable=0.3),
    access=Access(Egress.DATACENTRE, to_an_account=0.3, at_home=0.3),
    work=Work(requests_per_day=18.0, mundane=(0.0, 0.4), active=1.0, jump=0.8, api_only=0.3),
    life=Life(days=2, waves=4, oldest_days=60, aged=0.2),
)
"""Everything within two days, from accounts that slept until then."""
HYDRA = RingStyle(
    kit=KitStyle(families=50, each=8, paraphrase=0.2),
    identity=Identity(Cards.POOL, recruited=0.3, to_a_device=3),
    access=Access(Egress.VPN, to_an_account=0.5, by_request=True, at_home=0.2),
    work=Work(requests_per_day=2.5, mundane=(0.1, 0.4), hydra=0.5),
    life=Life(second_pool=0.4, banned_at=0.5),
    cell=20.0,
)
"""A proxy network that sells access: half of what it sends are unrelated customers' requests."""
LAZY = replace(
    SLOW,
    kit=KitStyle(families=20),
    access=Access(Egress.SUBNET, to_an_account=0.5, at_home=0.3),
    work=Work(requests_per_day=1.6, mundane=(0.1, 0.5)),
)
"""Shared cards and one subnet, the same wordings for everybody: what a detector must find."""

HOLLOW = RingStyle(
    kit=KitStyle(families=60, each=12, paraphrase=0.3),
    identity=Identity(Cards.OWN, disposable=0.05, private=0.0, recruited=0.3),
    access=Access(Egress.HOMES),
    work=Work(requests_per_day=1.2, mundane=(0.5, 0.85)),
    life=Life(oldest_days=300, waves=40, aged=0.3),
)
"""Nothing is shared: own cards, own homes, up to 85 % ordinary questions."""
POLYGLOT = replace(
    SLOW,
    kit=KitStyle(families=60, each=10, languages=("en", "en", "de", "es", "fr"), paraphrase=0.25, shuffled=True),
    access=Access(Egress.VPN, at_home=0.5),
)
"""Orders in four languages, their parts in another order each time."""
DRIFTING = replace(
    STEADY,
    kit=KitStyle(families=40, each=10, drift=0.6, drifts_by="account", paraphrase=0.2, pool=4_000),
    access=Access(Egress.RESIDENTIAL, by_request=True, at_home=0.3),
)
"""Every account words the same four thousand problems in its own way, from another home each time."""
OWNERLESS = replace(
    PATIENT, identity=Identity(Cards.THREES, shells=ShellStyle(closed=True, unknown=0.3, agents=3), recruited=0.5)
)
"""Companies held by a ring of holdings that owns itself; people passed the check for money."""
