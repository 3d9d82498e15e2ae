"""What would make a ring harder to see? The same style, bent in one respect each."""

from dataclasses import replace

from graph.evaluation.worlds.hostile.styles import Access, Cards, Egress, Identity, Life, RingStyle


def mostly_mundane(style: RingStyle) -> RingStyle:
    """About 65 % ordinary questions."""
    return replace(style, work=replace(style.work, mundane=(0.5, 0.8)))


def covered(style: RingStyle) -> RingStyle:
    """85 % ordinary questions, more or less."""
    return replace(style, work=replace(style.work, mundane=(0.82, 0.88)))


def faint(style: RingStyle) -> RingStyle:
    """About 18 requests an account in six weeks; nobody is banned, bought or in a hurry."""
    work = replace(style.work, requests_per_day=18 / 42, spread=0.3, active=0.35)
    return replace(style, work=work, life=Life(oldest_days=400, waves=40, aged=0.0))


def apart(style: RingStyle) -> RingStyle:
    """No two accounts share a card, a device, a mail domain, a company or an address of the ring's own.

    What strangers share (a carrier, a VPN exit, a public mail provider) they may share as strangers do.
    """
    identity = Identity(Cards.OWN, disposable=0.0, private=0.0, recruited=style.identity.recruited)
    return replace(style, identity=identity, access=Access(Egress.HOMES))
