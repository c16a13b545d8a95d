"""Refresh tokens: what ``docker login`` keeps instead of the password."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.errors import CredentialsInvalid
from accounts.models import RefreshToken, User
from accounts.principals import Principal, of_user

USE_NOTED_EVERY = timedelta(hours=1)


def issue(*, principal: Principal, client_id: str) -> str:
    """Make a token of 256 random bits; a fast hash suffices for what cannot be guessed.

    Raises CredentialsInvalid if the account has changed since *principal* was checked.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        current = User.objects.present().locked().filter(pk=principal.id, is_active=True)
        user = current.filter(epoch=principal.epoch).first()
        if user is None:
            raise CredentialsInvalid
        RefreshToken.objects.create(
            user=user, token_hash=_hash(token), client_id=client_id.replace("\0", "")[:255]
        )
    return token


def redeem(token: str) -> Principal:
    """The user the token stands for. Raises CredentialsInvalid."""
    row = (
        RefreshToken.objects.select_related("user")
        .filter(token_hash=_hash(token), user__is_active=True, user__deleted_at=None)
        .first()
    )
    if row is None:
        raise CredentialsInvalid
    _note_use(row)
    return of_user(row.user)


def revoke_all(user: User) -> None:
    """End every refresh token of *user*, in the caller's transaction."""
    user.refresh_tokens.all().delete()


def _note_use(row: RefreshToken) -> None:
    """Not every time: a pull should write nothing."""
    now = timezone.now()
    if now - row.last_used > USE_NOTED_EVERY:
        with transaction.atomic():
            RefreshToken.objects.filter(pk=row.pk).update(last_used=now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
