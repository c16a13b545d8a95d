"""Secrets at rest: each opens in its own row, under its own key, or not at all (SE-01, SE-05)."""

import base64
import logging

import pytest
from pytest_django import Settings

from accounts import derived, hashes, sealing
from accounts.sealing import SealBroken, SealForeign

PURPOSE = "secrets of tests"
OWNER = "registry:12"
SECRET = "Canary-of-the-seal-é-1"


def sealed(secret: str = SECRET, owner: str = OWNER) -> bytes:
    return sealing.seal(secret, purpose=PURPOSE, owner=owner)


def unseal(stored: bytes, *, purpose: str = PURPOSE, owner: str = OWNER) -> str:
    return sealing.unseal(stored, purpose=purpose, owner=owner)


@pytest.mark.parametrize("secret", ["", "x", SECRET, "long " * 2000])
def test_a_sealed_secret_opens_in_its_own_row(secret: str) -> None:
    assert unseal(sealed(secret)) == secret


def test_se_01_what_is_stored_shows_nothing_and_never_looks_the_same() -> None:
    first, second = sealed(), sealed()
    assert first != second
    for form in (SECRET.encode(), base64.b64encode(SECRET.encode())[:8], SECRET.encode().hex()):
        assert (form if isinstance(form, bytes) else form.encode()) not in first


def test_se_01_a_flipped_bit_anywhere_opens_nothing() -> None:
    stored = sealed()
    for bit in range(len(stored) * 8):
        broken = bytearray(stored)
        broken[bit // 8] ^= 1 << bit % 8
        with pytest.raises((SealBroken, SealForeign)):
            unseal(bytes(broken))


def test_se_01_what_is_cut_short_or_longer_opens_nothing() -> None:
    stored = sealed()
    for length in range(len(stored)):
        with pytest.raises(SealBroken):
            unseal(stored[:length])
    with pytest.raises(SealBroken):
        unseal(stored + b"\0")


@pytest.mark.parametrize("plain", [b"", SECRET.encode(), base64.b64encode(SECRET.encode() * 4)])
def test_se_01_there_is_no_second_way_to_read_what_is_stored(plain: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(plain)


@pytest.mark.parametrize("owner", ["registry:13", "registry:1", "registry:120", "", "robot:12"])
def test_se_01_moved_to_another_row_it_opens_nothing(owner: str) -> None:
    with pytest.raises(SealBroken):
        unseal(sealed(), owner=owner)


def test_se_05_another_secret_key_is_told_from_tampering(settings: Settings) -> None:
    stored, own = sealed(), settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-than-the-one-that-sealed"
    with pytest.raises(SealForeign):
        unseal(stored)
    settings.SECRET_KEY = own
    assert unseal(stored) == SECRET


def test_se_01_another_purpose_has_another_key() -> None:
    with pytest.raises(SealForeign):
        unseal(sealed(), purpose="another purpose")


def test_se_03_no_error_and_no_log_line_tells_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    broken = bytearray(sealed())
    broken[-1] ^= 1
    with pytest.raises(SealBroken) as raised:
        unseal(bytes(broken))
    told = f"{raised.value!r} {raised.value.__cause__!r} {caplog.text}"
    assert SECRET not in told
    assert derived.key(PURPOSE).hex() not in told


def test_keys_stay_what_they_were_when_each_module_derived_its_own(settings: Settings) -> None:
    """What is in databases was made with these."""
    settings.SECRET_KEY = "fixed"
    assert hashes.of("a secret") == EXPECTED_HASH
    assert derived.key("signing keys").hex() == EXPECTED_KEY


EXPECTED_HASH = "ea9f1e9e7c239de2ce55145f8db04dffe4bfa0de359a6eca45412f677f018c55"
EXPECTED_KEY = "7ffaf967b5bbbe3f41bc863f2d24eddb4739a6601cf6c1fd2bcbfdbb1ee28092"
