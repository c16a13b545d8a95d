"""Who acts: the principal, and the caller as which it reached us."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from accounts.errors import LoginRequired, PersonRequired, RightMissing, UserRequired
from accounts.models import User
from accounts.rights import Ceiling, Need, SystemAction


class Credential(StrEnum):
    """With what the caller proved who it is."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  # a kind of credential
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  # a kind of credential
    PERSONAL_TOKEN = "personal_token"  # noqa: S105  # a kind of credential
    ROBOT_SECRET = "robot_secret"  # noqa: S105  # a kind of credential
    SESSION = "session"
    BEARER = "bearer"
    SYSTEM = "system"


class Kind(StrEnum):
    """What a principal is; ids of users and of robots are counted apart."""

    USER = "user"
    ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Principal:
    """A user, a robot, or nobody (``id`` is ``None``).

    ``epoch`` is that of the credential's check. ``ceiling`` and ``expires_at`` are the
    credential's, where it has such: two principals that differ in them alone are the same.
    """

    id: int | None
    name: str
    is_admin: bool
    epoch: int
    kind: Kind = Kind.USER
    ceiling: Ceiling | None = field(default=None, compare=False, repr=False)
    expires_at: datetime | None = field(default=None, compare=False)

    @property
    def is_anonymous(self) -> bool:
        return self.id is None

    @property
    def is_user(self) -> bool:
        return self.kind is Kind.USER and self.id is not None

    @property
    def key(self) -> str:
        """What rows that belong to a principal are filed under."""
        return "anonymous" if self.id is None else f"{self.kind}:{self.id}"

    def may(self, action: SystemAction) -> bool:
        """Whether it may do something in the whole system."""
        if self.ceiling is None:
            return self.is_admin
        return (self.is_admin or self.kind is Kind.ROBOT) and action in self.ceiling.system


ANONYMOUS = Principal(id=None, name="anonymous", is_admin=False, epoch=0)
SYSTEM = Principal(id=None, name="system", is_admin=True, epoch=0)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from."""

    address: str = ""
    user_agent: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal, how it proved itself, and where from: the ``by`` of everything."""

    principal: Principal
    credential: Credential
    source: Source


SYSTEM_CALLER = Caller(SYSTEM, Credential.SYSTEM, Source())


def of_user(user: User) -> Principal:
    return Principal(user.pk, user.username, user.is_superuser, user.epoch)


def require(by: Caller, need: Need | SystemAction) -> None:
    """Raise LoginRequired, PersonRequired or RightMissing unless the caller has what is needed."""
    if need is Need.NOTHING:
        return
    if by.principal.is_anonymous:
        raise LoginRequired
    if need is Need.USER and not by.principal.is_user:
        raise UserRequired
    if need is Need.PERSON and not is_person(by):
        raise PersonRequired
    if isinstance(need, SystemAction) and not by.principal.may(need):
        raise RightMissing(need)


def is_outdated(by: Caller, user: User) -> bool:
    """Whether the caller is *user*, whose locked row has changed since the credentials' check."""
    return by.principal.is_user and by.principal.id == user.pk and by.principal.epoch != user.epoch


def is_person(by: Caller) -> bool:
    """Whether a user acts with all that it is, not with a credential that it lent to a program."""
    return by.principal.is_user and by.credential is not Credential.PERSONAL_TOKEN
