"""Hashes of random secrets: fast, for nobody guesses them, and keyed, so that no dump tells them.

Passwords that people choose are for ``accounts.passwords``.
"""

import functools
import hashlib
import hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def of(secret: str) -> str:
    """HMAC-SHA-256 under a key of this installation, in hexadecimal digits."""
    key = _key(settings.SECRET_KEY)
    return hmac.digest(key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def is_of(secret: str, stored: str) -> bool:
    return hmac.compare_digest(of(secret), stored)


@functools.lru_cache(maxsize=2)
def _key(secret_key: str) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"harbor_py secrets")
    return derive.derive(secret_key.encode())
