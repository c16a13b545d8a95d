"""Sessions: browsers that users logged in with, each told by a random cookie.

Only a keyed hash of the cookie is stored. A session ends when its user logs out, is idle for too
long, or is not any more what it was at the login (its epoch).
"""

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

import events
from accounts import configuration, hashes
from accounts.events import LoggedOut
from accounts.models import Session, User
from accounts.principals import Caller, Credential, Principal, Source, of_user

USE_NOTED_EVERY = timedelta(minutes=1)
USE_NOTED_PER_TIMEOUT = 10
"""Where a session may be idle for a minute only, its use is noted more often."""


def begin(*, principal: Principal, source: Source, replaced: str = "") -> str:
    """Make a session for whoever just logged in, in place of the browser's old one.

    Answers the cookie, 256 random bits. Should the user have changed since *principal* was
    checked, the session is none from the start.
    """
    assert principal.id is not None, "nobody has no session"
    cookie = secrets.token_urlsafe(32)
    with transaction.atomic():
        if replaced:
            Session.objects.filter(key_hash=hashes.of(replaced)).delete()
        Session.objects.create(
            user_id=principal.id,
            key_hash=hashes.of(cookie),
            epoch=principal.epoch,
            address=source.address,
            user_agent=source.user_agent[:255],
        )
    return cookie


def find(cookie: str, *, is_use: bool = True) -> Principal | None:
    """The user whose session it is, as of now. What is no use does not keep it from ending."""
    now, timeout = timezone.now(), _timeout()
    session = (
        Session.objects.select_related("user")
        .filter(key_hash=hashes.of(cookie), last_used__gt=now - timeout)
        .filter(epoch=F("user__epoch"), user__is_active=True, user__deleted_at=None)
        .first()
    )
    if session is None:
        return None
    if is_use and now - session.last_used > min(USE_NOTED_EVERY, timeout / USE_NOTED_PER_TIMEOUT):
        with transaction.atomic():
            Session.objects.filter(pk=session.pk).update(last_used=now)
    return of_user(session.user)


def end(cookie: str, *, source: Source) -> None:
    """Log the browser out; nothing happens where it was not in."""
    with transaction.atomic():
        found = Session.objects.locked().select_related("user")
        session = found.filter(key_hash=hashes.of(cookie)).first()
        if session is not None:
            session.delete()
            by = Caller(of_user(session.user), Credential.SESSION, source)
            events.publish(LoggedOut(by=by, resource=session.user.username))


def end_all(user: User) -> None:
    """End every session of *user*, in the caller's transaction."""
    user.sessions.all().delete()


@contextmanager
def surviving(user_id: int) -> Iterator[None]:
    """Let the user's sessions live on although what is done inside raises the epoch."""
    with transaction.atomic():
        user = User.objects.present().locked().filter(pk=user_id).first()
        yield
        if user is not None:
            before = user.epoch
            user.refresh_from_db(fields=("epoch",))
            user.sessions.filter(epoch=before).update(epoch=user.epoch)


def csrf_token(cookie: str) -> str:
    """What requests of the session that change something bring along; made of the cookie alone."""
    return hashes.of(f"against forgery: {cookie}")


def is_csrf_token(text: str, cookie: str) -> bool:
    return hmac.compare_digest(csrf_token(cookie).encode(), text.encode(errors="replace"))


def sweep(*, now: datetime, at_most: int) -> int:
    """Drop up to *at_most* sessions that were idle for too long; answers how many there were."""
    idle = Session.objects.filter(last_used__lt=now - _timeout())
    keys = list(idle.order_by("last_used").values_list("pk", flat=True)[:at_most])
    idle.filter(pk__in=keys).delete()
    return len(keys)


def _timeout() -> timedelta:
    return timedelta(minutes=configuration.number("session_timeout"))
