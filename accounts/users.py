"""Users: made, changed, found, deleted, and told apart by their passwords."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

import events
from accounts import passwords, principals, refresh_tokens, sessions, throttle
from accounts.errors import (
    CredentialsInvalid,
    LastAdmin,
    OwnAccountDisabled,
    PasswordWrong,
    UserExists,
    UserInvalid,
    UserUnknown,
)
from accounts.events import LoggedIn, UserCreated, UserDeleted, UserUpdated
from accounts.models import User, UserQuerySet
from accounts.principals import Caller, Credential, Principal, Source, of_user

ADMIN = "admin"
LONGEST_TEXT, LONGEST_COMMENT = 255, 30
FORBIDDEN_IN_NAMES = frozenset(',"~#%$:/\\')


def present() -> UserQuerySet:
    """All users that were not deleted."""
    users: UserQuerySet = User.objects.present()
    return users


def get(user_id: int) -> User:
    user = present().filter(pk=user_id).first()
    if user is None:
        raise UserUnknown(user_id)
    return user


def get_by_name(username: str) -> User:
    user = present().filter(username=username).first()
    if user is None:
        raise UserUnknown(repr(username[:80]))
    return user


def create(  # noqa: PLR0913  # the fields of a user
    *, username: str, email: str, password: str, by: Caller, realname: str = "", comment: str = "",
    is_admin: bool = False,
) -> User:  # fmt: skip
    """Make a user. Raises UserInvalid, PasswordWeak or UserExists."""
    _require_valid(username=username, email=email, realname=realname, comment=comment)
    passwords.require_strong(password)
    user = User(
        username=username, email=email, realname=realname, comment=comment, is_superuser=is_admin
    )
    user.set_password(password)
    with transaction.atomic():
        _require_free(username=username, email=email)
        _save(user, force_insert=True)
        events.publish(UserCreated(by=by, resource=username))
    return user


def update_profile(
    *,
    user_id: int,
    by: Caller,
    email: str | None = None,
    realname: str | None = None,
    comment: str | None = None,
) -> User:
    """Change what is given. Raises UserInvalid or UserExists."""
    given = {"email": email, "realname": realname, "comment": comment}
    with transaction.atomic():
        user = _locked(user_id)
        changed = _changes(user, **{name: text for name, text in given.items() if text is not None})
        _require_valid(email=user.email, realname=user.realname, comment=user.comment)
        if present().filter(email=user.email).exclude(pk=user_id).exists():
            raise UserExists("e-mail address")
        _save(user, update_fields=[*changed, "update_time"])
        events.publish(UserUpdated(by=by, resource=user.username, details=changed))
    return user


def set_admin(*, user_id: int, is_admin: bool, by: Caller) -> User:
    with transaction.atomic():
        user = _locked(user_id)
        if user.username == ADMIN and not is_admin:
            raise LastAdmin
        changed = _changes(user, is_superuser=is_admin)
        user.epoch += 1
        user.save(update_fields=["is_superuser", "epoch", "update_time"])
        events.publish(UserUpdated(by=by, resource=user.username, details=changed))
    return user


def change_password(*, user_id: int, password: str, by: Caller, old: str | None = None) -> User:
    """Set a new password; ends every session, registry token and refresh token of the user.

    A user's own change must name the *old* one (PasswordWrong). An administrator's need not, and
    ends the personal tokens as well: it may be that somebody else made them.
    """
    passwords.require_strong(password)
    if old is not None:
        _require_old(old, get(user_id), by.source)
    with transaction.atomic():
        user = _locked(user_id)
        if principals.is_outdated(by, user):
            raise PasswordWrong  # somebody reset it while this request was on its way
        user.set_password(password)
        user.epoch += 1
        user.save(update_fields=["password", "epoch", "update_time"])
        _end_logins(user)
        if old is None:
            user.personal_tokens.all().delete()
        details = {"password": "changed"}
        events.publish(UserUpdated(by=by, resource=user.username, details=details))
    return user


def set_active(*, user_id: int, is_active: bool, by: Caller) -> User:
    """Enable or disable an account; disabling ends every session and token of it.

    Nobody disables oneself (OwnAccountDisabled), nor anybody the built-in administrator
    (LastAdmin): so there is always one who can enable the others.
    """
    if not is_active and by.principal.is_user and by.principal.id == user_id:
        raise OwnAccountDisabled
    with transaction.atomic():
        user = _locked(user_id)
        if user.username == ADMIN and not is_active:
            raise LastAdmin
        changed = _changes(user, is_active=is_active)
        if changed:
            user.epoch += 1
            user.save(update_fields=["is_active", "epoch", "update_time"])
            _end_logins(user)
        events.publish(UserUpdated(by=by, resource=user.username, details=changed))
    return user


def delete(*, user_id: int, by: Caller) -> None:
    """Take the user away; the row stays for what it once did, the name is free again."""
    with transaction.atomic():
        user = _locked(user_id)
        if user.username == ADMIN:
            raise LastAdmin
        user.deleted_at = timezone.now()
        user.is_active = False
        user.epoch += 1
        user.save(update_fields=["deleted_at", "is_active", "epoch", "update_time"])
        _end_logins(user)
        events.publish(UserDeleted(by=by, resource=user.username))


def log_in(*, username: str, password: str, source: Source) -> Principal:
    """Check the password of somebody who logs in. Raises as ``authenticate`` does."""
    known = recall(username=username, password=password, source=source, is_login=True)
    return known or authenticate(username=username, password=password, source=source)


def recall(
    *, username: str, password: str, source: Source, is_login: bool = False
) -> Principal | None:
    """The user, if this process checked the same password before and nothing has changed since.

    Computes no hash. Writes an audit row for an explicit login. Raises LoginLocked where too many
    tries failed, unless the user got in from there before.
    """
    user = _active(username)
    if user is None or not passwords.is_remembered(password, user.password):
        return None
    throttle.require_open(name=username, address=source.address, epoch=user.epoch)
    return _let_in(user, source, is_recorded=is_login)


def authenticate(*, username: str, password: str, source: Source) -> Principal:
    """Check a password. Raises CredentialsInvalid, the same for every reason.

    Writes an audit row for either outcome. Raises LoginLocked or LoginBusy where nothing was
    looked at; those leave no row.
    """
    throttle.require_open(name=username, address=source.address)
    user = _active(username)
    right = passwords.matches(password, user.password if user else None)
    if user is None or not right:
        record_failure(name=username, credential=Credential.PASSWORD, source=source)
        raise CredentialsInvalid
    return _let_in(user, source, is_recorded=True)


def record_login(by: Caller) -> None:
    with transaction.atomic():
        events.publish(LoggedIn(by=by, resource=by.principal.name))


def record_failure(*, name: str, credential: Credential, source: Source) -> None:
    """Somebody said to be *name*, and was not.

    It is counted; what comes after the last one that is looked at is not written down.
    """
    who = Principal(id=None, name=_printable(name), is_admin=False, epoch=0)
    by = Caller(who, credential, source)
    with transaction.atomic():
        tally = throttle.count(name=name, address=source.address, credential=credential)
        is_locked = credential is Credential.PASSWORD
        what = "locked_minutes" if is_locked else "unrecorded_minutes"
        details = {what: throttle.MINUTES} if tally.is_last else {}
        if tally.is_news:
            events.publish(LoggedIn(by=by, resource=who.name, succeeded=False, details=details))


def _let_in(user: User, source: Source, *, is_recorded: bool) -> Principal:
    principal = of_user(user)
    if is_recorded:
        with transaction.atomic():
            throttle.clear(name=user.username, address=source.address)
            record_login(Caller(principal, Credential.PASSWORD, source))
    throttle.trust(name=user.username, address=source.address, epoch=user.epoch)
    return principal


def _require_old(password: str, user: User, source: Source) -> None:
    """Whoever found an open browser may not guess on and on either."""
    throttle.require_open(name=user.username, address=source.address)
    if not passwords.matches(password, user.password):
        record_failure(name=user.username, credential=Credential.PASSWORD, source=source)
        raise PasswordWrong


def _end_logins(user: User) -> None:
    refresh_tokens.revoke_all(user)
    sessions.end_all(user)


def _active(username: str) -> User | None:
    if "\0" in username:
        return None
    return present().filter(username=username, is_active=True).first()


def _locked(user_id: int) -> User:
    user = present().locked().filter(pk=user_id).first()
    if user is None:
        raise UserUnknown(user_id)
    return user


def _require_valid(*, email: str, realname: str, comment: str, username: str | None = None) -> None:
    if username is not None:
        _require_name(username)
    try:
        validate_email(email)
    except ValidationError as error:
        raise UserInvalid("the e-mail address is not one") from error
    for field, value, longest in (
        ("email", email, LONGEST_TEXT),
        ("realname", realname, LONGEST_TEXT),
        ("comment", comment, LONGEST_COMMENT),
    ):
        if len(value) > longest or not _is_printable(value):
            raise UserInvalid(f"{field} has at most {longest} printable characters")


def _require_name(username: str) -> None:
    if not 1 <= len(username) <= LONGEST_TEXT or username != username.strip():
        raise UserInvalid("a user name has 1 to 255 characters, none of them a blank at either end")
    if FORBIDDEN_IN_NAMES.intersection(username) or not _is_printable(username):
        raise UserInvalid(
            f"a user name has none of the characters {''.join(sorted(FORBIDDEN_IN_NAMES))}"
        )


def _require_free(*, username: str, email: str) -> None:
    if present().filter(username=username).exists():
        raise UserExists("name")
    if present().filter(email=email).exists():
        raise UserExists("e-mail address")


def _save(user: User, **how: Any) -> None:
    """Two may take the same name or address at once on PostgreSQL; the constraint decides."""
    try:
        with transaction.atomic():
            user.save(**how)
    except IntegrityError as error:
        raise UserExists("name or e-mail address") from error


def _changes(user: User, **wanted: Any) -> dict[str, Any]:
    """Apply *wanted* to the row and tell what was different: ``{field: [old, new]}``."""
    changed = {
        name: [getattr(user, name), value]
        for name, value in wanted.items()
        if getattr(user, name) != value
    }
    for name, value in wanted.items():
        setattr(user, name, value)
    return changed


def _is_printable(text: str) -> bool:
    return all(character.isprintable() for character in text)


def _printable(text: str) -> str:
    return "".join(
        character if character.isprintable() else "?" for character in text[:LONGEST_TEXT]
    )
