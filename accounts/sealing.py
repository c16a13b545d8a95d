"""Secrets that we have to say again, and so cannot hash: encrypted at rest, each for its own row.

Stored are a byte for the version, the id of the key, the nonce, and what AES-GCM makes of the
secret. Its owner, such as ``registry:12``, is authenticated with it: in another row it opens
nothing. There is no second way to read it; what does not open is no secret.
"""

import functools
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import derived

_VERSION = b"\x01"
_ID_BYTES = 8
_NONCE_BYTES = 12
_HEAD_BYTES = len(_VERSION) + _ID_BYTES
_SHORTEST = _HEAD_BYTES + _NONCE_BYTES + 16


class SealForeign(Exception):
    """It was sealed under another ``HARBOR_SECRET_KEY``, or for another purpose."""


class SealBroken(Exception):
    """It is not what was sealed, or it was sealed for another owner."""


def seal(plain: str, *, purpose: str, owner: str) -> bytes:
    """Encrypt a secret; twice the same one does not look the same."""
    key = derived.key(purpose)
    head, nonce = _VERSION + _id(key), secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, plain.encode(), _bound(head, owner))


def unseal(sealed: bytes, *, purpose: str, owner: str) -> str:
    """The secret. Raises SealForeign or SealBroken."""
    key = derived.key(purpose)
    if len(sealed) < _SHORTEST or not sealed.startswith(_VERSION):
        raise SealBroken
    head, rest = sealed[:_HEAD_BYTES], sealed[_HEAD_BYTES:]
    if head != _VERSION + _id(key):
        raise SealForeign
    nonce, encrypted = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, encrypted, _bound(head, owner)).decode()
    except InvalidTag:
        raise SealBroken from None


@functools.lru_cache(maxsize=16)
def _id(key: bytes) -> bytes:
    return hashlib.sha256(b"harbor_py id of a key:" + key).digest()[:_ID_BYTES]


def _bound(head: bytes, owner: str) -> bytes:
    return head + owner.encode()
