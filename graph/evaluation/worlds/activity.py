"""Which signals does one planned account leave, day by day?

A line of `signals.ndjson` begins with its time and its id, so lines sort as they stand. Rows are put together by hand:
a serializer for each of millions of exchanges would take most of the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps
from math import exp, log
from random import Random

from msgspec.json import Encoder

from graph.evaluation.worlds.plans import AccountPlan, Card, Phase, Row

type Line = tuple[str, bytes]
"""The day as `2026-11-01`, and a line of that day."""

_DAY = timedelta(days=1)
_CHARACTERS_A_TOKEN = 4.3
_encode = Encoder().encode
_SOURCE = {"payment.used": "billing", "account.registered": "signup"}


@dataclass(slots=True)
class Diary:
    """One account between two times.

    `pace`: a factor on everybody's requests; `prompts`: the share of exchanges that carry their prompt.
    """

    plan: AccountPlan
    since: datetime
    until: datetime
    rng: Random
    pace: float = 1.0
    prompts: float = 1.0
    _number: int = 0

    def lines(self) -> Iterator[Line]:
        """Every signal, in no order that matters."""
        if self.since <= self.plan.created_at < self.until:
            yield self._line(self.plan.created_at, "account.registered", dumps(self._signup()).encode())
        yield from self._payments()
        for phase in self.plan.phases:
            yield from self._phase(phase)

    def _line(self, at: datetime, kind: str, body: bytes) -> Line:
        self._number += 1
        stamp = f"{at:%Y-%m-%dT%H:%M:%S}Z"
        account, source = self.plan.account, _SOURCE.get(kind, "gateway")
        head = f'{{"time":"{stamp}","id":"{account}-{self._number}","specversion":"1.0","source":"/{source}/simulated",'
        return stamp[:10], f'{head}"type":"{kind}","subject":"{account}","data":'.encode() + body + b"}\n"

    def _signup(self) -> Row:
        plan = self.plan
        shown = {
            "email": plan.email,
            "phone": plan.phone,
            "name": plan.name,
            "country": plan.country,
            "address": plan.street,
            "plan": plan.plan,
            "program": plan.program,
            "ip": plan.phases[0].where(self.rng, plan.created_at) if plan.phases else None,
            "device_id": plan.devices[0] if plan.devices else None,
        }
        return {key: value for key, value in shown.items() if value}

    # -- payments

    def _payments(self) -> Iterator[Line]:
        billing, rng = self.plan.billing, self.rng
        if not billing.cards:
            return
        begin = max(self.plan.created_at, self.since)
        fresh = self.plan.created_at >= self.since
        wait = rng.uniform(0.001, 1.5) if fresh else rng.uniform(0, billing.every_days)
        at = begin + timedelta(days=wait)
        while at < self.until:
            yield from self._payment(rng.choice(billing.cards), at)
            at += timedelta(days=billing.every_days * rng.uniform(0.6, 1.4))

    def _payment(self, card: Card, at: datetime) -> Iterator[Line]:
        billing, rng = self.plan.billing, self.rng
        draw = rng.random()
        outcome = "failed" if draw < billing.failed else "succeeded"
        yield self._line(at, "payment.used", self._paid(card, outcome))
        later = at + timedelta(days=rng.uniform(5, 25))
        if outcome == "succeeded" and later < self.until and (card.disputed or draw > 1 - billing.refunded):
            yield self._line(later, "payment.used", self._paid(card, "disputed" if card.disputed else "refunded"))

    def _paid(self, card: Card, outcome: str) -> bytes:
        body = {
            "fingerprint": card.fingerprint,
            "method": card.method,
            "bin": card.bin,
            "issuer_country": card.issuer_country,
            "funding": card.funding,
            "payer_name": card.payer_name,
            "amount": self.plan.billing.amount,
            "currency": self.plan.billing.currency,
            "outcome": outcome,
        }
        return dumps({key: value for key, value in body.items() if value is not None}).encode()

    # -- exchanges

    def _phase(self, phase: Phase) -> Iterator[Line]:
        begin, end = max(phase.since, self.plan.created_at, self.since), min(phase.until, self.until)
        if begin >= end:
            return
        midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        while midnight < end:
            yield from self._day(phase, midnight, (begin, end))
            midnight += _DAY

    def _day(self, phase: Phase, midnight: datetime, within: tuple[datetime, datetime]) -> Iterator[Line]:
        rng, clock = self.rng, phase.clock
        if phase.active < 1.0 and rng.random() >= phase.active:
            return
        mean = phase.requests_per_day * clock.weekdays[midnight.weekday()] / phase.active
        count = poisson(mean * self.pace, rng)
        seconds = sorted([clock.second_of_day(rng) for _ in range(count)])
        seen, devices = ("", ""), phase.devices or self.plan.devices
        for second in seconds:
            at = midnight + timedelta(seconds=second)
            if not within[0] <= at < within[1]:
                continue
            address = phase.where(rng, at)
            if not self.plan.api_only and address != seen[0]:
                device = rng.choice(devices) if devices else seen[1]
                seen = (address, device)
                yield self._line(at, "session.seen", self._session(address, device))
            yield self._exchange(phase, at, address)

    def _session(self, address: str, device: str) -> bytes:
        plan = self.plan
        tls = f',"tls_fingerprint":"{plan.tls}"' if plan.tls else ""
        agent = f',"user_agent":"{plan.user_agent}"' if plan.user_agent else ""
        shown = f',"device_id":"{device}"' if device else ""
        return f'{{"ip":"{address}"{shown}{tls}{agent},"purpose":"access"}}'.encode()

    def _exchange(self, phase: Phase, at: datetime, address: str) -> Line:
        rng, tokens = self.rng, phase.tokens
        answered = int(exp(log(tokens.output) + tokens.spread * rng.gauss(0.0, 1.0))) + 1
        if self.prompts >= 1.0 or rng.random() < self.prompts:
            prompt = phase.ask(rng, at)
            asked = int(len(prompt) / _CHARACTERS_A_TOKEN) + tokens.context
            text = b',"prompt":' + _encode(prompt)
        else:
            asked, text = int(rng.uniform(30, 130)) + tokens.context, b""
        where = f',"ip":"{address}"' if self.plan.api_only else ""
        lengths = f'"input_tokens":{asked},"output_tokens":{answered}{where}'
        body = f'{{"model":"{phase.model(rng, at)}",{lengths}'.encode() + text + b"}"
        return self._line(at, "exchange.made", body)


def poisson(mean: float, rng: Random) -> int:
    """A Poisson number: Knuth's product of uniforms, and the normal approximation from 30 on."""
    if mean > 30.0:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    product, count, limit = rng.random(), 0, exp(-mean)
    while product > limit:
        product, count = product * rng.random(), count + 1
    return count
