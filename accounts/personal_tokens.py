"""Personal tokens: what users lend to programs in place of their password."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

import events
from accounts import hashes, principals
from accounts.errors import CredentialsInvalid, TokenExists, TokenRefused, TokenUnknown
from accounts.events import TokenCreated, TokenDeleted
from accounts.models import PersonalToken, TokenScope, User
from accounts.principals import Caller, Source

PREFIX = "hpat_"
"""How every personal token begins: logins tell by it, and those who scan files for secrets."""
USE_NOTED_EVERY = timedelta(minutes=1)
LONGEST_NAME = 255
AT_MOST = 100
PROJECTS_AT_MOST = 100
_NAME = re.compile(r"[^\W_][\w .:@/+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a new token shall be; no projects mean all of them, no end means for ever."""

    name: str
    scope: str
    project_ids: Sequence[int] = ()
    expires_at: datetime | None = None


def is_one(password: str) -> bool:
    return password.startswith(PREFIX)


def of(user_id: int) -> QuerySet[PersonalToken]:
    return PersonalToken.objects.filter(user_id=user_id)


def get(*, user_id: int, token_id: int) -> PersonalToken:
    token = of(user_id).filter(pk=token_id).first()
    if token is None:
        raise TokenUnknown(token_id)
    return token


def create(*, user_id: int, wanted: Wanted, by: Caller) -> tuple[PersonalToken, str]:
    """Make a token of 256 random bits; the text is in the answer and nowhere else.

    Raises TokenRefused or TokenExists.
    """
    _require_valid(wanted)
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        user = User.objects.present().locked().get(pk=user_id)
        if principals.is_outdated(by, user):
            raise CredentialsInvalid
        if of(user_id).count() >= AT_MOST:
            raise TokenRefused(f"you have {AT_MOST} personal tokens; delete one first")
        token = _insert(user, wanted, hashes.of(text))
        details = {"scope": wanted.scope, "projects": list(wanted.project_ids)}
        _publish(TokenCreated, by, token, **details, expires_at=wanted.expires_at)
    return token, text


def delete(*, user_id: int, token_id: int, by: Caller) -> None:
    """End a token, and with it what was got with it: registry tokens are asked for anew."""
    with transaction.atomic():
        token = get(user_id=user_id, token_id=token_id)
        User.objects.filter(pk=user_id).update(epoch=F("epoch") + 1)
        token.delete()
        _publish(TokenDeleted, by, token)


def redeem(username: str, text: str, source: Source) -> PersonalToken:
    """The token of that text, if it is the user's and in force. Raises CredentialsInvalid."""
    in_force = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    found = PersonalToken.objects.select_related("user").filter(in_force)
    token = found.filter(token_hash=hashes.of(text)).first()
    if token is None or not _is_for(token.user, username):
        raise CredentialsInvalid
    _note_use(token, source)
    return token


def _is_for(user: User, username: str) -> bool:
    return user.username == username and user.is_active and user.deleted_at is None


def _note_use(token: PersonalToken, source: Source) -> None:
    """Not every time: a pull should write nothing."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > USE_NOTED_EVERY:
        with transaction.atomic():
            row = PersonalToken.objects.filter(pk=token.pk)
            row.update(last_used=now, last_address=source.address)


def _require_valid(wanted: Wanted) -> None:
    if len(wanted.name) > LONGEST_NAME or not _NAME.fullmatch(wanted.name):
        raise TokenRefused("name begins with a letter or digit and has at most 255 characters")
    if wanted.scope not in TokenScope.values:
        raise TokenRefused(f"scope is one of {', '.join(TokenScope.values)}")
    if wanted.expires_at is not None and wanted.expires_at <= timezone.now():
        raise TokenRefused("expires_at lies in the future")
    if len(wanted.project_ids) > PROJECTS_AT_MOST:
        raise TokenRefused(f"a token is for at most {PROJECTS_AT_MOST} projects, or for all")


def _insert(user: User, wanted: Wanted, token_hash: str) -> PersonalToken:
    try:
        with transaction.atomic():
            return PersonalToken.objects.create(
                user=user,
                name=wanted.name,
                token_hash=token_hash,
                scope=wanted.scope,
                project_ids=sorted(set(wanted.project_ids)),
                expires_at=wanted.expires_at,
            )
    except IntegrityError as error:
        raise TokenExists(wanted.name) from error


def _publish(
    kind: type[TokenCreated | TokenDeleted], by: Caller, token: PersonalToken, **details: object
) -> None:
    resource = f"{token.user.username}/{token.name}"
    events.publish(kind(by=by, resource=resource, details=details))
