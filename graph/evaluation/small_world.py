"""What does a newcomer see first? A small world with a truth, written as a dataset folder (INTERFACES section 2).

Deterministic by seed and end; the same files as any customer would bring.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from graph.evaluation.plans import AccountPlan, Supply, WorldPlan
from graph.evaluation.populations import agency, cafe, campus, firm, individuals
from graph.evaluation.rings import larkspur, slow_ring

Row = dict[str, Any]


def plan_world(seed: int, until: datetime, *, days: int = 42, scale: float = 1.0) -> WorldPlan:
    """Everybody in the small world; `scale` 1.0 is about 420 accounts."""
    world = WorldPlan(until=until, days=days)
    supply = Supply(Random(seed))  # noqa: S311 - a simulated world, nothing secret
    individuals(world, supply, round(230 * scale))
    cafe(world, supply, round(24 * scale))
    campus(world, supply, round(64 * scale))
    agency(world, supply, round(18 * scale))
    firm(world, supply, round(14 * scale))
    larkspur(world, supply, round(48 * scale))
    slow_ring(world, supply, round(24 * scale))
    return world


def write_world(folder: Path, seed: int, until: datetime, *, scale: float = 1.0) -> WorldPlan:
    """Write `accounts entities persons` as JSON Lines, `signals.ndjson` sorted by time, and `truth.json`."""
    return write_plan(folder, plan_world(seed, until, scale=scale), seed)


def write_plan(folder: Path, world: WorldPlan, seed: int) -> WorldPlan:
    """Write any planned world in the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "accounts.jsonl", (_account_row(plan) for plan in world.accounts))
    _write_lines(folder / "entities.jsonl", world.entities)
    _write_lines(folder / "persons.jsonl", world.persons)
    signals = [row for plan in world.accounts for row in _signals(plan, world, seed)]
    _write_lines(folder / "signals.ndjson", sorted(signals, key=lambda row: (row["time"], row["id"])))
    (folder / "truth.json").write_text(json.dumps({"accounts": {p.account: _truth(p) for p in world.accounts}}))
    return world


def _write_lines(path: Path, rows: Iterator[Row] | list[Row]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _account_row(plan: AccountPlan) -> Row:
    return {
        "account": plan.account,
        "created_at": _stamp(plan.created_at),
        "country": plan.country,
        "email": plan.email,
        "phone": plan.phone,
        "contact_name": plan.name,
        "address": plan.street,
        "legal_entity": plan.entity,
        "plan": plan.plan,
        "program": plan.program,
        "verified_at": _stamp(plan.verified_at) if plan.verified_at else None,
        "declared_accounts": plan.declared_accounts,
    }


def _truth(plan: AccountPlan) -> Row:
    return {
        "label": "distillation" if plan.operator else "benign",
        "kind": plan.kind,
        "operator": plan.operator,
        "cell": plan.cell,
        "benign_group": plan.benign_group,
    }


def _signals(plan: AccountPlan, world: WorldPlan, seed: int) -> Iterator[Row]:
    rng = Random(f"{seed}/{plan.account}")  # noqa: S311 - a simulated world, nothing secret
    number = 0

    def event(kind: str, at: datetime, body: Row) -> Row:
        nonlocal number
        number += 1
        return {
            "specversion": "1.0",
            "id": f"{plan.account}-{number}",
            "source": f"/{_source_of(kind)}/demo",
            "type": kind,
            "subject": plan.account,
            "time": _stamp(at),
            "data": body,
        }

    start = max(plan.created_at, world.since)
    yield event("account.registered", start, {"email": plan.email, "country": plan.country, "ip": plan.addresses[0]})
    yield from _payments(plan, rng, start, world.until, event)
    day = start
    while day < world.until:
        yield from _day(plan, rng, day, world.until, event)
        day += timedelta(days=1)


def _source_of(kind: str) -> str:
    return {"payment.used": "billing", "exchange.made": "gateway", "session.seen": "gateway"}.get(kind, "signup")


def _payments(plan: AccountPlan, rng: Random, start: datetime, until: datetime, event: Any) -> Iterator[Row]:
    at = start + timedelta(minutes=rng.randint(2, 200))
    while plan.cards and at < until:
        card = rng.choice(plan.cards)
        body = {"fingerprint": card, "method": "card", "amount": plan.amount, "currency": "USD", "outcome": "succeeded"}
        yield event("payment.used", at, body)
        at += timedelta(days=rng.uniform(12, 30))


def _day(plan: AccountPlan, rng: Random, day: datetime, until: datetime, event: Any) -> Iterator[Row]:
    count = _poisson(plan.requests_per_day, rng)
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = plan.hours
    times = sorted(midnight + timedelta(hours=rng.uniform(first, last)) for _ in range(count))
    for index, at in enumerate(time for time in times if plan.created_at < time < until):
        if index == 0:
            seen = {"ip": rng.choice(plan.addresses), "device_id": rng.choice(plan.devices), "purpose": "access"}
            yield event("session.seen", at, seen)
        tokens = {"input_tokens": rng.randint(40, 400), "output_tokens": rng.randint(80, 1900)}
        yield event("exchange.made", at, {"model": plan.model, "prompt": plan.ask(rng), **tokens})


def _poisson(mean: float, rng: Random) -> int:
    """Knuth's product of uniforms; means here stay below ten."""
    product, count, limit = rng.random(), 0, 2.718281828 ** -min(mean, 20.0)
    while product > limit:
        product, count = product * rng.random(), count + 1
    return count


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
