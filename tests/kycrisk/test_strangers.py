"""Does every call answer as it is described, whatever a stranger makes of the description?

Schemathesis reads the OpenAPI document as a stranger would and sends what it allows and what it forbids, by a real key.
Nothing may be answered by a server error, by a status, type or body that is not described, or without the key.
`STRANGERS=200` asks so often per call and kind; the usual few run with everybody else.
"""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.db import connection
from hypothesis.errors import Unsatisfiable
from pytest_django import DjangoDbBlocker
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.review.actions import refer
from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.bearer import SCOPES
from accounts.staff.models import ApiKey
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Delivery
from graph.networks.models import Network
from kycrisk.wsgi import application
from tests import databases, world
from tests.applicants import harbour_applies

TIMES = int(os.environ.get("STRANGERS", "5"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    ignored_auth,
]
BOUNDED = hypothesis.settings(
    max_examples=TIMES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """What addresses may name, in a database with real commits: the ring, its case and network, and who is told."""
    with django_db_blocker.unblock(), databases.clone_of(connection.settings_dict["NAME"]):
        endpoint, _ = add_endpoint(by=world.GRAPH, url="https://billing.example.com/kycrisk")
        ring = world.let_in(world.larkspur())
        case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
        Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", member_count=6, as_of=world.NOW)
        delivery = Delivery.objects.earliest("pk").delivery
        yield {
            "account": ring[0].account,
            "case": case.case,
            "application": harbour_applies().application,
            "network": world.LARKSPUR_NETWORK,
            "endpoint": endpoint.endpoint,
            "delivery": delivery,
        }


def key() -> str:
    """A key of its own for every call, so that no quota is used up."""
    secret = new_secret()
    ApiKey.objects.create(name="stranger", secret_hash=secret_hash(secret), scopes=list(SCOPES), sources=["/"])
    return secret


def ask(operation: Any, mode: GenerationMode, named: dict[str, str]) -> None:
    """Make up so many requests of one call and judge the answers."""
    headers = {"Authorization": f"Bearer {key()}"}

    @BOUNDED
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def judge(case: Any) -> None:
        if mode == GenerationMode.POSITIVE and operation.method != "delete":
            case.path_parameters.update({name: named[name] for name in case.path_parameters.keys() & named.keys()})
        case.call_and_validate(headers=headers, checks=CHECKS)

    judge()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_call_answers_as_it_is_described(mode: GenerationMode, things: dict[str, str]):
    described = schemathesis.openapi.from_wsgi("/api/schema/", application)
    wrong: list[str] = []
    asked = 0
    for found in described.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        asked += 1
        try:
            ask(operation, mode, things)
        except Unsatisfiable:
            continue  # nothing about this call can be wrong
        except (Exception, ExceptionGroup) as error:  # noqa: BLE001  # whatever went wrong is the finding
            wrong.append(f"{operation.label}: {error}")
    assert asked > 20
    assert not wrong, "\n\n".join(wrong)
