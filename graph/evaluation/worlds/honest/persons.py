"""What is a single honest customer like? The person behind every account that no company planned."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from graph.evaluation.worlds import clocks, models, people, where
from graph.evaluation.worlds.clocks import Clock
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.plans import AccountPlan, Ask, Billing, Phase, Tokens, Where, Which
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import (
    ANYTHING,
    LEARNING,
    PROGRAMMING,
    TEACHING,
    THINKING,
    WORKING,
    WRITING,
    Taste,
    any_of,
    conversation,
    sometimes,
)
from graph.evaluation.worlds.texts.lessons import own_wording

PLATFORMS = (
    "Mozilla/5.0 (Windows NT 10.0)",
    "Mozilla/5.0 (Macintosh)",
    "Mozilla/5.0 (X11; Linux)",
    "Mozilla/5.0 (iPhone)",
)
TLS_STACKS = tuple(f"t13d{1000 + number}h2_8daaf6152771_{number * 7919:012x}" for number in range(60))
"""Unusual client software; that of everybody's browser is not written down."""

_TASTES = (
    ANYTHING,
    PROGRAMMING,
    PROGRAMMING,
    LEARNING,
    TEACHING,
    TEACHING,
    THINKING,
    THINKING,
    WRITING,
    WRITING,
    WORKING,
)


@dataclass(frozen=True, slots=True)
class PersonStyle:
    """Rates of a population's habits: shares of persons, days, and the middle and spread of requests per day."""

    newest_days: float = 2
    oldest_days: float = 500
    recent: float = 0.55
    recent_days: float = 60
    requests_per_day: float = 1.2
    spread: float = 1.3
    disposable: float = 0.08
    own_domain: float = 0.14
    prepaid: float = 0.06
    virtual: float = 0.18
    unpaid: float = 0.15
    vpn: float = 0.1
    cloud: float = 0.08
    mobile: float = 0.65
    renewed: float = 0.45
    abroad: float = 0.25
    app: float = 0.4
    chats: float = 0.45
    public: float = 0.12
    proxied: float = 0.04
    business: float = 0.12
    verified: float = 0.3
    api_only: float = 0.06
    tls: float = 0.2
    saved: float = 0.35
    tastes: tuple[Taste, ...] = _TASTES


def person(room: Room, style: PersonStyle, *, kind: str, country: Country | None = None) -> AccountPlan:
    """One person with a card, a device and a home of their own, and habits drawn from the style."""
    rng, place = room.rng, country or room.country()
    name, code = people.full_name(rng), place.code
    plan = AccountPlan(
        account=room.account(),
        created_at=opened(room, style),
        country=code,
        email=people.mailbox(name, mail_domain(rng, style), rng),
        kind=kind,
        phases=[],
        name=name,
        phone=room.phone(code) if rng.random() < 0.7 else "",
        street=room.street(code) if rng.random() < 0.8 else "",
        plan="business" if rng.random() < style.business else "individual",
        billing=billing(room, style, code),
        devices=[room.device() for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))],
        tls=rng.choice(TLS_STACKS) if rng.random() < style.tls else None,
        user_agent=rng.choice(PLATFORMS),
        api_only=rng.random() < style.api_only,
    )
    if rng.random() < style.verified:
        plan.verified_at = plan.created_at
    plan.phases = [habit(room, style, place)]
    return plan


def opened(room: Room, style: PersonStyle) -> datetime:
    """Some accounts are recent in every population, the rest spread over the years."""
    recent = room.rng.random() < style.recent
    oldest = min(style.recent_days, style.oldest_days) if recent else style.oldest_days
    return room.created(oldest, style.newest_days)


def mail_domain(rng: Random, style: PersonStyle) -> str:
    """A public provider, a throw-away service or a domain of one's own."""
    draw = rng.random()
    if draw < style.disposable:
        return rng.choice(people.DISPOSABLE_MAIL)
    return people.private_domain(rng) if draw < style.disposable + style.own_domain else rng.choice(people.PUBLIC_MAIL)


def billing(room: Room, style: PersonStyle, country: str) -> Billing:
    """A card as people have them; some never pay, some pay with two."""
    rng = room.rng
    if rng.random() < style.unpaid:
        return Billing()
    draw = rng.random()
    funding = "virtual" if draw < style.virtual else "prepaid" if draw < style.virtual + style.prepaid else ""
    if rng.random() < style.abroad:
        country = room.country().code
    cards = [room.card(country, funding or rng.choice(("credit", "debit"))) for _ in range(rng.choice((1, 1, 1, 2)))]
    return Billing(cards, amount=rng.choice((500, 1_000, 2_000, 2_000, 5_000)), every_days=rng.uniform(10, 35))


def habit(room: Room, style: PersonStyle, place: Country) -> Phase:
    """When, where, how much and what one person asks."""
    rng = room.rng
    taste = rng.choice(style.tastes)
    rate = style.requests_per_day * rng.lognormvariate(0.0, style.spread)
    return Phase(
        since=room.since,
        until=room.until,
        requests_per_day=min(rate, 60.0),
        ask=asking(room, style, taste),
        clock=clock_of(rng, taste, place.utc_offset),
        where=whereabouts(room, style, place),
        model=model_of(room, taste),
        active=rng.choice((1.0, 1.0, 0.75, 0.5, 0.3)),
        tokens=tokens_of(rng, taste),
    )


def asking(room: Room, style: PersonStyle, taste: Taste) -> Ask:
    """Questions to one's taste; many ask through an app that wraps them, or keep a wording of their own."""
    ask = room.commons.library.ask(taste)
    if room.rng.random() < style.chats:
        ask = conversation(ask, room.rng.randint(3, 9))
    draw = room.rng.random()
    if draw < style.app:
        return sometimes(room.app(), ask, room.rng.uniform(0.3, 0.98))
    if draw >= style.app + style.saved:
        return ask
    wordings = tuple(own_wording(room.rng).ask for _ in range(room.rng.choice((1, 1, 2, 3))))
    return sometimes(any_of(wordings), ask, room.rng.uniform(0.15, 0.9))


def clock_of(rng: Random, taste: Taste, utc_offset: int) -> Clock:
    """Evenings, office hours, nights, or a script that never sleeps."""
    if taste is PROGRAMMING:
        hours = rng.choice((clocks.OFFICE, clocks.OFFICE, clocks.NIGHT, clocks.FLAT))
    else:
        hours = rng.choice((clocks.EVENING, clocks.EVENING, clocks.OFFICE, clocks.STUDENT, clocks.NIGHT))
    days = rng.choice((clocks.WORKDAYS, clocks.MOSTLY_WORKDAYS, clocks.EVERY_DAY, clocks.WEEKENDS))
    return Clock(hours, utc_offset, days)


def whereabouts(room: Room, style: PersonStyle, place: Country) -> Where:
    """At home, and as the style has it on the phone, at a café, behind a VPN exit or in a datacentre."""
    rng, commons = room.rng, room.commons
    proxied = rng.random() < style.proxied
    home = rng.choice(commons.proxied_homes) if proxied else room.home(place.code)
    if rng.random() < style.cloud:
        return where.by_day([rng.choice(commons.clouds), room.hosting()], room.salt)
    if rng.random() < style.vpn:
        return where.by_day([home, *rng.choices(commons.exits, k=rng.choice((3, 6, 12)))], room.salt)
    places = [home] * 6
    if rng.random() < style.renewed:
        places = [room.home(place.code) for _ in range(rng.choice((2, 3, 5, 8)))] * 2
    if rng.random() < style.mobile:  # a phone has another address nearly every day
        places += rng.choices(commons.carriers, k=rng.choice((3, 6, 12)))
    if rng.random() < style.public:
        places += [rng.choice(commons.public)]
    return where.by_day(places, room.salt)


def model_of(room: Room, taste: Taste) -> Which:
    """What suits the questions; many try the newest model once it is out."""
    rng = room.rng
    shares = {models.STANDARD: 3.0, models.SMALL: rng.choice((0.0, 1.0, 4.0))}
    shares[models.CODER] = 3.0 if taste is PROGRAMMING else 0.0
    shares[models.REASONER] = rng.choice((0.0, 0.5, 4.0))
    usual = models.mix({name: share for name, share in shares.items() if share})
    if rng.random() < 0.35:
        return usual
    return models.moving(usual, models.NEXT_REASONER, rng.uniform(0.1, 0.9), room.release)


def tokens_of(rng: Random, taste: Taste) -> Tokens:
    """Lengths: files pasted before the question, short or long answers."""
    context = rng.choice((0, 0, 0, 40, 200, 900)) if taste is not PROGRAMMING else rng.choice((0, 300, 1_500))
    return Tokens(context=context, output=250.0 * rng.lognormvariate(0.0, 0.6), spread=rng.uniform(0.4, 1.0))
