"""Passwords: the rule for new ones, their hash, and a check that cannot melt the server."""

import functools
import hashlib
import hmac
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from accounts.errors import LoginBusy, PasswordWeak

SHORTEST, LONGEST = 8, 128
HASHES_AT_ONCE = os.cpu_count() or 1
WAITING_AT_MOST = 2
REMEMBERED_AT_MOST = 10_000
PUBLISHED_DEFAULTS = frozenset(
    text.lower()
    for text in ("Harbor12345", "Harbor12345!", "Password1", "Passw0rd", "Admin123", "Admin12345",
                 "Changeme1", "ChangeMe123", "Qwerty123", "Password123", "Welcome1", "Root12345")
)  # fmt: skip
"""Passwords that stand in manuals and default files; never accepted for ``admin``."""


class Hasher(Argon2PasswordHasher):
    """Argon2id; as it comes, with the second recommended parameter set of RFC 9106, section 4."""

    time_cost = 3
    memory_cost = settings.ARGON2_MEMORY_MIB * 1024
    parallelism = 4


def require_strong(password: str) -> None:
    """Harbor's rule; the deny-list of published defaults counts for every account."""
    classes = (str.isupper, str.islower, str.isdigit)
    if not SHORTEST <= len(password) <= LONGEST or "\0" in password:
        raise PasswordWeak
    if not all(any(map(is_in_class, password)) for is_in_class in classes):
        raise PasswordWeak
    if password.lower() in PUBLISHED_DEFAULTS:
        raise PasswordWeak


def random_password() -> str:
    """A password that meets the rule, of 120 bits or more."""
    return f"{secrets.token_urlsafe(18)}aA1"


def matches(password: str, stored_hash: str | None) -> bool:
    """Whether *password* is the one hashed in *stored_hash*; as slow for ``None`` as for another.

    A right answer is remembered in this process, under a keyed hash of both, so a changed password
    counts at once. At most ``HASHES_AT_ONCE`` hashes are computed together, and the same question
    is computed once however many ask it. Raises LoginBusy when too many wait already.
    """
    key = _key(password, stored_hash or "")
    if key in _remembered:
        return True
    with _turn(key):
        if key in _remembered:
            return True
        right = verify(password, stored_hash or _unknown_hash())
        if right and stored_hash is not None:
            _remember(key)
        return right and stored_hash is not None


def is_remembered(password: str, stored_hash: str) -> bool:
    return _key(password, stored_hash) in _remembered


def verify(password: str, encoded: str) -> bool:
    """Compute the hash; the one place where that happens."""
    if not encoded.startswith("argon2"):  # Django's mark of an unusable password
        verify(password, _unknown_hash())
        return False
    return bool(Hasher().verify(password, encoded))


_process_secret = secrets.token_bytes(32)
_remembered: OrderedDict[bytes, None] = OrderedDict()
_mutex = threading.Lock()
_computing = threading.BoundedSemaphore(HASHES_AT_ONCE)
_queue: dict[bytes, tuple[threading.Lock, int]] = {}


def _key(password: str, stored_hash: str) -> bytes:
    text = f"{stored_hash}\0{password}".encode("utf-8", "surrogatepass")
    return hmac.digest(_process_secret, text, hashlib.sha256)


@functools.cache
def _unknown_hash() -> str:
    return make_password(secrets.token_urlsafe(16), hasher="argon2")


def _remember(key: bytes) -> None:
    with _mutex:
        _remembered[key] = None
        if len(_remembered) > REMEMBERED_AT_MOST:
            _remembered.popitem(last=False)


@contextmanager
def _turn(key: bytes) -> Iterator[None]:
    """Wait behind those who ask the same question, then for a free core."""
    with _mutex:
        if sum(count for _, count in _queue.values()) >= WAITING_AT_MOST + HASHES_AT_ONCE:
            raise LoginBusy
        same, count = _queue.get(key, (threading.Lock(), 0))
        _queue[key] = (same, count + 1)
    try:
        with same:
            if key in _remembered:
                yield
            else:
                with _computing:
                    yield
    finally:
        with _mutex:
            same, count = _queue.pop(key)
            if count > 1:
                _queue[key] = (same, count - 1)
