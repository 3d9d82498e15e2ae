"""How does a plan look in the files of a dataset folder (INTERFACES section 2)?"""

from datetime import datetime

from graph.evaluation.worlds.plans import AccountPlan, Row


def account_row(plan: AccountPlan) -> Row:
    """A line of `accounts.jsonl`; the time comes first, so lines sort by it."""
    return {
        "created_at": stamp(plan.created_at),
        "account": plan.account,
        "country": plan.country,
        "email": plan.email,
        "phone": plan.phone or None,
        "contact_name": plan.name or None,
        "address": plan.street or None,
        "legal_entity": plan.entity,
        "plan": plan.plan,
        "program": plan.program,
        "verified_at": stamp(plan.verified_at) if plan.verified_at else None,
        "declared_accounts": plan.declared_accounts,
        "declared_requests_per_day": plan.declared_requests_per_day,
    }


def truth_row(plan: AccountPlan, shape: str) -> Row:
    """What is true of an account in `truth.json`; `shape`: the part of the preset that it is of."""
    return {
        "label": "distillation" if plan.operator else "benign",
        "kind": plan.kind,
        "operator": plan.operator,
        "cell": plan.cell,
        "benign_group": plan.benign_group,
        "shape": shape,
        "mundane": None if plan.mundane is None else round(plan.mundane, 3),
    }


def stamp(at: datetime) -> str:
    """A time in UTC as the files hold it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"
