"""How are personal data kept so that they can be forgotten? Envelope encryption with one key per subject.

A subject (an account, a person) owns a random data key, stored wrapped by a vault key from the environment.
Everything personal about the subject is sealed under that data key (AES-256-GCM): destroying the wrapped key
erases the subject everywhere at once, backups of the ciphertext included.
"""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class Unreadable(Exception):
    """The value cannot be opened: its key was destroyed, is not in the ring, or the bytes were changed."""


def new_wrapped_key() -> bytes:
    """A fresh data key, wrapped by the newest vault key: `<id length><id><nonce><ciphertext>`."""
    name, key = next(iter(settings.VAULT_KEYS.items()))
    label = name.encode()
    return bytes([len(label)]) + label + _seal(key, AESGCM.generate_key(256), label)


@lru_cache(maxsize=4096)
def _unwrap(wrapped: bytes) -> bytes:
    label, rest = wrapped[1 : 1 + wrapped[0]], wrapped[1 + wrapped[0] :]
    key = settings.VAULT_KEYS.get(label.decode())
    if key is None:
        raise Unreadable(f"vault key {label.decode()!r} is not in KYCRISK_VAULT_KEYS")
    return _open(key, rest, label)


def seal(wrapped_key: bytes, plaintext: str, *, context: str) -> bytes:
    """Encrypt text for a subject; `context` (such as `account.contact`) is authenticated, not stored."""
    return seal_bytes(wrapped_key, plaintext.encode(), context=context)


def unseal(wrapped_key: bytes | None, sealed: bytes, *, context: str) -> str:
    """Decrypt what `seal` made; raises `Unreadable` when the key was destroyed or the bytes were changed."""
    return unseal_bytes(wrapped_key, sealed, context=context).decode()


def seal_bytes(wrapped_key: bytes, plain: bytes, *, context: str) -> bytes:
    """Encrypt bytes (a file) for a subject."""
    return _seal(_unwrap(bytes(wrapped_key)), plain, context.encode())


def unseal_bytes(wrapped_key: bytes | None, sealed: bytes, *, context: str) -> bytes:
    """Decrypt what `seal_bytes` made; raises `Unreadable` like `unseal`."""
    if wrapped_key is None:
        raise Unreadable("the subject was erased")
    return _open(_unwrap(bytes(wrapped_key)), bytes(sealed), context.encode())


def veil(plaintext: str, *, context: str) -> str:
    """A text as it may stand in an address, which ends up in logs: unreadable to all but us, and kept nowhere."""
    name, key = next(iter(settings.VAULT_KEYS.items()))
    sealed = name.encode() + b":" + _seal(key, plaintext.encode(), context.encode())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unveil(text: str, *, context: str) -> str:
    """What `veil` was given; raises `Unreadable` for everything else."""
    try:
        name, _, sealed = base64.urlsafe_b64decode(text.encode() + b"==").partition(b":")
        return _open(settings.VAULT_KEYS[name.decode()], sealed, context.encode()).decode()
    except (KeyError, ValueError) as error:
        raise Unreadable("this was not veiled here") from error


def _seal(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def _open(key: bytes, sealed: bytes, context: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("the sealed value does not open with this key") from error
