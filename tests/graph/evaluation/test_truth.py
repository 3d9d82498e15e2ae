"""What if the truth is not as promised? Each case a sentence, and what can be read is read."""

import json
from typing import Any

import pytest

from graph.evaluation.truth import Victim, read_truth
from kycrisk.lib.errors import Refused

LARKSPUR = {"label": "distillation", "kind": "ring", "operator": "op_A", "cell": None, "benign_group": None}


def read(body: Any) -> Any:
    return read_truth(json.dumps(body).encode())


def test_labels_and_victims_with_fields_nobody_knows() -> None:
    body = {
        "accounts": {"acct_l": {**LARKSPUR, "mood": "bad", "mundane": 0.65}},
        "victims": {"acct_v": {"technique": "ip"}},
        "more": 1,
    }
    truth, complaints = read(body)
    assert truth.accounts["acct_l"].hostile
    assert truth.accounts["acct_l"].mundane == 0.65
    assert truth.victims == {"acct_v": Victim("ip", None)}
    assert complaints == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"label": "fraud"}, "acct_x: its label is neither distillation nor benign"),
        ({"kind": "ring"}, "acct_x: Object missing required field `label`"),
        ({"label": "benign", "operator": 7}, "acct_x: Expected `str | null`, got `int`"),
        ("hostile", "acct_x: Expected `object`, got `str`"),
    ],
)
def test_an_entry_that_cannot_be_read_is_told_and_left_out(entry: Any, said: str) -> None:
    truth, complaints = read({"accounts": {"acct_x": entry, "acct_l": LARKSPUR}})
    assert list(truth.accounts) == ["acct_l"]
    assert [complaint.startswith(said) for complaint in complaints] == [True]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b'{"accounts": []}', b"\xff"])
def test_what_is_no_truth_at_all_is_refused_with_its_shape(raw: bytes) -> None:
    with pytest.raises(Refused, match=r'write \{"accounts"'):
        read_truth(raw)
