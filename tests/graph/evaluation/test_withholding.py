"""How far did the attackers move somebody? Larkspur's three accounts pay with the card of an honest fourth."""

from accounts.journal.actors import Actor
from accounts.parties.actions import record_accounts
from accounts.parties.facts import AccountFacts
from graph.evaluation.truth import Label, Truth, Victim
from graph.evaluation.withholding import moved
from graph.pipeline.actions import advance
from tests.graph.pipeline.loading import send
from tests.graph.pipeline.test_explaining import event

RING, VICTIM, STRANGER = ["acct_l1", "acct_l2", "acct_l3"], "acct_victim", "acct_stranger"


def test_what_the_ring_wrote_is_what_moved_the_victim(real_db: str) -> None:
    everybody = [*RING, VICTIM, STRANGER]
    record_accounts(by=Actor.command("test"), facts=[AccountFacts(account=name) for name in everybody])
    send([event(n, "payment.used", name, 3, fingerprint="card_one") for n, name in enumerate([*RING, VICTIM])])
    send([event(9, "session.seen", STRANGER, 4, ip="94.7.1.2")])
    advance()
    labels = {name: Label("distillation", operator="op_larkspur") for name in RING}
    labels |= {name: Label("benign") for name in (VICTIM, STRANGER)}
    victims = {name: Victim("card", "op_larkspur") for name in (VICTIM, STRANGER)}
    found = moved(Truth(labels, victims))
    there, without = found[VICTIM]
    assert there > 5, "a card that four people show says a lot"
    assert without == 0, "alone with its card it is nobody's"
    assert found[STRANGER] == (0.0, 0.0)


def test_without_victims_nothing_is_taken_away(real_db: str) -> None:
    assert moved(Truth({})) == {}
