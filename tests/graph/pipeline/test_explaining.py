"""Why are these two tied? Asked of the café, of strangers and of Larkspur: by command and by REST."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest
from django.core.management import CommandError, call_command

from accounts.journal.actors import Actor
from accounts.parties.actions import record_accounts
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from graph.behavior.models import Conduct, FamilyCount, PromptFamily
from graph.networks.models import Epoch, Network
from graph.pipeline.actions import advance
from graph.signals.models import WeeklyProfile
from tests.graph.pipeline.loading import send
from tests.machines import machine

BY = Actor.command("test")


def event(number: int, kind: str, account: str, day: int, **data: Any) -> bytes:
    at = f"2026-11-{day:02}T12:00:00Z"
    return json.dumps(
        {
            "specversion": "1.0",
            "id": str(number),
            "source": "/t",
            "type": kind,
            "subject": account,
            "time": at,
            "data": data,
        }
    ).encode()


@pytest.fixture
def scene(real_db: str) -> None:
    """Larkspur's three accounts share a card and an address, the café's two an address, one stranger nothing."""
    names = ["acct_l1", "acct_l2", "acct_l3", "acct_c1", "acct_c2", "acct_alone"]
    record_accounts(by=BY, facts=[AccountFacts(account=name) for name in names])
    events = [event(n, "payment.used", name, 3, fingerprint="card_larkspur") for n, name in enumerate(names[:3])]
    events += [event(10 + n, "session.seen", name, 4, ip="81.2.69.160") for n, name in enumerate(names[:3])]
    events += [event(20 + n, "session.seen", name, 4, ip="81.2.70.17") for n, name in enumerate(names[3:5])]
    events += [event(30, "session.seen", "acct_alone", 4, ip="94.7.1.2")]
    send(events)
    advance()


def explained(a: str, b: str) -> dict[str, Any]:
    out = StringIO()
    call_command("explain_link", a, b, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_strangers_are_not_tied(scene: None) -> None:
    assert explained("acct_alone", "acct_l1")["bits"] == 0


def test_the_cafe_shares_an_address_and_nothing_that_could_be_trusted(scene: None) -> None:
    answer = explained("acct_c1", "acct_c2")
    assert {line["family"] for line in answer["families"]} == {"ip"}
    assert 0 < answer["bits"] <= 5
    assert answer["trusted_bits"] == 0


def test_larkspur_is_told_with_a_sentence_and_without_the_card_number(scene: None) -> None:
    answer = explained("acct_l1", "acct_l2")
    card = next(line for line in answer["families"] if line["family"] == "payment")
    assert card["bits"] == pytest.approx(9)
    assert card["without"] < answer["bits"]
    assert card["sentence"].startswith("Both paid with the same card or bank account")
    assert "card_larkspur" not in json.dumps(answer)


def follow(name: str, users: int, *accounts: str, bits: float = 8.0) -> None:
    """These accounts lead with one more prompt family, which so many accounts use."""
    family = PromptFamily.objects.create(
        key=PromptFamily.objects.count(), name=name, prompts=100, accounts=users, bits=bits, one_in=11_000
    )
    at = datetime(2026, 11, 3, tzinfo=UTC)
    for account in Account.objects.filter(account__in=accounts):
        FamilyCount.objects.create(account=account, family=family, prompts=30, first_at=at, last_at=at)
        Conduct.objects.get_or_create(account=account, asked=100, eliciting=0, first_at=at, last_at=at)


def test_what_they_do_is_told_apart_from_who_they_are_and_hides_what_few_do(scene: None) -> None:
    before = explained("acct_l1", "acct_l2")["bits"]
    follow("Rubric grading A", 371, "acct_l1", "acct_l2", "acct_c1")
    follow("Step by step B", 3, "acct_l1", "acct_l2")
    follow("Rubric grading C", 371, "acct_l1", "acct_c2")
    answer = explained("acct_l1", "acct_l2")
    assert (answer["identity_bits"], answer["conduct_bits"]) == (before, 8)
    [line] = [line for line in answer["families"] if line["family"] == "prompts"]
    assert line["sentence"] == (
        "Both follow “Rubric grading A” with 30 % of the prompts of each, 3 Nov 2026; 371 accounts follow it, "
        "one in 11,000 unrelated."
    )
    assert line["without"] == before
    assert answer["trusted_bits"] < answer["identity_bits"]


def test_links_by_rest_say_the_same_and_hold_pairs_that_only_conduct_ties(scene: None) -> None:
    follow("Rubric grading A", 371, "acct_l1", "acct_l2", "acct_c1", "acct_c2")
    network = Network.objects.get()
    for name in ("acct_c1", "acct_c2"):
        network.memberships.create(account=Account.objects.get(account=name))
    address = f"/api/v1/networks/{network.network}/links"
    links = {(link["a"], link["b"]): link for link in machine("networks:read").get(address).json()["results"]}
    command = explained("acct_l1", "acct_l2")
    assert links["acct_l1", "acct_l2"]["bits"] == pytest.approx(command["bits"], abs=1e-3)
    lines = links["acct_l1", "acct_l2"]["families"]
    assert [line["sentence"] for line in lines] == [line["sentence"] for line in command["families"]]
    assert [line["family"] for line in links["acct_l1", "acct_c1"]["families"]] == ["prompts"]
    assert ("acct_l3", "acct_c1") not in links


def test_two_who_keep_the_same_hours_are_told_so_and_nothing_is_made_of_it(scene: None) -> None:
    for account in Account.objects.filter(account__in=["acct_c1", "acct_c2"]):
        WeeklyProfile.objects.create(account=account, week="2026-11-02", exchanges=100, hours={"9": 60, "33": 40})
    answer = explained("acct_c1", "acct_c2")
    [line] = [line for line in answer["families"] if line["family"] == "rhythm"]
    assert (line["bits"], line["weight"]) == (0, "context")
    assert line["sentence"].startswith("100 % of their exchanges fall into the same hours")


def test_the_text_for_people_says_the_same(scene: None) -> None:
    out = StringIO()
    call_command("explain_link", "acct_l1", "acct_l2", stdout=out)
    assert "bits together" in out.getvalue()
    assert "Both paid with" in out.getvalue()


def test_unknown_accounts_are_a_clear_line(scene: None) -> None:
    with pytest.raises(CommandError, match="There is no account acct_nobody"):
        call_command("explain_link", "acct_nobody", "acct_l1")


def test_everybody_is_exported(scene: None, tmp_path: Path) -> None:
    call_command("export_assessments", str(tmp_path / "out.jsonl"), "--quiet")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["account"] for line in lines] == sorted(line["account"] for line in lines)
    assert len(lines) == 6
    assert {line["recommendation"] for line in lines if line["account"].startswith("acct_c")} == {"clear"}


def test_networks_members_and_links_by_rest(scene: None) -> None:
    reader = machine("networks:read")
    network = Network.objects.get()
    listed = reader.get("/api/v1/networks").json()
    assert [row["network"] for row in listed["results"]] == [network.network]
    members = reader.get(f"/api/v1/networks/{network.network}/members").json()["results"]
    assert {row["account"] for row in members} == {"acct_l1", "acct_l2", "acct_l3"}
    first = reader.get(f"/api/v1/networks/{network.network}/links?limit=2").json()
    assert len(first["results"]) == 2
    assert {line["family"] for line in first["results"][0]["families"]} >= {"payment", "ip"}
    rest = reader.get(first["next"]).json()
    assert (len(rest["results"]), rest["next"]) == (1, None)
    assert reader.get("/api/v1/networks/net_NOBODY/links").status_code == 404


# -- as of another time


def test_a_tie_is_told_as_of_a_moment(scene: None) -> None:
    def families(*options: str) -> dict[str, str]:
        out = StringIO()
        call_command("explain_link", "acct_l1", "acct_l2", "--json", *options, stdout=out)
        return {line["family"]: line["last_seen"] for line in json.loads(out.getvalue())["families"]}

    assert families("--as-of", "2026-11-03T13:00:00Z") == {"payment": "2026-11-03T12:00:00+00:00"}
    assert set(families()) == {"payment", "ip"}
    assert families("--as-of", "2026-11-01T00:00:00Z") == {}, "nothing at all was seen of either by then"


class Reason(msgspec.Struct, forbid_unknown_fields=True):
    factor: str
    bits: float | None
    sentence: str


class Exported(msgspec.Struct, forbid_unknown_fields=True):
    """INTERFACES section 2, to the letter."""

    account: str
    recommendation: Literal["clear", "watch", "review", "limit"]
    score: Annotated[float, msgspec.Meta(ge=0, le=1)]
    network: Annotated[str, msgspec.Meta(pattern="^net_")] | None
    reasons: list[Reason]
    assessed_at: Annotated[datetime, msgspec.Meta(tz=True)]


def exported(path: Path, *options: str) -> dict[str, Exported]:
    call_command("export_assessments", str(path), "--quiet", *options)
    found = [msgspec.json.decode(line, type=Exported) for line in path.read_bytes().splitlines()]
    return {one.account: one for one in found}


def test_every_exported_line_has_the_promised_shape(scene: None, tmp_path: Path) -> None:
    found = exported(tmp_path / "now.jsonl")
    tied = {name for name, one in found.items() if one.recommendation == "watch"}
    assert tied == {"acct_l1", "acct_l2", "acct_l3"}
    assert all(found[name].network and found[name].reasons for name in tied)


def test_an_export_of_the_past_leaves_the_present_as_it_is(scene: None, tmp_path: Path) -> None:
    now, epochs = exported(tmp_path / "now.jsonl"), Epoch.objects.count()
    past = exported(tmp_path / "past.jsonl", "--as-of", "2026-11-03T00:00:00Z")
    assert {one.recommendation for one in past.values()} == {"clear"}
    assert {one.assessed_at for one in past.values()} == {datetime(2026, 11, 3, tzinfo=UTC)}
    assert exported(tmp_path / "again.jsonl") == now
    assert Epoch.objects.count() == epochs
    assert advance().networks == 0, "nothing is out of date"
