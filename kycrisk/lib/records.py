"""What do all records share? Public ids, the transaction id a reader's cursor needs, and promises about states."""

import secrets
from functools import partial
from typing import Any

from django.db import models
from django.db.models.functions import Cast

# Crockford's base 32: no letter that looks like a digit, safe to read out on the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_public_id(prefix: str, length: int = 12) -> str:
    """An opaque public id such as `case_7Q2K…`: 60 random bits, not guessable from its neighbours."""
    return f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(length))


def public_id_field(prefix: str) -> "models.CharField[str, str]":
    """A unique, opaque, prefixed id for the outside world; the bigint primary key never leaves the house."""
    return models.CharField(max_length=40, unique=True, editable=False, default=partial(new_public_id, prefix))


def current_xid() -> Cast:
    """The writing transaction's id as bigint: rows carry it so that readers can stay below the oldest open one."""
    now = models.Func(function="pg_current_xact_id", output_field=models.TextField())
    return Cast(Cast(now, models.TextField()), models.BigIntegerField())


def oldest_open_xid() -> Cast:
    """Every transaction below this id has ended: a cursor that stays below it never skips a late commit."""
    snapshot = models.Func(
        models.Func(function="pg_current_snapshot"), function="pg_snapshot_xmin", output_field=models.TextField()
    )
    return Cast(Cast(snapshot, models.TextField()), models.BigIntegerField())


def xid_field() -> "models.BigIntegerField[int, int]":
    """The column behind `current_xid()`."""
    return models.BigIntegerField(db_default=current_xid(), editable=False)


def known(table: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The promise `<table>_<field>_known`: the database refuses a state nobody defined."""
    condition: Any = models.Q(**{f"{field}__in": list(choices.values)})
    return models.CheckConstraint(condition=condition, name=f"{table}_{field}_known")
