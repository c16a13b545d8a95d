"""Keys of this installation, one for each purpose: what derives from ``SECRET_KEY``."""

import functools

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def key(purpose: str) -> bytes:
    """32 bytes that tell nothing of the keys of other purposes."""
    return _key(settings.SECRET_KEY, purpose)


@functools.lru_cache(maxsize=16)
def _key(secret_key: str, purpose: str) -> bytes:
    info = f"harbor_py {purpose}".encode()
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info)
    return derive.derive(secret_key.encode())
