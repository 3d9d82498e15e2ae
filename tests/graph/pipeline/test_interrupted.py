"""Is anything forgotten when a worker dies between folding and deriving, or when two come at once?"""

import pytest

from graph.networks.models import Network
from graph.pipeline.actions import advance
from graph.signals.folding import fold
from graph.signals.models import Touched
from tests.graph.pipeline.loading import send
from tests.graph.pipeline.test_explaining import event

CARD = [event(number, "payment.used", f"acct_{number}", 3, fingerprint="card_one") for number in range(3)]


def test_what_was_folded_by_somebody_who_died_is_derived_by_the_next(real_db: str) -> None:
    send([event(90, "session.seen", "acct_alone", 2, ip="94.7.1.2")])
    advance()
    send(CARD)
    assert fold(100).count == 3  # and here the worker dies
    assert Touched.objects.count() == 3
    advance()
    assert Network.objects.get().member_count == 3
    assert not Touched.objects.exists()


def test_a_derivation_that_fails_leaves_its_marks(real_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send(CARD)
    monkeypatch.setattr("graph.pipeline.actions.derive", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advance()
    monkeypatch.undo()
    assert len(set(Touched.objects.values_list("account", flat=True))) == 3
    advance()
    assert Network.objects.get().member_count == 3


def test_nothing_is_derived_when_nothing_changed(real_db: str) -> None:
    send(CARD)
    advance()
    assert advance().networks == 0
