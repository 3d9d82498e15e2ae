"""What does the journal's head look like now, for keeping outside?"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from accounts.journal.anchors import Anchor, public_text
from accounts.journal.models import Link
from accounts.journal.sealing import derived_key
from accounts.journal.sequencing import sequence_now


def signed_head() -> str | None:
    """Chain what is settled, then sign the head; None while the journal is empty."""
    sequence_now()
    head = Link.objects.head()
    if head is None:
        return None
    anchor = Anchor(head.position, head.entry_id, bytes(head.hash).hex(), timezone.now().isoformat())
    return anchor.signed(_signing_key())


def our_public_key() -> str:
    """What checks our anchors (base64)."""
    return public_text(_signing_key())


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(derived_key("journal anchor"))
