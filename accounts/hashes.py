"""Hashes of random secrets: fast, for nobody guesses them, and keyed, so that no dump tells them.

Passwords that people choose are for ``accounts.passwords``.
"""

import hashlib
import hmac

from accounts import derived


def of(secret: str) -> str:
    """HMAC-SHA-256 under a key of this installation, in hexadecimal digits."""
    key = derived.key("secrets")
    return hmac.digest(key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def is_of(secret: str, stored: str) -> bool:
    return hmac.compare_digest(of(secret), stored)
