"""Does the description of the REST interface say what a stranger needs, truly and completely?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from kycrisk import documentation, examples

SIGNED = {"POST /api/v1/intake/{source}", "POST /api/v1/intake/stripe"}  # whoever calls is known by a signature


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The document as it is served."""
    answer = Client().get("/api/schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    document: dict[str, Any] = json.loads(answer.content)
    return document


def calls(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            yield f"{method.upper()} {path}", call


def bodies(call: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a call takes and what it answers when all is well, by content type."""
    answers = [answer for status, answer in call["responses"].items() if status < "300"]
    for part in [call.get("requestBody", {}), *answers]:
        yield from part.get("content", {}).items()


def test_it_is_openapi_3_1_and_valid(described: dict[str, Any]):
    assert described["openapi"].startswith("3.1")
    validate_schema(described)


def test_the_generator_has_nothing_to_complain_about(described: dict[str, Any], capsys: pytest.CaptureFixture[str]):
    documentation.description.cache_clear()
    GENERATOR_STATS.reset()
    documentation.description()
    assert capsys.readouterr().err == ""


def test_every_call_names_the_key_its_scope_and_its_problems(described: dict[str, Any]):
    for name, call in calls(described):
        if name in SIGNED:
            assert "security" not in call, name
            continue
        assert call["security"] == [{"ApiKey": []}], name
        assert "Scope: `" in call["description"], name
        assert {"401", "403", "429", "500"} <= set(call["responses"]), name
    assert described["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"


def test_every_call_has_a_sentence_and_a_name_of_its_own(described: dict[str, Any]):
    names = [call["operationId"] for _, call in calls(described)]
    assert len(names) == len(set(names))
    assert all(call["description"][0].isupper() for _, call in calls(described))


def test_calls_that_create_may_be_repeated_with_a_key(described: dict[str, Any]):
    header = {
        name
        for name, call in calls(described)
        if any(p["name"] == "Idempotency-Key" for p in call.get("parameters", []))
    }
    assert "POST /api/v1/webhook-endpoints" in header
    assert not any(name.startswith(("GET", "PUT")) for name in header)


def test_every_body_has_an_example(described: dict[str, Any]):
    missing = []
    for name, call in calls(described):
        for kind, content in bodies(call):
            reference = content["schema"].get("$ref", "").rpartition("/")[2]
            shown = described["components"]["schemas"].get(reference, {}).get("examples") or content.get("example")
            if not shown:
                missing.append(f"{name}: {kind} {reference}")
    assert missing == [], "add them to kycrisk/examples.py"


@pytest.mark.parametrize("name", sorted(examples.BY_SCHEMA))
def test_an_example_is_what_its_schema_says(described: dict[str, Any], name: str):
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(examples.BY_SCHEMA[name])] == []


@pytest.mark.django_db
def test_problems_have_the_shape_that_is_answered(described: dict[str, Any]):
    problem = {"$ref": "#/components/schemas/Problem", "components": described["components"]}
    answer = Client().get("/api/v1/nowhere")
    Draft202012Validator(problem).validate(answer.json())
