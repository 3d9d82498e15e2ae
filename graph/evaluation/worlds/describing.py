"""Does a world give itself away? The separation of hostile from honest accounts by each single feature of an account.

Computed from the files as anybody would read them, not from the plans. A world in which one number alone tells the
rings is no test of a detector.
"""

import json
from datetime import datetime
from pathlib import Path

import numpy as np
from disposable_email_domains import blocklist
from numpy.typing import NDArray

from graph.evaluation.worlds.models import NEXT_REASONER
from graph.evaluation.worlds.observations import Observations, Pairs, observe
from graph.evaluation.worlds.people import PUBLIC_MAIL
from graph.evaluation.worlds.plans import Row
from graph.evaluation.worlds.separation import Flags, Floats, rate_elsewhere, separation

CEILING = 0.8
_SATURDAY = 5


def describe(folder: Path) -> Row:
    """Every feature's separation (AUC), the best first."""
    seen = observe(folder)
    truth = json.loads((folder / "truth.json").read_bytes())["accounts"]
    hostile = np.array([truth[row["account"]]["operator"] is not None for row in seen.accounts], np.bool_)
    found = {name: separation(values, hostile) for name, values in features(seen, hostile).items()}
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {"separation": {name: round(value, 3) for name, value in best}, "ceiling": CEILING}


def features(seen: Observations, hostile: Flags) -> dict[str, Floats]:
    """One number an account for each feature; who has none has -1."""
    return {**_declared(seen, hostile), **_used(seen), **_shared(seen), **_paid(seen), **_repeated(seen)}


def _declared(seen: Observations, hostile: Flags) -> dict[str, Floats]:
    rows = seen.accounts
    domains = [str(row["email"] or "@").rpartition("@")[2] for row in rows]
    countries = {country: number for number, country in enumerate(sorted({str(row["country"]) for row in rows}))}
    latest = max(str(row["created_at"]) for row in rows)
    end = datetime.fromisoformat(latest)
    labels = np.array([countries[str(row["country"])] for row in rows], np.int64)
    return {
        "age of the account": _column([(end - _moment(row["created_at"])).total_seconds() for row in rows]),
        "country": rate_elsewhere(labels, hostile),
        "mailbox at a throw-away domain": _column([domain in blocklist for domain in domains]),
        "mailbox at a public provider": _column([domain in PUBLIC_MAIL for domain in domains]),
        "business plan": _column([row["plan"] == "business" for row in rows]),
        "programme": _column([row["program"] is not None for row in rows]),
        "verified": _column([row["verified_at"] is not None for row in rows]),
        "company named": _column([row["legal_entity"] is not None for row in rows]),
        "accounts declared": _column([row["declared_accounts"] is not None for row in rows]),
        "phone given": _column([row["phone"] is not None for row in rows]),
    }


def _used(seen: Observations) -> dict[str, Floats]:
    sums, days = _Sums(seen), _distinct(seen.days, seen)
    exchanges = sums["exchanges"]
    return {
        "exchanges": exchanges,
        "days with exchanges": days,
        "exchanges a day": _ratio(exchanges, days),
        "share at night (UTC)": _ratio(sums["night"], exchanges),
        "share on weekends": _ratio(_weekend(seen), exchanges),
        "different hours": _distinct(seen.hours, seen),
        "hours for exchanges": _ratio(_distinct(seen.hours, seen), exchanges),
        "input tokens": _ratio(sums["input"], exchanges),
        "output tokens": _ratio(sums["output"], exchanges),
        "output for input": _ratio(sums["output"], sums["input"]),
        "different models": _distinct(seen.models, seen),
        "share at the newest model": _ratio(_count(seen.models, seen, NEXT_REASONER), exchanges),
        "sessions for exchanges": _ratio(sums["sessions"], exchanges),
        "share of short prompts": _ratio(sums["short"], sums["prompts"]),
        "words a prompt": _ratio(sums["words"], sums["prompts"]),
        "share asking for reasons or marks": _ratio(sums["asking"], sums["prompts"]),
    }


def _shared(seen: Observations) -> dict[str, Floats]:
    return {
        "accounts at its busiest address": _company(seen.addresses, seen),
        "accounts at its busiest device": _company(seen.devices, seen),
        "accounts at its busiest card": _company(seen.cards, seen),
        "different addresses": _distinct(seen.addresses, seen),
        "different devices": _distinct(seen.devices, seen),
        "different cards": _distinct(seen.cards, seen),
        "seen in a datacentre": _Sums(seen)["hosted"],
    }


def _paid(seen: Observations) -> dict[str, Floats]:
    sums = _Sums(seen)
    payments = sums["payments"]
    return {
        "payments": payments,
        "amount": _ratio(sums["amount"], payments),
        "virtual cards": _ratio(sums["virtual"], payments),
        "prepaid cards": _ratio(sums["prepaid"], payments),
        "cards from abroad": _ratio(sums["abroad"], payments),
        "payments that failed": _ratio(sums["failed"], payments),
    }


def _repeated(seen: Observations) -> dict[str, Floats]:
    accounts, values = seen.openings.columns()
    openings = np.bincount(accounts, minlength=len(seen.accounts)).astype(float)
    pairs = _pairs(accounts, values)
    users, group = np.unique(pairs[1], return_inverse=True)
    many = (np.bincount(group, minlength=len(users)) > 1)[group]
    common = np.isin(values, pairs[1][many])
    shared = np.bincount(accounts, weights=common, minlength=len(seen.accounts))
    distinct = np.bincount(pairs[0], minlength=len(seen.accounts)).astype(float)
    return {
        "openings that others use": _ratio(shared, openings),
        "openings used again": _ratio(openings - distinct, openings),
    }


class _Sums:
    """Sums by name as arrays."""

    def __init__(self, seen: Observations) -> None:
        self._seen = seen

    def __getitem__(self, name: str) -> Floats:
        return np.frombuffer(self._seen.sums[name], np.float64)


def _column(values: list[float] | list[bool]) -> Floats:
    return np.array(values, np.float64)


def _ratio(of: Floats, by: Floats) -> Floats:
    found: Floats = np.divide(of, by, out=np.full(len(of), -1.0), where=by > 0)
    return found


def _pairs(accounts: NDArray[np.int64], values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each pair once."""
    both = np.unique(np.stack([accounts, values]), axis=1) if len(accounts) else np.empty((2, 0), np.int64)
    return both[0], both[1]


def _distinct(pairs: Pairs, seen: Observations) -> Floats:
    """How many different values each account showed."""
    return np.bincount(_pairs(*pairs.columns())[0], minlength=len(seen.accounts)).astype(float)


def _company(pairs: Pairs, seen: Observations) -> Floats:
    """How many accounts showed the account's most shared value; 0 without any."""
    accounts, values = _pairs(*pairs.columns())
    most = np.zeros(len(seen.accounts))
    if len(values):
        np.maximum.at(most, accounts, np.bincount(values)[values].astype(float))
    return most


def _count(pairs: Pairs, seen: Observations, value: str) -> Floats:
    accounts, values = pairs.columns()
    return np.bincount(accounts[values == pairs.number(value)], minlength=len(seen.accounts)).astype(float)


def _weekend(seen: Observations) -> Floats:
    accounts, values = seen.days.columns()
    free = np.array([_moment(day).weekday() >= _SATURDAY for day in seen.days.names()], np.bool_)
    return np.bincount(accounts[free[values]], minlength=len(seen.accounts)).astype(float)


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
