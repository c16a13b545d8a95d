"""Signing keys: encrypted, rotated in peace, revoked in haste (TK-12)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from accounts.principals import ANONYMOUS, SYSTEM_CALLER
from projects import keys, tokens
from projects.errors import TokenInvalid
from projects.models import SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    keys.forget()
    tokens._remembered.clear()


def issue() -> str:
    return tokens.issue(principal=ANONYMOUS, scopes=[]).token


def later(**delta: float) -> time_machine.travel:
    keys.forget()
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def test_tk_12_a_token_of_the_previous_key_counts_during_rotation() -> None:
    old = issue()
    kid = keys.rotate(by=SYSTEM_CALLER)
    assert keys.ring().signing_kid != kid
    assert tokens.verify(old).principal == ANONYMOUS
    with later(seconds=11):
        assert keys.ring().signing_kid == kid
        assert tokens.verify(old).principal == ANONYMOUS
        assert tokens.verify(issue()).kid == kid


def test_tk_12_a_retired_key_is_no_key(settings: Settings) -> None:
    old_kid = keys.ring().signing_kid
    keys.rotate(by=SYSTEM_CALLER)
    with later(minutes=settings.TOKEN_MINUTES + 1):
        assert old_kid not in keys.ring().verifying
        assert len(keys.ring().verifying) == 1


def test_tk_12_a_revoked_key_counts_no_more_at_once() -> None:
    token = issue()
    tokens.verify(token)
    kid = keys.ring().signing_kid
    keys.rotate(by=SYSTEM_CALLER)
    assert keys.revoke(kid, by=SYSTEM_CALLER)
    with pytest.raises(TokenInvalid):
        tokens.verify(token)
    assert tokens.verify(issue()).kid != kid
    assert not keys.revoke(kid, by=SYSTEM_CALLER)


def test_private_keys_are_encrypted_with_the_secret_of_the_installation(
    settings: Settings,
) -> None:
    kid = keys.ring().signing_kid
    stored = bytes(SigningKey.objects.get(kid=kid).private_key)
    assert b"PRIVATE" not in stored
    settings.SECRET_KEY = "another"
    keys.forget()
    assert keys.ring().signing_kid != kid
    assert SigningKey.objects.count() == 2


def test_two_keys_do_not_fit_in_each_others_row() -> None:
    first = keys.ring().signing_kid
    second = keys.rotate(by=SYSTEM_CALLER)
    rows = {row.kid: row for row in SigningKey.objects.all()}
    rows[first].private_key, rows[second].private_key = (
        rows[second].private_key,
        rows[first].private_key,
    )
    for row in rows.values():
        row.save()
    keys.forget()
    assert not {first, second} & set(keys.ring().verifying)
