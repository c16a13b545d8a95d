"""Who acts: the principal, and the caller as which it reached us."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.errors import AdminRequired, LoginRequired
from accounts.models import User


class Credential(StrEnum):
    """With what the caller proved who it is."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  # a kind of credential
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  # a kind of credential
    BEARER = "bearer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Principal:
    """A user, or nobody (``id`` is ``None``); ``epoch`` is that of the credential's check."""

    id: int | None
    name: str
    is_admin: bool
    epoch: int

    @property
    def is_anonymous(self) -> bool:
        return self.id is None

    @property
    def key(self) -> str:
        """What rows that belong to a principal are filed under."""
        return "anonymous" if self.id is None else f"user:{self.id}"


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


def require_login(caller: Caller) -> None:
    if caller.principal.is_anonymous:
        raise LoginRequired


def require_self_or_admin(caller: Caller, user_id: int) -> None:
    if caller.principal.id != user_id:
        require_admin(caller)


def require_admin(caller: Caller) -> None:
    require_login(caller)
    if not caller.principal.is_admin:
        raise AdminRequired
