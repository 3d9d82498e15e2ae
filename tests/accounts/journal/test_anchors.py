"""Does an anchor prove that it is ours, and nothing else?"""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accounts.journal.anchors import Anchor, BadAnchor, public_text, read_anchor

OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANCHOR = Anchor(position=60, entry=63, hash="ab" * 32, at="2026-11-24T09:00:00+00:00")


def test_our_own_anchor_is_read_back():
    assert read_anchor(ANCHOR.signed(OURS), public_text(OURS)) == ANCHOR


@pytest.mark.parametrize("change", [{"position": 59}, {"entry": 1}, {"hash": "cd" * 32}, {"at": "2026-11-25"}])
def test_a_changed_anchor_is_refused(change: dict[str, object]):
    line = json.dumps({**json.loads(ANCHOR.signed(OURS)), **change})
    with pytest.raises(BadAnchor, match="changed after it was signed"):
        read_anchor(line, public_text(OURS))


def test_an_anchor_of_somebody_else_is_refused():
    theirs = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(BadAnchor, match="signed by another key"):
        read_anchor(ANCHOR.signed(theirs), public_text(OURS))


def test_the_signature_of_another_anchor_does_not_fit():
    other = json.loads(replace(ANCHOR, position=61).signed(OURS))
    line = json.dumps({**json.loads(ANCHOR.signed(OURS)), "signature": other["signature"]})
    with pytest.raises(BadAnchor, match="changed after it was signed"):
        read_anchor(line, public_text(OURS))


@pytest.mark.parametrize("line", ["", "no json", "[]", "{}", '{"position": "x"}', "null"])
def test_what_is_no_anchor_is_named_so(line: str):
    with pytest.raises(BadAnchor, match="not a line that anchor_journal wrote"):
        read_anchor(line, public_text(OURS))
