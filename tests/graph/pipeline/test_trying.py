"""Ana tries numbers on Larkspur's ring before they hold: what would change is said, and nothing has changed."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.policy import actions
from accounts.policy.models import PolicyVersion
from accounts.review.models import Case
from graph.behavior.models import FamilyCount, PromptFamily
from graph.networks.models import Epoch, Membership, Network
from graph.pipeline.actions import advance
from graph.pipeline.models import PolicyTrial
from graph.pipeline.trials import ask_backtest, ask_shadows, run_next
from graph.risk.models import Assessment
from kycrisk.lib.errors import Refused
from tests.graph.pipeline.loading import load_parties, send
from tests.graph.pipeline.test_small_world import half_a_world  # noqa: F401  # a fixture
from tests.world import by

# Nobody could ever be in step, and so nobody would be put before a person.
DEAF = {
    "conduct": {"in_step_bits": 100.0, "untied_bits": 100.0, "script_bits": 100.0, "script_untied_bits": 100.0},
}
STRICT = {"recommend": {"review_programme_members": 10_000}}


def drafted(body: dict[str, Any]) -> PolicyVersion:
    return actions.draft(by=by("ana"), body=body, note="to see what it would do")


def everything() -> list[Any]:
    """What stands, to the last row that a derivation writes."""
    return [
        list(Epoch.objects.values_list("number", "policy_version")),
        sorted(Network.objects.values_list("network", "recommendation", "as_of")),
        sorted(Membership.objects.values_list("pk", "network", "in_step")),
        sorted(Assessment.objects.values_list("pk", "recommendation", "assessed_at")),
        sorted(FamilyCount.objects.values_list("pk", "prompts")),
        sorted(PromptFamily.objects.values_list("pk", "bits")),
        sorted(Case.objects.values_list("case", "state")),
    ]


def tried(version: PolicyVersion) -> dict[str, Any]:
    ask_backtest(by=by("ana"), version=version)
    trial = run_next()
    assert trial
    assert trial.state == "done", trial.failure
    return dict(trial.found)


def test_trying_changes_nothing_and_says_what_would(real_db: str, half_a_world: Path) -> None:  # noqa: F811
    load_parties(half_a_world)
    send((half_a_world / "signals.ndjson").read_bytes().splitlines())
    advance()
    before = everything()
    seen = Assessment.objects.filter(recommendation__in=["review", "limit"]).count()
    assert seen > 10

    said = StringIO()
    call_command("try_policy", json.dumps(STRICT), stdout=said)
    assert f"{seen:,} accounts no longer" in said.getvalue()

    same = tried(drafted({"desk": {"lock_minutes": 20}}))
    assert (same["changed_in_all"], same["touched_in_all"], same["released_in_all"]) == (0, 0, 0)

    for body in (STRICT, DEAF):
        found = tried(drafted(body))
        assert found["released_in_all"] == seen, body
        assert found["touched_in_all"] == 0
        assert found["changed"][0]["was"]["level"] in {"review", "limit"}
        assert everything() == before

    shadow = actions.put_in_shadow(by=by("ana"), version=drafted(STRICT))
    assert (ask_shadows(), ask_shadows()) == (1, 0), "one at a time"
    trial = run_next()
    assert trial
    assert (trial.kind, trial.version, trial.found["released_in_all"]) == ("shadow", shadow.number, seen)
    assert ask_shadows() == 0, "nothing new is known"
    assert everything() == before


@pytest.mark.django_db
class TestAsking:
    def test_where_nothing_came_in_there_is_nothing_to_try(self):
        ask_backtest(by=by("ana"), version=drafted({}))
        trial = run_next()
        assert trial
        assert (trial.state, trial.failure) == (
            "failed",
            "No signal has come in yet; there is nothing to try a policy on.",
        )

    def test_a_second_question_waits_for_the_first_answer(self):
        version = drafted({})
        assert ask_backtest(by=by("ana"), version=version) == ask_backtest(by=by("ana"), version=version)
        assert PolicyTrial.objects.count() == 1

    def test_reviewers_do_not_ask(self):
        with pytest.raises(Refused, match="may not draft the policy"):
            ask_backtest(by=by("ines"), version=drafted({}))

    def test_the_future_is_not_tried(self):
        with pytest.raises(Refused, match="still to come"):
            ask_backtest(by=by("ana"), version=drafted({}), as_of=timezone.now() + timedelta(days=1))

    def test_what_never_ends_is_given_up(self):
        trial = ask_backtest(by=by("ana"), version=drafted({}))
        PolicyTrial.objects.update(tries=3)
        assert run_next() is None
        trial.refresh_from_db()
        assert (trial.state, trial.failure) == ("failed", "It was begun three times and never came to an end.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("99", "There is no policy 99."),
        ('{"ties": {"ip": {"cap": "many"}}}', "ties.ip.cap: expected float, got str."),
        ("{", "neither the number of a version nor a body"),
        ("0", "nothing to try a policy on"),
    ],
)
def test_the_command_says_why_it_cannot(policy: str, said: str):
    with pytest.raises(CommandError, match=said):
        call_command("try_policy", policy)
