"""Signing keys of registry tokens: made, encrypted at rest, and read at most every five seconds."""

import base64
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

import events
from accounts import derived
from accounts.principals import Caller
from projects.events import KeyMade, KeyRevoked
from projects.models import SigningKey

ALGORITHM = "ES256"
FRESH_SECONDS = 5.0
"""No decision rests on a key revoked longer ago than this (V10)."""
PUBLISHED_FIRST = timedelta(seconds=2 * FRESH_SECONDS)
"""How long before it signs a key can be read by every process."""
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys in force: one signs, all of them verify."""

    signing_kid: str
    signing: ec.EllipticCurvePrivateKey
    verifying: dict[str, ec.EllipticCurvePublicKey]
    read_at: float = field(default_factory=time.monotonic)

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.read_at < FRESH_SECONDS


_ring: Ring | None = None
_mutex = threading.Lock()


def remembered() -> Ring | None:
    """The ring in memory, unless it is too old to trust; asks the database nothing."""
    ring = _ring
    return ring if ring is not None and ring.is_fresh else None


def ring() -> Ring:
    """The keys in force; the first caller ever makes the first key."""
    global _ring  # noqa: PLW0603  # the process's one copy
    with _mutex:
        found = remembered()
        if found is None:
            found = _ring = _read() or _create()
        return found


def are_foreign() -> bool:
    """Whether there are keys that could sign, and none of them is encrypted with our secret."""
    rows = SigningKey.objects.filter(retired_at=None, revoked_at=None)
    keys = [_decrypt(row.kid, bytes(row.private_key)) for row in rows]
    return bool(keys) and not any(keys)


def forget() -> None:
    """Have the next question ask the database."""
    global _ring  # noqa: PLW0603  # the process's one copy
    with _mutex:
        _ring = None


def rotate(*, by: Caller) -> str:
    """Make a new key; answers its kid.

    It signs once every process has had time to read it. The old ones then still verify, for as
    long as what they signed lasts (R20).
    """
    with transaction.atomic():
        kid = _make()
        old = SigningKey.objects.filter(retired_at=None).exclude(kid=kid)
        old.update(retired_at=timezone.now() + PUBLISHED_FIRST)
        events.publish(KeyMade(by=by, resource=kid))
    forget()
    return kid


def revoke(kid: str, *, by: Caller) -> bool:
    """Have nothing that the key signed count any more: at once here, in seconds elsewhere."""
    with transaction.atomic():
        keys = SigningKey.objects.filter(kid=kid, revoked_at=None)
        revoked = keys.update(revoked_at=timezone.now())
        if revoked:
            events.publish(KeyRevoked(by=by, resource=kid))
    forget()
    return bool(revoked)


def _read() -> Ring | None:
    now = timezone.now()
    lasts = timedelta(minutes=settings.TOKEN_MINUTES)
    in_force = Q(retired_at=None) | Q(retired_at__gt=now - lasts)
    rows = {
        row: key
        for row in SigningKey.objects.filter(in_force, revoked_at=None).order_by("pk")
        if (key := _decrypt(row.kid, bytes(row.private_key))) is not None
    }
    may_sign = [row for row in rows if row.retired_at is None or row.retired_at > now]
    if not may_sign:
        return None
    known_to_all = [row for row in may_sign if row.creation_time < now - PUBLISHED_FIRST]
    signing = (known_to_all or may_sign)[-1 if known_to_all else 0]
    verifying = {row.kid: key.public_key() for row, key in rows.items()}
    return Ring(signing.kid, rows[signing], verifying)


def _create() -> Ring:
    with transaction.atomic():
        _make()
    made = _read()
    assert made is not None
    return made


def _make() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    kid = _thumbprint(key.public_key())
    SigningKey.objects.create(kid=kid, private_key=_encrypt(kid, key))
    return kid


def _thumbprint(key: ec.EllipticCurvePublicKey) -> str:
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")


def _cipher() -> AESGCM:
    return AESGCM(derived.key("signing keys"))


def _encrypt(kid: str, key: ec.EllipticCurvePrivateKey) -> bytes:
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, der, kid.encode())


def _decrypt(kid: str, stored: bytes) -> ec.EllipticCurvePrivateKey | None:
    """``None`` for what is not this key, encrypted with our secret: its tokens count no more."""
    nonce, sealed = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
    if len(nonce) < _NONCE_BYTES:
        return None
    try:
        der = _cipher().decrypt(nonce, sealed, kid.encode())
    except InvalidTag:
        return None
    key = serialization.load_der_private_key(der, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
